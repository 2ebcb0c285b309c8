import { ConfigError } from '../../lib/config/config.ts';
import { parseConfig, readCliOptions } from '../../lib/config/parse.ts';
import { explain } from '../../lib/explain/explain.ts';
import { parseQuestion } from '../../lib/explain/question.ts';
import { sourceNames } from '../../lib/sources/index.ts';
import { connect, prepareRun } from '../../lib/wire.ts';
import { explainText } from './explain-text.ts';
import { helpText } from './help.ts';

/**
 * `npm run explain -- NAME|KIND/NAMESPACE/NAME FLAGS`: what becomes of a name, under the settings that `npm run sync`
 * takes. Exit code 1 where a person has to mend something.
 */
export async function explainCommand([asked, ...flags]: readonly string[]): Promise<number> {
  if (readCliOptions([asked ?? '', ...flags]).help) {
    process.stdout.write(helpText());
    return 0;
  }
  if (asked === undefined || asked.startsWith('-'))
    throw new ConfigError(['Say first what to explain: npm run explain -- api.example.com, or -- Ingress/shop/web.']);
  const question = parseQuestion(asked);
  const parsed = parseConfig({ flags, environment: process.env, availableSources: sourceNames });
  for (const warning of parsed.warnings) process.stderr.write(`${warning}\n`);
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const run = prepareRun(parsed, connect(parsed.config, process.env), { signal: interrupt.signal });
  const trail = await explain(run, question);
  process.stdout.write(parsed.cli.output === 'json' ? `${JSON.stringify(trail, undefined, 2)}\n` : explainText(trail));
  return trail.outcome.problem ? 1 : 0;
}
