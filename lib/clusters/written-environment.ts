import type { Environment } from '../config/environment.ts';
import { camelCase, environmentName, flagsByName, lookUp, suggestion } from '../config/names.ts';
import { sentence } from '../config/settings.ts';
import type { WrittenSettings } from './clusters-file.ts';

/** Settings as the environment would have them, or what is wrong with their names. */
export interface WrittenEnvironment {
  readonly environment: Environment;
  readonly problems: readonly string[];
}

/** Turns settings in camel case into variables: a list has one value a line. */
export function writtenEnvironment(settings: WrittenSettings, known: readonly string[]): WrittenEnvironment {
  const environment: Record<string, string> = {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(settings)) {
    const problem = nameProblem(key, known);
    if (problem !== undefined) problems.push(problem);
    else environment[environmentName(flagName(key))] = [value].flat().map(String).join('\n');
  }
  return { environment, problems };
}

/** `eksClusterName` is `--eks-cluster-name`; `route53RequestsPerSecond` is found by what the configuration calls it. */
const flagName = (key: string): string => flagNames.get(key) ?? key;

const flagNames: ReadonlyMap<string, string> = new Map(
  [...flagsByName].map(([written, { name }]) => [camelCase(written), name]),
);

/** What names the instance, and what the packaging sets for it. */
const reserved: ReadonlySet<string> = new Set(['shard', 'otherShardZoneIds']);

function nameProblem(key: string, known: readonly string[]): string | undefined {
  if (reserved.has(key)) return `${key} is made from the shards of the file; leave it out.`;
  const found = lookUp(flagNames.get(key) ?? hyphenated(key));
  switch (found.kind) {
    case 'used':
      return found.flag.secret
        ? `${key} is a secret, which the zip must not hold; set ${environmentName(found.name)} in the environment of the function.`
        : undefined;
    case 'ignored':
      return `${key} does nothing here: ${found.why}; leave it out.`;
    case 'unknown':
      return sentence(`${key} is no setting${suggestion(key, [...flagNames.keys(), ...known])}`);
  }
}

const hyphenated = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
