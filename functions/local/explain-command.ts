import { ConfigError } from '../../lib/config/config.ts';
import { explain } from '../../lib/explain/explain.ts';
import { parseQuestion } from '../../lib/explain/question.ts';
import { printableIn } from '../../lib/printable.ts';
import { connect, prepareRun } from '../../lib/wire.ts';
import { answerCommand } from './answer-command.ts';
import { explainText } from './explain-text.ts';

/**
 * `npm run explain -- NAME|KIND/NAMESPACE/NAME FLAGS`: what becomes of a name, under the settings that `npm run sync`
 * takes. Exit code 1 where a person has to mend something.
 */
export async function explainCommand([asked, ...flags]: readonly string[]): Promise<number> {
  if (asked === undefined || asked.startsWith('-'))
    throw new ConfigError(['Say first what to explain: npm run explain -- api.example.com, or -- Ingress/shop/web.']);
  // What is no question under any settings is said before the flags are read: `ingress web` in the words of kubectl.
  parseQuestion(asked, { source: ['unstructured'] });
  return answerCommand(flags, async (parsed, signal) => {
    const question = parseQuestion(asked, parsed.config);
    const run = prepareRun(parsed, connect(parsed.config, process.env), { signal });
    const trail = await explain(run, question);
    return { document: trail, text: () => explainText(printableIn(trail)), exitCode: trail.outcome.problem ? 1 : 0 };
  });
}
