import { ConfigError } from '../../lib/config/config.ts';
import { type ParsedConfig, parseConfig } from '../../lib/config/parse.ts';
import { sourceNames } from '../../lib/sources/index.ts';

/** What a command has to say. */
export interface Answer {
  /** What `--output=json` prints. */
  readonly document: object;
  /** The same for a person. */
  readonly text: () => string;
  readonly exitCode: 0 | 1;
}

/**
 * A command on the kubeconfig and the AWS credentials of whoever calls it: reads its flags, asks, prints the answer and
 * gives the exit code. Ctrl-C aborts the signal. Throws what `ask` throws, and ConfigError.
 */
export async function answerCommand(
  flags: readonly string[],
  ask: (parsed: ParsedConfig, signal: AbortSignal) => Promise<Answer>,
): Promise<0 | 1> {
  refuseSwallowedFlags(flags, process.env);
  const parsed = parseConfig({ flags, environment: process.env, availableSources: sourceNames });
  for (const warning of parsed.warnings) process.stderr.write(`${warning}\n`);
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const { document, text, exitCode } = await ask(parsed, interrupt.signal);
  process.stdout.write(parsed.cli.output === 'json' ? `${JSON.stringify(document, undefined, 2)}\n` : text());
  return exitCode;
}

/** Without the two dashes npm takes --dry-run for itself, and what was meant as a rehearsal would be a real run. */
function refuseSwallowedFlags(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): void {
  if (environment['npm_config_dry_run'] !== 'true' || flags.some((flag) => flag.startsWith('--dry-run'))) return;
  throw new ConfigError([
    'npm took --dry-run for itself; write two dashes before the flags: npm run sync -- --dry-run.',
  ]);
}
