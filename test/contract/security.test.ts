import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = text('docs/security.md');

/** The rows of every table of the page, as cells. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const threats = rows.filter((cells) => cells.length === 4 && cells[0] !== 'who');
const reasons = rows.filter((cells) => cells.length === 2 && cells[0] !== 'package');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly hasInstallScript?: boolean; readonly integrity?: string; readonly link?: boolean }>
  >;
}

const { dependencies, devDependencies, allowScripts }: Manifest = JSON.parse(text('package.json'));
const { packages }: Lock = JSON.parse(text('package-lock.json'));

describe('the threats of docs/security.md', () => {
  it.each(threats.map(([who = '', threat = '', , test = '']) => [who, threat, test] as const))(
    'are each held by a test that is there: %s could try to %s',
    (_, __, test) => {
      const { file = '', title = '' } = /^`(?<file>[^`]+)`: (?<title>.+)$/.exec(test)?.groups ?? {};
      expect(text(file)).toContain(title);
    },
  );
});

describe('a dependency', () => {
  const versions = Object.entries({ ...dependencies, ...devDependencies });

  it('has its reason in docs/security.md, and no other package has', () => {
    const written = reasons.map(([name]) => name);
    expect(written).toEqual(versions.map(([name]) => name));
    expect(reasons.filter(([, reason = '']) => reason.length < 4)).toEqual([]);
  });

  it('is of one exact version', () => {
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('is known by the hash of its file', () => {
    const unknown = Object.entries(packages).filter(
      ([path, { integrity, link }]) => path !== '' && !link && !integrity,
    );
    expect(unknown.map(([path]) => path)).toEqual([]);
  });

  it('runs no script at its installation, but the one that brings Node', () => {
    const scripted = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(allowScripts).toEqual(Object.fromEntries(scripted.map((name) => [name, name === 'node'])));
  });
});
