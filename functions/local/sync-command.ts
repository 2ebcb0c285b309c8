import { parseConfig, readCliOptions } from '../../lib/config/parse.ts';
import { sourceNames } from '../../lib/sources/index.ts';
import { sync } from '../../lib/sync.ts';
import { connect, prepareRun } from '../../lib/wire.ts';
import { helpText } from './help.ts';
import { reportText } from './report-text.ts';

/** `npm run sync -- FLAGS`: one run against the kubeconfig and the AWS credentials of whoever calls it. */
export async function syncCommand(argv: readonly string[]): Promise<number> {
  if (readCliOptions(argv).help) {
    process.stdout.write(helpText());
    return 0;
  }
  const parsed = parseConfig({ flags: argv, environment: process.env, availableSources: sourceNames });
  for (const warning of parsed.warnings) process.stderr.write(`${warning}\n`);
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const run = prepareRun(parsed, connect(parsed.config, process.env), { signal: interrupt.signal });
  const { report, clean } = await sync(run);
  process.stdout.write(parsed.cli.output === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report));
  return clean ? 0 : 1;
}
