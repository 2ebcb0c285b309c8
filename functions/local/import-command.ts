import { readFile } from 'node:fs/promises';
import { text as allOf } from 'node:stream/consumers';
import { type Document, parseAllDocuments } from 'yaml';
import { ConfigError } from '../../lib/config/config.ts';
import { readCliOptions } from '../../lib/config/parse.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { type Imported, importInstallation } from '../../lib/import/import.ts';
import type { Installation } from '../../lib/import/installation.ts';
import { installationOfFlags, readDocuments } from '../../lib/import/read-documents.ts';
import { importText } from './import-text.ts';
import { readParameters } from './serverless-block.ts';

const usage =
  'Say what to import: npm run import -- values.yaml (Helm values or manifests), -- - (the same from stdin), or -- FLAGS of ExternalDNS.';

/**
 * `npm run import -- FILE|-|FLAGS`: an installation of ExternalDNS in the settings of this project. Exit code 1 where a
 * person has to see to something.
 */
export async function importCommand(argv: readonly string[]): Promise<number> {
  const { output } = readCliOptions(argv);
  const described = argv.filter((text, index) => !/^--output(=|$)/.test(text) && argv[index - 1] !== '--output');
  const imported = importInstallation(await readInstallation(described));
  process.stdout.write(output === 'json' ? json(imported) : importText(imported, await readParameters()));
  return imported.toDo.length === 0 ? 0 : 1;
}

const json = (imported: Imported): string => `${JSON.stringify(imported, undefined, 2)}\n`;

async function readInstallation(argv: readonly string[]): Promise<Installation> {
  const [first, ...others] = argv;
  if (first === undefined) throw new ConfigError([usage]);
  if (first.startsWith('--')) return installationOfFlags(argv);
  if (others.length > 0) throw new ConfigError([`${JSON.stringify(others[0])} is too much after ${first}. ${usage}`]);
  const text = await readText(first);
  // A document may begin with three dashes, a flag with two.
  if (/^\s*--[^-]/.test(text)) return installationOfFlags(words(text));
  return installationIn(text, first === '-' ? 'stdin' : first);
}

async function readText(path: string): Promise<string> {
  try {
    return await (path === '-' ? allOf(process.stdin) : readFile(path, 'utf8'));
  } catch (error) {
    throw new ConfigError([`${path} could not be read: ${errorMessage(error)}`]);
  }
}

/** One flag a line, or several in one; quotes and the backslashes of a shell's line ends are taken off. */
const words = (text: string): readonly string[] =>
  [...text.matchAll(/(?:'[^']*'|"[^"]*"|[^\s\\]|\\\S)+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );

function installationIn(text: string, place: string): Installation {
  // As Helm and kubectl read it: `<<` merges, and `no` is false.
  const documents = parseAllDocuments(text, { version: '1.1' });
  // What follows the first error is mostly its consequence.
  const problems = documents.flatMap(({ errors: [error] }) => (error ? [`${place} is no YAML: ${error.message}`] : []));
  if (problems.length > 0) throw new ConfigError(problems);
  const installation = readDocuments(documents.map((document) => plain(document, place)));
  if (installation !== undefined) return installation;
  throw new ConfigError([
    `${place} describes no ExternalDNS: it holds neither a workload that runs it nor values of a chart of it. ${usage}`,
  ]);
}

/** Aliases are followed now: one without its anchor, or too many of them, is a ReferenceError. */
function plain(document: Document, place: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new ConfigError([`${place} is no YAML that can be used: ${error.message}`]);
  }
}
