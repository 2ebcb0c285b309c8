import { filterName, isWithin } from '../endpoint/dns-name.ts';
import type { WrittenSettings, WrittenShard } from './clusters-file.ts';

/** A shard, with what keeps its hands off the others' names, or what is wrong with the division. */
export type Division = { readonly shards: readonly WrittenShard[] } | { readonly problems: readonly string[] };

/**
 * Divides a cluster: a name belongs to one shard alone.
 *
 *     divided by     a name belongs to the shard that has       added to each shard
 *     zoneIdFilter   the zone that it lies in                   otherShardZoneIds: the zones of the others
 *     domainFilter   the longest domain that encloses it        excludeDomains: domains of others within its own
 */
export function divide(shards: readonly WrittenShard[], ofCluster: WrittenSettings): Division {
  const key = dividedBy(shards);
  if (key === undefined)
    return { problems: ['its shards must all have zoneIdFilter, or all have domainFilter, and none of them both'] };
  const problems = [...claimedTwice(shards, key), ...sharedSettings(ofCluster, key)];
  if (problems.length > 0) return { problems };
  return { shards: shards.map((shard) => withoutOthers(shard, shards, key)) };
}

type Divider = 'zoneIdFilter' | 'domainFilter';

function dividedBy(shards: readonly WrittenShard[]): Divider | undefined {
  const dividers = ['zoneIdFilter', 'domainFilter'] as const;
  return dividers.find((key) =>
    shards.every(({ settings }) => dividers.every((other) => valuesOf(settings, other).length > 0 === (other === key))),
  );
}

const valuesOf = (settings: WrittenSettings, key: string): readonly string[] =>
  [settings[key] ?? []].flat().map(String);

/** How a value is compared: ids and domains may be written in several ways. */
const normal: Readonly<Record<Divider, (value: string) => string>> = {
  zoneIdFilter: (id) => id.replace(/^\/?hostedzone\//, ''),
  domainFilter: (domain) => filterName(domain).replace(/^\./, ''),
};

/** A zone filter is the end of an id, so that one may lie in another. */
const clash: Readonly<Record<Divider, (value: string, other: string) => boolean>> = {
  zoneIdFilter: (value, other) => value.endsWith(other) || other.endsWith(value),
  domainFilter: (value, other) => value === other,
};

function claimedTwice(shards: readonly WrittenShard[], key: Divider): readonly string[] {
  const claims = shards.map(({ name, settings }) => ({ name, values: valuesOf(settings, key).map(normal[key]) }));
  return claims.flatMap(({ name, values }, index) =>
    claims
      .slice(index + 1)
      .flatMap((other) =>
        values
          .filter((value) => other.values.some((each) => clash[key](value, each)))
          .map((value) => `${value} is in the ${key} of ${name} and of ${other.name}; keep it in one of them`),
      ),
  );
}

/** What would be one for all shards, and cannot be. */
function sharedSettings(settings: WrittenSettings, key: Divider): readonly string[] {
  return [
    ...(key in settings ? [`${key} is what its shards are divided by; set it in them alone`] : []),
    ...(String(settings['annotateStatus'] ?? 'false') === 'false'
      ? []
      : ['annotateStatus is for a cluster without shards: each sees a part of what an object asks for']),
  ];
}

function withoutOthers({ name, settings }: WrittenShard, shards: readonly WrittenShard[], key: Divider): WrittenShard {
  const others = shards.filter((other) => other.name !== name).flatMap((other) => valuesOf(other.settings, key));
  if (key === 'zoneIdFilter') return { name, settings: { ...settings, otherShardZoneIds: [...others] } };
  const own = valuesOf(settings, key).map(normal[key]);
  const within = others.filter((other) => own.some((domain) => isWithin(normal[key](other), domain)));
  return { name, settings: { ...settings, excludeDomains: [...valuesOf(settings, 'excludeDomains'), ...within] } };
}
