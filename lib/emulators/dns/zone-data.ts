import type { Route53Emulator } from '../route53/emulator.ts';
import { labelsOf } from '../route53/name.ts';
import type { RecordSet } from '../route53/record-set.ts';

/** What the DNS server reads of the emulated Route 53. */
export type ZoneData = Pick<Route53Emulator, 'zones' | 'recordSetsAt' | 'exists'>;

/** The zone that answers for a name. */
export interface Authority {
  readonly zoneId: string;
  readonly apex: string;
}

const parentsOf = (name: string): readonly string[] => {
  const labels = labelsOf(name);
  return labels.map((_, index) => `${labels.slice(index).join('.')}.`);
};

/** The public zone with the longest name that the given name lies in; the first by id where two have the same name. */
export function authorityFor(data: ZoneData, name: string): Authority | undefined {
  const zones = data.zones().filter(({ visibility }) => visibility === 'public');
  for (const apex of parentsOf(name)) {
    const zone = zones.find((candidate) => candidate.name === apex);
    if (zone !== undefined) return { zoneId: zone.id, apex };
  }
  return undefined;
}

/**
 * The record sets that answer for a name: its own, or those of the wildcard at its closest encloser (RFC 4592 section
 * 3.3.1); undefined when the name does not exist.
 */
export function setsFor(data: ZoneData, { zoneId, apex }: Authority, name: string): readonly RecordSet[] | undefined {
  if (data.exists(zoneId, name)) return data.recordSetsAt(zoneId, name);
  const encloser = parentsOf(name).find((parent) => parent === apex || data.exists(zoneId, parent));
  const wildcard = data.recordSetsAt(zoneId, `\\052.${encloser}`);
  return wildcard.length > 0 ? wildcard : undefined;
}

/** The NS set of the highest delegation between the apex and a name, which hides what lies below (RFC 1034 section 4.3.2). */
export function delegationFor(data: ZoneData, { zoneId, apex }: Authority, name: string): RecordSet | undefined {
  return parentsOf(name)
    .filter((parent) => parent.length > apex.length)
    .toReversed()
    .flatMap((parent) => data.recordSetsAt(zoneId, parent))
    .find((set) => set.Type === 'NS');
}
