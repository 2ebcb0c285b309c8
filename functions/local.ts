import { readCliOptions } from '../lib/config/parse.ts';
import { demo } from './local/demo.ts';
import { doctorCommand } from './local/doctor-command.ts';
import { exitCode } from './local/exit.ts';
import { explainCommand } from './local/explain-command.ts';
import { helpText } from './local/help.ts';
import { importCommand } from './local/import-command.ts';
import { serve } from './local/serve.ts';
import { syncCommand } from './local/sync-command.ts';

/** The commands of `npm start` (demo), `npm run local` (serve), and of `npm run` under their names; each resolves to its exit code. */
const commands: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  demo,
  serve,
  sync: syncCommand,
  doctor: doctorCommand,
  explain: explainCommand,
  import: importCommand,
};

// A reader such as `head` may leave early; the work is done nevertheless.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const [name = '', ...argv] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) throw new Error(`There is no command "${name}": ${Object.keys(commands).join(', ')}`);
if (readCliOptions(argv).help) process.stdout.write(helpText(name));
else process.exitCode = await command(argv).catch((error: unknown) => exitCode(error, argv));
