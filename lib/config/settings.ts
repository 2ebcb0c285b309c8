import type { Flag, FlagTable } from './flags/flag.ts';
import { camelCase } from './names.ts';
import { defaultOf, readValue } from './read-value.ts';

/** What was written for one flag, before it is read. */
export interface Setting {
  /** How messages name it: `--min-ttl`, or `EXTERNAL_DNS_MIN_TTL`. */
  readonly label: string;
  /** One text for each time it was written. */
  readonly texts: readonly string[];
}

/** What one place (the command line, the environment) says, by the flag's name in the table. */
export interface Settings {
  readonly byName: ReadonlyMap<string, Setting>;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** The values of a table under settings: one key for each flag, in camel case. */
export interface TableReading {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
  /** Names of the flags that could not be read; their values are the defaults. */
  readonly failed: ReadonlySet<string>;
}

/** Reads every flag of a table: what was set for it, or else its default. */
export function readTable(table: FlagTable, settings: Settings['byName']): TableReading {
  const failed = new Set<string>();
  const problems: string[] = [];
  const valueOfFlag = (name: string, flag: Flag): unknown => {
    const setting = settings.get(name);
    const reading = setting === undefined ? { value: defaultOf(flag) } : readValue(flag, setting.texts);
    if ('value' in reading) return reading.value;
    failed.add(name);
    problems.push(...reading.problems.map((problem) => sentence(`${setting?.label} ${problem}`)));
    return defaultOf(flag);
  };
  const entries = Object.entries(table).map(([name, flag]) => [camelCase(name), valueOfFlag(name, flag)] as const);
  return { values: Object.fromEntries(entries), problems, failed };
}

/** The warning for a flag that is accepted and does nothing here. */
export const ignoredWarning = (label: string, why: string): string => `${label} is ignored: ${why}.`;

/** Ends a clause; one that ends in a question is a sentence already. */
export const sentence = (clause: string): string => (clause.endsWith('?') ? clause : `${clause}.`);
