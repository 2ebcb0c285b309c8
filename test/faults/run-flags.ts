import { excludedDomain, zone } from './names.ts';
import { affixFlags, type FaultWorld, owner } from './world.ts';

/** The sources that every world reads. */
export const coreSources: readonly string[] = ['service', 'ingress', 'node', 'pod', 'crd'];

/** The flags of one run; `instead` takes the place of every flag of the same name. */
export function flagsOf(
  world: FaultWorld,
  sources: readonly string[],
  instead: readonly string[] = [],
): readonly string[] {
  const replaced = new Set(instead.map(nameOf));
  const usual = [
    ...sources.map((source) => `--source=${source}`),
    `--txt-owner-id=${owner}`,
    `--domain-filter=${zone}`,
    `--exclude-domains=${excludedDomain}`,
    '--route53-requests-per-second=100000',
    '--verbose',
    ...(world.warm ? ['--provider-cache-time=1h'] : []),
    ...affixFlags[world.affixes],
    ...world.flags,
  ];
  return [...usual.filter((flag) => !replaced.has(nameOf(flag))), ...instead];
}

const nameOf = (flag: string): string => flag.split('=')[0] ?? flag;

/** The value of a flag that may be there once; undefined where it is not. */
export const flagValue = (flags: readonly string[], name: string): string | undefined =>
  flags.find((flag) => nameOf(flag) === `--${name}`)?.slice(name.length + 3);
