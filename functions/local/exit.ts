import { ConfigError } from '../../lib/config/config.ts';
import { readCliOptions } from '../../lib/config/parse.ts';
import { RegistryError } from '../../lib/registry/registry.ts';
import { RunError } from '../../lib/run/run-error.ts';

/** Says what went wrong, without a stack trace where it is a person's to mend, and gives the exit code. */
export function exitCode(error: unknown, argv: readonly string[]): 2 | 3 {
  const { code, problems } = judge(error);
  if (readCliOptions(argv).output === 'json')
    process.stdout.write(`${JSON.stringify({ error: { code, problems } }, undefined, 2)}\n`);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return code;
}

/** 2: bad configuration. 3: the run could not be made. Anything else is a bug and shows where it is. */
function judge(error: unknown): { readonly code: 2 | 3; readonly problems: readonly string[] } {
  if (error instanceof ConfigError) return { code: 2, problems: error.problems };
  if (error instanceof RunError || error instanceof RegistryError) return { code: 3, problems: [error.message] };
  return { code: 3, problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
}
