import { isWithin } from '../endpoint/dns-name.ts';
import type { Endpoint, Zone } from '../endpoint/endpoint.ts';
import { nameCause } from '../endpoint/name-problem.ts';
import type { Prepared } from '../endpoint/prepared.ts';
import type { ProviderReading } from '../providers/provider.ts';
import type { Run } from '../run/run.ts';
import type { RegisteredIdentity } from '../run/run-identity.ts';

/** With more names than this, whole zones cost fewer requests: 300 record sets each. */
const namesLookedUp = 10;

/**
 * What DNS holds at these names: first the names and the wildcards beside them, then the rows that speak of what is
 * there or to come, and the delegations of zones in which they lie. Throws ProviderError.
 */
export async function readNames(
  { provider, signal }: Run,
  { registry }: RegisteredIdentity,
  desired: Prepared,
  names: readonly string[],
): Promise<ProviderReading> {
  const sound = names.filter((name) => nameCause(name) === undefined);
  if (sound.length > namesLookedUp) return provider.records(signal);
  const { records, zones } = await provider.lookUp(
    sound.flatMap((name) => [name, ...wildcardOf(name)]),
    signal,
  );
  const spoken = [
    ...records.filter(({ dnsName }) => sound.includes(dnsName)),
    ...provider.adjust(desired.endpoints).endpoints,
  ];
  const bare = sound.filter((name) => !spoken.some(({ dnsName }) => dnsName === name));
  const rows = registry.rowNames([...spoken, ...bare.flatMap(formerRecords)]);
  return provider.lookUp([...rows, ...childZones(zones, sound)], signal);
}

/** Zones below others that enclose one of the names: whether they are delegated decides what may be deleted above them. */
const childZones = (zones: readonly Zone[], names: readonly string[]): readonly string[] =>
  zones
    .filter((zone) => names.some((name) => isWithin(name, zone.name)))
    .filter((zone) => zones.some(({ name }) => name !== zone.name && isWithin(zone.name, name)))
    .map(({ name }) => name);

/** Whose rows may be left over where nothing is held or asked for: records of the types that nearly everybody asks for. */
const formerRecords = (dnsName: string): readonly Endpoint[] =>
  (['A', 'AAAA', 'CNAME'] as const).map((recordType) => ({
    dnsName,
    recordType,
    targets: [],
    labels: {},
    providerSpecific: {},
    refs: [],
  }));

/** The wildcard that answers where a name has no records (RFC 4592): that of its own parent alone is looked at. */
export const wildcardOf = (name: string): readonly string[] => {
  const dot = name.indexOf('.');
  return dot < 0 || name.startsWith('*.') ? [] : [`*${name.slice(dot)}`];
};
