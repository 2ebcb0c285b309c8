import { accessSync, constants } from 'node:fs';
import { errorMessage } from '../../lib/error-message.ts';
import { readArguments } from '../../scripts/read-arguments.ts';
import { benchCases } from './cases/index.ts';

const outputs = ['text', 'markdown', 'json'] as const;
type Output = (typeof outputs)[number];

/** How the benchmark is run. */
export interface BenchOptions {
  readonly output: Output;
  /** Names of cases; all of them where it is empty. */
  readonly only: readonly string[];
  /** In the place of each case's own sizes. */
  readonly size: number | undefined;
  /** Rounds of each case, of which the median counts. */
  readonly rounds: number;
  /** Path of the binary that is measured beside ours. */
  readonly peer: string | undefined;
}

const widest = Math.max(...benchCases.map(({ name }) => name.length));

const usage = `npm run bench: figures of each case, beside an ExternalDNS where EXTERNAL_DNS_BIN is the path of one.

  --only=CASE      this case alone; may be there more than once (default: all, which takes many minutes)
  --size=N         in the place of each case's own sizes
  --rounds=N       of each case, of which the median counts (default: 5)
  --output=FORM    ${outputs.join(', ')} (default: text)

Cases, and their sizes:

${benchCases.map(({ name, summary, sizes }) => `  ${name.padEnd(widest)}  ${summary} (${sizes.join(', ')})`).join('\n')}

What the figures mean: docs/performance.md.
`;

/** Reads the command line, and `EXTERNAL_DNS_BIN`. Throws a TypeError that says what is wrong with them. */
export function readOptions(args: readonly string[], peer: string | undefined): BenchOptions {
  const { values } = readArguments(usage, {
    args: [...args],
    options: {
      output: { type: 'string', default: 'text' },
      only: { type: 'string', multiple: true, default: [] },
      size: { type: 'string' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const { only, size, rounds } = values;
  const output = outputs.find((each) => each === values.output);
  if (output === undefined)
    throw new TypeError(`--output is ${JSON.stringify(values.output)}; it can be ${outputs.join(', ')}`);
  const unknown = only.filter((name) => !benchCases.some((each) => each.name === name));
  if (unknown.length > 0) throw new TypeError(`There is no case ${unknown.join(', ')}; there are ${caseNames}`);
  return {
    output,
    only,
    size: size === undefined ? undefined : whole('size', size),
    rounds: whole('rounds', rounds),
    peer: peer ? program(peer) : undefined,
  };
}

const caseNames = benchCases.map(({ name }) => name).join(', ');

function program(path: string): string {
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch (cause) {
    const problem = `EXTERNAL_DNS_BIN is ${JSON.stringify(path)}, which cannot be run (${errorMessage(cause)})`;
    throw new TypeError(`${problem}; set it to the path of an ExternalDNS, or leave it empty`, { cause });
  }
}

function whole(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new TypeError(`--${flag} is ${JSON.stringify(text)}; it has to be a whole number above 0`);
}
