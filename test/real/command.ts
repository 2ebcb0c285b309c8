import { execFile } from 'node:child_process';

/** A command that could not be started, or that failed: `message` holds what it wrote to stderr. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly stderr: string;
  /** The exit code, or the name of a system error such as `ENOENT` when there is no such command. */
  readonly code: number | string | undefined;

  constructor(command: readonly string[], stderr: string, cause: CommandFailure) {
    const missing = cause.code === 'ENOENT';
    const what = `\`${command.join(' ')}\` failed: ${stderr.trim() || cause.message}`;
    super(missing ? `${command[0]} is needed, and is not on the PATH: install it` : what, { cause });
    this.stderr = stderr;
    this.code = cause.code ?? undefined;
  }
}

/** The part of execFile's error that is read here. */
interface CommandFailure {
  readonly message: string;
  readonly code?: number | string | null | undefined;
}

/** What a command gets besides its arguments. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Written to stdin, which is empty otherwise. */
  readonly input?: string;
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/**
 * Runs a command to its end, without a shell.
 * @returns what it wrote to stdout
 * @throws CommandError
 */
export const run = (
  command: string,
  args: readonly string[],
  { input, ...options }: CommandOptions = {},
): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = execFile(command, args, { ...options, maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
    if (error) reject(new CommandError([command, ...args], stderr, error));
    else resolve(stdout);
  });
  // A command may end without reading its input; its exit code says whether that was a failure.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  return promise;
};
