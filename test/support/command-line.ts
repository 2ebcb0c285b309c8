import { type ChildProcess, execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { bundleOfSuite, root } from './bundle-of-suite.ts';

/** What a command left behind. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `npm run` starts. */
export const commandLineInTree = `${root}/functions/local.ts`;

const bundled = bundleOfSuite('local');

/** Runs the command line in a process of its own, in a pipe, with this environment and nothing of the shell's. */
export function commandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  entry?: string,
): Promise<CommandOutcome> {
  return startCommandLine(argv, environment, entry).outcome;
}

/** The same, for commands that run until they are told to stop. */
export function startCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  entry: string = bundled(),
): { readonly child: ChildProcess; readonly outcome: Promise<CommandOutcome> } {
  const { promise, resolve } = Promise.withResolvers<CommandOutcome>();
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), ...environment };
  const options = { env, maxBuffer: 16 * 1024 * 1024 };
  const child = execFile(process.execPath, [entry, ...argv], options, (_, stdout, stderr) =>
    resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
  );
  return { child, outcome: promise };
}

/** Its lines, without the empty ones. */
export const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
