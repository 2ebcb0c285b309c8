import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { benchCases } from '../bench/cases/index.ts';
import { readOptions } from '../bench/options.ts';
import type { BenchResult } from '../bench/result.ts';
import { tableOf } from '../bench/table.ts';

const run = promisify(execFile);
const folder = join(tmpdir(), `dns-herald-idle-${process.pid}`);

/** A program that does nothing takes the peer's place: the path of one. */
async function idleProgram(): Promise<string> {
  const file = join(folder, 'idle');
  await mkdir(folder);
  await writeFile(file, `#!${process.execPath}\n`, { mode: 0o755 });
  return file;
}

describe('npm run bench', () => {
  let results: readonly BenchResult[];

  beforeAll(async () => {
    const args = ['test/bench/run.ts', '--size=20', '--rounds=1', '--output=json'];
    const { stdout } = await run(process.execPath, args, {
      env: { ...process.env, EXTERNAL_DNS_BIN: await idleProgram() },
    });
    results = JSON.parse(stdout).results;
  }, 600_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const resultOf = (name: string) => results.find((each) => each.case === name);

  it('has one file for each case', () => {
    const files = readdirSync('test/bench/cases').map((file) => basename(file, '.ts'));
    expect(benchCases.map(({ name }) => name).sort()).toEqual(files.filter((file) => file !== 'index').sort());
  });

  it('measures every case', () => {
    expect(results.map((each) => each.case)).toEqual(benchCases.map(({ name }) => name));
    for (const { ours } of results) expect(ours.wallMs).toBeGreaterThan(0);
  });

  it.each([
    ['steady', { kubernetes: 1, route53: 2, changes: 0, events: 0 }],
    ['account', { kubernetes: 1, route53: 2, changes: 0, events: 0 }],
    ['warm', { kubernetes: 1, route53: 0, changes: 0, events: 0 }],
    ['first', { route53: 3, changes: 1, events: 20 }],
    ['one-change', { route53: 3, changes: 1, events: 1 }],
    ['poison', { route53: 4, changes: 2, events: 20 }],
    ['events', { kubernetes: 21, changes: 0, events: 20 }],
    ['explain', { changes: 0, events: 0 }],
    ['memory', { kubernetes: 1, route53: 2, changes: 0, events: 0 }],
  ])('counts what the servers saw of %s', (name, seen) => {
    expect(resultOf(name)?.ours).toMatchObject(seen);
  });

  it('tells by how much each figure is above the limit, and above the peer', () => {
    expect(resultOf('first')?.toLimit).toMatchObject({ route53: 1, changes: 1, events: 1 });
    expect(resultOf('first')?.toPeer).toMatchObject({ wallMs: expect.any(Number) });
    expect(resultOf('warm')).not.toHaveProperty('peer');
  });

  it('tells the fewest batches that hold what is sound of a poisoned run', () => {
    expect(resultOf('poison')).toMatchObject({ minimum: 1, limits: { changes: 2 } });
  });

  it('shows them in a table', () => {
    const table = tableOf(results);
    for (const row of ['steady', 'limit', '÷ limit', 'peer', '÷ peer', 'minimum 1']) expect(table).toContain(row);
  });
});

describe('the options of npm run bench', () => {
  it.each([
    ['a case that there is not', '--only=lukewarm', 'There is no case lukewarm'],
    ['a size that is no number', '--size=many', '--size is "many"'],
    ['no rounds at all', '--rounds=0', '--rounds is "0"'],
    ['a form that it does not print', '--output=xml', '--output is "xml"'],
  ])('refuse %s', (_, flag, words) => {
    expect(() => readOptions([flag], undefined)).toThrow(words);
  });

  it('refuse a peer that cannot be run', () => {
    expect(() => readOptions([], '/nowhere/external-dns')).toThrow('EXTERNAL_DNS_BIN is "/nowhere/external-dns"');
  });

  it.each([['it is not set', undefined] as const, ['it is empty', ''] as const])('have no peer where %s', (_, peer) => {
    expect(readOptions([], peer).peer).toBeUndefined();
  });
});
