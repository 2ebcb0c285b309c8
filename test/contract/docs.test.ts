import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const pages = ['README.md', ...globSync('{docs,examples,infra}/**/*.md', { cwd: root })].sort();
const text = (page: string): string => readFileSync(join(root, page), 'utf8');
const { scripts } = JSON.parse(text('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

/** The first group of each match. */
const all = (content: string, pattern: RegExp): readonly string[] =>
  [...content.matchAll(pattern)].map(([, group = '']) => group);

describe.each(pages)('%s', (page) => {
  const content = text(page);

  it('links to what is there', () => {
    const targets = all(content, /\]\(([^)#\s]+)(?:#[^)]*)?\)/g).filter((target) => !/^[a-z]+:/.test(target));
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  it('names files that are there', () => {
    const named = all(content, /`((?:lib|functions|scripts|test|infra|examples|docs)\/[\w./-]+)`/g);
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('calls scripts that package.json has', () => {
    const called = all(content, /npm run (?:--silent )?([a-z][\w:-]*)/g);
    expect(called.filter((script) => !(script in scripts))).toEqual([]);
  });
});
