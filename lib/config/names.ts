import { nearest } from '../nearest.ts';
import type { CamelCase } from './config.ts';
import type { Flag } from './flags/flag.ts';
import { ignoredFlags } from './flags/ignored.ts';
import { flags } from './flags.ts';

/** `txt-owner-id` as the configuration and a payload call it: `txtOwnerId`. */
export const camelCase = <Name extends string>(name: Name): CamelCase<Name> =>
  name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as CamelCase<Name>;

/** What every variable of ours begins with. */
export const environmentPrefix = 'EXTERNAL_DNS_';

/** `txt-owner-id` as the environment calls it: `EXTERNAL_DNS_TXT_OWNER_ID`. */
export const environmentName = (name: string): string => environmentPrefix + name.toUpperCase().replace(/\W+/g, '_');

/** What a name on the command line stands for. */
export type Lookup =
  | { readonly kind: 'used'; readonly name: string; readonly flag: Flag }
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'unknown' };

/** Finds a flag by its name or an alias, among those that are used and those that are accepted and ignored. */
export function lookUp(name: string): Lookup {
  const used = flagsByName.get(name);
  if (used !== undefined) return { kind: 'used', ...used };
  const ignored = ignoredFlags.find(({ names }) => names.some((pattern) => fits(name, pattern)));
  return ignored === undefined ? { kind: 'unknown' } : { kind: 'ignored', why: ignored.why };
}

/** Every flag that has a meaning here, by each name it can be written with. */
export const flagsByName: ReadonlyMap<string, { readonly name: string; readonly flag: Flag }> = new Map(
  Object.entries<Flag>(flags).flatMap(([name, flag]) =>
    [name, ...(flag.aliases ?? [])].map((alias) => [alias, { name, flag }] as const),
  ),
);

const fits = (name: string, pattern: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

/** Every name that can be written, aliases and ignored ones included: what a misspelled name is compared with. */
export const writableNames: readonly string[] = [
  ...flagsByName.keys(),
  ...ignoredFlags.flatMap(({ names }) => names.filter((name) => !name.endsWith('*'))),
];

/**
 * `; did you mean X?` for the candidate that is nearest to a misspelled one, or nothing when none is near.
 * `display` makes of the candidate what the user would have to write.
 */
export function suggestion(
  written: string,
  candidates: readonly string[],
  display: (candidate: string) => string = (candidate) => candidate,
): string {
  const meant = nearest(written, candidates);
  return meant === undefined ? '' : `; did you mean ${display(meant)}?`;
}
