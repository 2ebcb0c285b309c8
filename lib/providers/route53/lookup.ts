import type { ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import pMap from 'p-map';
import { isWithin } from '../../endpoint/dns-name.ts';
import { type Endpoint, recordKey, type Zone } from '../../endpoint/endpoint.ts';
import type { ProviderReading, UnavailableZone } from '../provider.ts';
import { detailsOf, problemText } from './change-errors.ts';
import { endpointOf } from './record-set.ts';
import { listRecordSetsAt } from './record-sets.ts';

/** Names asked for side by side; the request budget sets the pace. */
const concurrentNames = 8;

/**
 * A reading with what its zones hold at these names besides. Each name is asked for in every zone that encloses it: a
 * record in a zone that another hides is planned for like any other.
 */
export async function lookUp(
  clientOf: (zone: Zone) => Route53Client,
  { zones, records, unavailable, ...rest }: ProviderReading,
  names: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ProviderReading> {
  const asked = [...names].flatMap((name) =>
    zones
      .filter((zone) => isWithin(name, zone.name) && !unavailable.some((each) => each.zone.id === zone.id))
      .map((zone) => ({ zone, list: () => listRecordSetsAt(clientOf(zone), zone, name, signal) })),
  );
  const parts = await pMap(asked, ({ zone, list }) => readSets(zone, list), { concurrency: concurrentNames });
  const found = parts.flatMap((part) => (Array.isArray(part) ? part : []));
  const failed = parts.flatMap((part) => ('problem' in part ? [part] : []));
  return {
    ...rest,
    zones,
    records: [...new Map([...records, ...found].map((each) => [recordKey(each), each] as const)).values()],
    unavailable: [...new Map([...unavailable, ...failed].map((each) => [each.zone.id, each] as const)).values()],
  };
}

async function readSets(
  zone: Zone,
  list: () => Promise<readonly ResourceRecordSet[]>,
): Promise<readonly Endpoint[] | UnavailableZone> {
  try {
    return (await list()).flatMap((set) => endpointOf(set, zone) ?? []);
  } catch (error) {
    return unreadable(zone, error);
  }
}

/** What a zone is whose record sets could not be read. */
export const unreadable = (zone: Zone, error: unknown): UnavailableZone => ({
  zone,
  problem: `its record sets could not be read: ${problemText(error)}`,
  error: detailsOf(error),
});
