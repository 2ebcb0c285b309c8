import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseDocument } from 'yaml';

const guide = readFileSync('docs/deploy.md', 'utf8');
/** Tags of CloudFormation are left as they are. */
const service = parseDocument(readFileSync('serverless.yml', 'utf8'), { logLevel: 'silent' }).toJS();
const parameters: Readonly<Record<string, unknown>> = service.params.default;

/** The rows of the table whose first column is headed so: first cell, second cell. */
const tableOf = (heading: string): readonly (readonly string[])[] => {
  const [, ...lines] = guide.slice(guide.indexOf(`| ${heading} |`)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(1, end).map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1),
  );
};

const words = (cell: string | undefined): readonly string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

const rows = tableOf('Parameter');

describe('the parameters of docs/deploy.md', () => {
  it('are those of serverless.yml', () => {
    expect(rows.flatMap(([names]) => words(names)).sort()).toEqual(Object.keys(parameters).sort());
  });

  it.each(rows.filter(([, fallback]) => fallback?.startsWith('`')))('%s without it: %s', (names, fallback) => {
    const values = words(names).flatMap((name) => [parameters[name]].flat().join(' ').trim().split(/\s+/));
    expect(values).toEqual(expect.arrayContaining([...words(fallback)]));
  });
});
