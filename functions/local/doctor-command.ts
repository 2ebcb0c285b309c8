import { examine } from '../../lib/doctor/examine.ts';
import { printableIn } from '../../lib/printable.ts';
import { connect, prepareExamination } from '../../lib/wire.ts';
import { answerCommand } from './answer-command.ts';
import { doctorText } from './doctor-text.ts';

/** `npm run doctor -- FLAGS`: whether `npm run sync` with these flags would have all that it needs. Exit code 1 where not. */
export const doctorCommand = (flags: readonly string[]): Promise<number> =>
  answerCommand(flags, async (parsed, signal) => {
    const clients = connect(parsed.config, process.env);
    const examination = await examine(prepareExamination(parsed, clients, { environment: process.env, signal }));
    return {
      document: examination,
      text: () => doctorText(printableIn(examination)),
      exitCode: examination.healthy ? 0 : 1,
    };
  });
