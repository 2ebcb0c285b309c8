import { commandLineFlags } from './flags/command-line.ts';
import type { Flag, FlagTable } from './flags/flag.ts';
import { ignoredFlags } from './flags/ignored.ts';
import { flagTopics } from './flags.ts';
import { environmentName } from './names.ts';
import { payloadKeys } from './payload.ts';
import { defaultOf, isList } from './read-value.ts';

const introduction = `# Configuration

<!-- Generated from lib/config/flags by scripts/docs.ts. Edit the flags, not this page. -->

Every setting has three names: \`--txt-owner-id\` on the command line, \`EXTERNAL_DNS_TXT_OWNER_ID\` in the environment, and
\`txtOwnerId\` in the configuration that the code and the payload of a manual invoke see. Names, values and defaults are those of ExternalDNS, unless the tables say otherwise.

- The command line wins over the environment, the environment over the default. An empty variable counts as unset.
- A list is a flag that is repeated. In the environment it has one value a line; a comma belongs to the value. A list replaces
  the default, and a list on the command line replaces the one of the environment.
- Booleans are \`--flag\` and \`--no-flag\`, and \`true\` or \`false\` (or 1, t, 0, f) in the environment.
- Durations have a unit: \`90s\`, \`1m30s\`, \`20.5s\`.
- A name that is not known is an error, and so is a value that cannot be read. All errors are reported at once.
`;

/** The page that documents every flag, in Markdown. */
export function configurationPage(): string {
  const topics = Object.entries<FlagTable>(flagTopics).map(([topic, table]) => `## ${topic}\n\n${flagRows(table)}`);
  return [introduction, ...topics, commandLineSection(), payloadSection(), ignoredSection()].join('\n');
}

/** A topic of the flags, for a terminal. */
export interface HelpTopic {
  readonly topic: string;
  readonly flags: readonly { readonly usage: string; readonly text: string }[];
}

/** The flags, how each is written, and what it does: with its values, its default and its other names. */
export function flagHelp(): readonly HelpTopic[] {
  const topics = Object.entries<FlagTable>({ ...flagTopics, 'The command line': commandLineFlags });
  return topics.map(([topic, table]) => ({
    topic,
    flags: Object.entries(table).map(([name, flag]) => ({ usage: usage(name, flag), text: helpOf(flag) })),
  }));
}

function helpOf(flag: Flag): string {
  const repeated = isList(flag) ? ['May be repeated.'] : [];
  const fallback = defaultText(flag);
  const preset = fallback === '' || fallback === code('false') ? [] : [`Default: ${fallback}.`];
  return [meaning(flag), ...repeated, ...preset].join(' ').replaceAll('`', '');
}

const usage = (name: string, flag: Flag): string =>
  flag.kind === 'boolean' ? `--[no-]${name}` : `--${name}=${typeOf(flag).toUpperCase()}`;

function flagRows(table: FlagTable): string {
  const rows = Object.entries(table).map(([name, flag]) =>
    row([code(`--${name}`), code(environmentName(name)), typeOf(flag), defaultText(flag), meaning(flag)]),
  );
  return `${row(['Flag', 'Environment', 'Type', 'Default', 'Meaning'])}\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

const code = (text: string): string => `\`${text}\``;

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const typeNames: Readonly<Record<Flag['kind'], string>> = {
  string: 'text',
  list: 'list',
  boolean: 'boolean',
  integer: 'number',
  rate: 'rate',
  duration: 'duration',
  regex: 'regex',
  selector: 'selector',
  enum: 'choice',
  'enum-list': 'choices',
};

const typeOf = (flag: Flag): string => typeNames[flag.kind];

function defaultText(flag: Flag): string {
  const value = defaultOf(flag);
  if (flag.kind === 'duration') return code(`${value}s`);
  const texts = Array.isArray(value) ? value.map(String) : value === undefined || value === '' ? [] : [String(value)];
  return texts.map(code).join(', ');
}

/** The summary, the values to choose from, the other names, and whether the flag is ours. */
function meaning(flag: Flag): string {
  const values = 'values' in flag && flag.values.length > 1 ? [`One of ${flag.values.map(code).join(', ')}.`] : [];
  const aliases =
    flag.aliases === undefined ? [] : [`Also ${flag.aliases.map((alias) => code(`--${alias}`)).join(', ')}.`];
  const secret = flag.secret ? ['Never shown.'] : [];
  const ours = flag.ours ? ['Not in ExternalDNS.'] : [];
  return [flag.summary, ...values, ...aliases, ...secret, ...ours].join(' ');
}

const commandLineSection = (): string => `## The command line alone

${Object.entries<Flag>(commandLineFlags)
  .map(([name, flag]) => `- ${code(usage(name, flag))}: ${meaning(flag)}`)
  .join('\n')}
`;

const payloadSection = (): string => `## Manual invoke

The payload of a manual invoke may narrow a run, never widen or change it. It takes ${payloadKeys.map(code).join(', ')}:
sources, namespace, domains and zones must lie within what is configured, and \`dryRun\` cannot be taken back. What lies outside of
a narrowed run is not deleted. \`cluster\` and \`shard\` pick what the clusters file has under these names ([scale.md](scale.md)); \`summary\`
leaves the lists out of the answer, for the log has them. \`doctor\` makes no run: everything that a run needs is tried, and the answer lists what is missing.
`;

const ignoredSection = (): string => `## Accepted, but without meaning here

These flags of ExternalDNS are accepted with a warning, in the environment too.

| Flags | Why |
| --- | --- |
${ignoredFlags.map(({ names, why }) => row([names.map((name) => code(`--${name}`)).join(', '), `${why}.`])).join('\n')}
`;
