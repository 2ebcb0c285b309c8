import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { flags } from '../../lib/config/flags.ts';
import { sinkKinds } from '../../lib/events/sinks/index.ts';
import { providers } from '../../lib/providers/index.ts';
import { noop } from '../../lib/registry/noop.ts';
import { sourceNames } from '../../lib/sources/index.ts';

const root = join(import.meta.dirname, '..', '..');

interface Import {
  /** Path from the root of the project, or the name of a package. */
  readonly to: string;
  /** `type` imports are gone before anything runs. */
  readonly kind: 'value' | 'type';
}

const statement =
  /^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(statement)].map(([, typeOnly, names = '', from, bare, dynamic]) => {
    const target = from ?? bare ?? dynamic ?? '';
    return {
      to: target.startsWith('.') ? posix.join(posix.dirname(file), target) : target,
      kind: typeOnly !== undefined || /^\{(?:\s*type [^,}]+,?)+\s*\}$/.test(names) ? 'type' : 'value',
    };
  });
}

const files = globSync('{lib,functions,scripts}/**/*.ts', { cwd: root }).sort();
const imports: ReadonlyMap<string, readonly Import[]> = new Map(files.map((file) => [file, importsOf(file)]));

/** `lib/sync.ts -> lib/run/run.ts` for each import of these files that is not allowed. */
const breaches = (from: readonly string[], isForbidden: (to: string) => boolean): readonly string[] =>
  from.flatMap((file) =>
    (imports.get(file) ?? []).filter(({ to }) => isForbidden(to)).map(({ to }) => `${file} -> ${to}`),
  );

/** Everything that is loaded with a file, packages included. */
function loadedWith(file: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { to, kind } of imports.get(file) ?? []) if (kind === 'value') loadedWith(to, seen);
  return seen;
}

const under =
  (...folders: readonly string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path.startsWith(`${folder}/`));

describe('what may import what', () => {
  it.each([
    ['the events know no provider', under('lib/events'), under('lib/providers')],
    ['the providers know no event', under('lib/providers'), under('lib/events')],
    ['the plan knows neither', under('lib/plan'), under('lib/events', 'lib/providers', 'lib/registry', 'lib/sources')],
    [
      'the sources know nothing that comes after them',
      under('lib/sources'),
      under('lib/events', 'lib/providers', 'lib/registry', 'lib/run'),
    ],
    [
      'the emulators are for the command line and tests',
      (file: string) => !under('lib/emulators', 'functions/local')(file),
      under('lib/emulators'),
    ],
    [
      'what is deployed knows nothing of the command line',
      (file: string) => !/^functions\/local[./]/.test(file),
      under('functions/local'),
    ],
    ['the library knows nobody who uses it', under('lib'), under('functions', 'scripts', 'test')],
  ])('%s', (_, from, isForbidden) => {
    const own = files.filter(from);
    expect(own).not.toEqual([]);
    expect(breaches(own, isForbidden)).toEqual([]);
  });

  it('no module waits for itself to be loaded', () => {
    const inCircles = files.filter((file) =>
      (imports.get(file) ?? []).some(({ to, kind }) => kind === 'value' && loadedWith(to).has(file)),
    );
    expect(inCircles).toEqual([]);
  });
});

/** What reaches out of the process; `node:net` is not among them, for its `isIP`. */
const isClient = (path: string): boolean =>
  /^@(?:aws-sdk|kubernetes|smithy)\/|^p-(?:retry|throttle)$|^node:(?:child_process|dgram|dns|fs|https?|http2|tls)\b/.test(
    path,
  );

/** The edges of folders that are pure for the rest. */
const edges: ReadonlySet<string> = new Set(['lib/registry/dynamodb-table.ts', 'lib/registry/index.ts']);

const pure = [
  ...files.filter((file) => under('lib/endpoint', 'lib/plan', 'lib/registry', 'lib/report')(file) && !edges.has(file)),
  ...globSync('lib/events/*.ts', { cwd: root }),
];

describe('the pure modules', () => {
  it('load no client', () => {
    const loaded = pure.flatMap((file) =>
      [...loadedWith(file)].filter(isClient).map((client) => `${file} -> ${client}`),
    );
    expect(loaded).toEqual([]);
  });

  it('are told the time and the settings', () => {
    const asking = /Date\.now|new Date\(\)|performance\.|setTimeout|AbortSignal\.timeout|\bprocess\.env|Math\.random/;
    expect(pure.filter((file) => asking.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
});

it('a client is found where there is one', () => {
  expect([...loadedWith('lib/wire.ts')].filter(isClient)).toContain('@aws-sdk/client-route-53');
});

describe('a plug-in is one file', () => {
  it('a source imports no other source', () => {
    const own = sourceNames.map((name) => `lib/sources/${name}.ts`);
    expect(breaches(own, (to) => own.includes(to))).toEqual([]);
  });

  it.each(flags.provider.values)('the provider %s is the one export of the file of its name', async (name) => {
    const module: Readonly<Record<string, unknown>> = await import(`../../lib/providers/${name}.ts`);
    expect({ ...module }).toEqual({ [name]: expect.objectContaining({ name }) });
    expect(Object.keys(providers)).toEqual(flags.provider.values);
  });

  it.each(flags.registry.values)('the registry %s is the one export of the file of its name', async (name) => {
    const module: Readonly<Record<string, unknown>> = await import(`../../lib/registry/${name}.ts`);
    expect(Object.keys(module)).toEqual([name]);
    const registry = module[name];
    expect(typeof registry === 'function' ? registry({ txt: noop }) : registry).toMatchObject({ name });
  });

  it('an event sink is the one export of the file of its name', async () => {
    const names = globSync('*.ts', { cwd: join(root, 'lib/events/sinks') })
      .map((file) => file.replace(/\.ts$/, ''))
      .filter((name) => name !== 'index');
    const modules = await Promise.all(names.map((name) => import(`../../lib/events/sinks/${name}.ts`)));
    expect(modules.map((module) => Object.values(module))).toEqual(
      names.map((name) => [expect.objectContaining({ name })]),
    );
    expect(sinkKinds.map(({ name }) => name).sort()).toEqual(names.sort());
  });
});
