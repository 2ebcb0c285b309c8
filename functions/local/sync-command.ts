import { printableIn } from '../../lib/printable.ts';
import { sync } from '../../lib/sync.ts';
import { connect, prepareRun } from '../../lib/wire.ts';
import { answerCommand } from './answer-command.ts';
import { reportText } from './report-text.ts';

/** `npm run sync -- FLAGS`: one run. Exit code 1 where a record failed or was withheld for a problem. */
export const syncCommand = (flags: readonly string[]): Promise<number> =>
  answerCommand(flags, async (parsed, signal) => {
    const { report, clean } = await sync(prepareRun(parsed, connect(parsed.config, process.env), { signal }));
    return { document: report, text: () => reportText(printableIn(report)), exitCode: clean ? 0 : 1 };
  });
