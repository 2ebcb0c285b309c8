import { parseConfig, readCliOptions } from '../../lib/config/parse.ts';
import { examine } from '../../lib/doctor/examine.ts';
import { sourceNames } from '../../lib/sources/index.ts';
import { connect, prepareExamination } from '../../lib/wire.ts';
import { doctorText } from './doctor-text.ts';
import { helpText } from './help.ts';

/** `npm run doctor -- FLAGS`: whether `npm run sync` with these flags would have all that it needs. Exit code 1 where not. */
export async function doctorCommand(argv: readonly string[]): Promise<number> {
  if (readCliOptions(argv).help) {
    process.stdout.write(helpText());
    return 0;
  }
  const parsed = parseConfig({ flags: argv, environment: process.env, availableSources: sourceNames });
  for (const warning of parsed.warnings) process.stderr.write(`${warning}\n`);
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const clients = connect(parsed.config, process.env);
  const examination = await examine(prepareExamination(parsed, clients, process.env, interrupt.signal));
  const json = parsed.cli.output === 'json';
  process.stdout.write(json ? `${JSON.stringify(examination, undefined, 2)}\n` : doctorText(examination));
  return examination.healthy ? 0 : 1;
}
