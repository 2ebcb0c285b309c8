import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { readArguments } from '../../scripts/read-arguments.ts';
import { type Mutation, mutations } from './mutations.ts';

const usage = `npm run test:sensitivity: switches off each guard and invariant in turn: the fault suite has to fail each time.

  --only=REGEX    those whose title matches (test/faults/mutations.ts); one that matches none lists them all
  --worlds=N      that are played for each guard, of all dangers (default: 408; fewer may miss what is rare)
  --seed=N        of the worlds (default: 1)
`;

const { values } = readArguments(usage, {
  options: {
    only: { type: 'string', default: '' },
    worlds: { type: 'string', default: '408' },
    seed: { type: 'string', default: '1' },
  },
});

const copied = ['lib', 'test', 'infra', 'functions', 'scripts', 'package.json'] as const;

/** What became of a mutation. */
interface Trialled {
  readonly mutation: Mutation;
  readonly isCaught: boolean;
  /** The first sentence of the suite that failed. */
  readonly by: string;
}

function trial(tree: string, mutation: Mutation): Trialled {
  const undo = mutate(tree, mutation);
  const options = mutation.danger === undefined ? ['invariants.test'] : ['worlds.test'];
  const budget = [`--worlds=${values.worlds}`, `--seed=${values.seed}`, '--enough=1'];
  const focus = mutation.danger === undefined ? [] : [`--danger=${mutation.danger}`];
  const { status, stderr } = spawnSync(
    process.execPath,
    ['test/faults/run.ts', ...budget, ...focus, '--', ...options],
    { cwd: tree, encoding: 'utf8' },
  );
  undo();
  const by = firstSentence(stderr);
  // A suite that failed without a sentence did not run at all.
  const trialled = { mutation, isCaught: status !== 0 && by !== '', by };
  process.stderr.write(`${trialled.isCaught ? 'caught' : 'NOT CAUGHT'}: ${mutation.title} ${trialled.by}\n`);
  return trialled;
}

/** Throws where a text is not there exactly once: the table has to follow the code. */
function check({ title, edits }: Mutation): void {
  for (const { file, from } of edits) {
    if (readFileSync(file, 'utf8').split(from).length !== 2)
      throw new Error(`"${title}": ${file} does not hold this text once: ${from}`);
  }
}

/** Writes the mutation into the copy; returns what takes it back. */
function mutate(tree: string, { edits }: Mutation): () => void {
  const before = new Map(edits.map(({ file }) => [file, readFileSync(join(tree, file), 'utf8')] as const));
  for (const { file, from, to } of edits) {
    const text = readFileSync(join(tree, file), 'utf8');
    writeFileSync(
      join(tree, file),
      text.replace(from, () => to),
    );
  }
  return () => {
    for (const [file, text] of before) writeFileSync(join(tree, file), text);
  };
}

/** Of jest's output: what the world, or the planted violation, was broken by. */
const firstSentence = (output: string): string =>
  (/^\s*(?:step \d+|trial|settling|after approval): .*$/m.exec(output)?.[0] ?? /^\s*● .*$/m.exec(output)?.[0] ?? '')
    .trim()
    .slice(0, 100);

function print(results: readonly Trialled[]): void {
  const table = new Table({ head: ['switched off', 'caught', 'by'], style: { head: [], border: [] } });
  for (const { mutation, isCaught, by } of results) table.push([mutation.title, isCaught ? 'yes' : 'NO', by]);
  process.stdout.write(`${table.toString()}\n`);
}

/** Those whose title matches. Ends the process where none does. */
function choose(pattern: string): readonly Mutation[] {
  try {
    const chosen = mutations.filter(({ title }) => new RegExp(pattern).test(title));
    if (chosen.length > 0) return chosen;
    const titles = mutations.map(({ title }) => `  ${title}\n`);
    process.stderr.write(`No title matches --only=${pattern}. There are:\n\n${titles.join('')}`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    process.stderr.write(`--only: ${error.message}\n`);
  }
  return process.exit(2);
}

for (const name of ['worlds', 'seed'] as const) {
  if (/^\d+$/.test(values[name])) continue;
  process.stderr.write(`--${name} is ${JSON.stringify(values[name])}; it has to be a whole number\n`);
  process.exit(2);
}
const chosen = choose(values.only);
mutations.forEach(check);
const tree = mkdtempSync(join(tmpdir(), 'dns-herald-sensitivity-'));
try {
  for (const each of copied) cpSync(each, join(tree, each), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(tree, 'node_modules'));
  const results = chosen.map((mutation) => trial(tree, mutation));
  print(results);
  process.exitCode = results.every(({ isCaught }) => isCaught) ? 0 : 1;
} finally {
  rmSync(tree, { recursive: true });
}
