import type { Cause } from '../../endpoint/cause.ts';
import type { NameRequest } from '../../endpoint/endpoint.ts';
import { type Change, type CurrentRecord, withhold } from '../change.ts';
import { checksum } from '../plan.ts';
import type { Guard } from './guard.ts';

/** Above these, deletions wait for a person. Each is a flag. */
export interface DeletionLimits {
  /** Deletions of a zone are held when they are more than this many names ... */
  readonly overCount: number;
  /** ... and more than this share of the names that we own there. */
  readonly overPercent: number;
  /** Held when they would leave us nothing in a zone where we own more than this many names. */
  readonly emptyingZoneOver: number;
  /** Held when they are more than this many in the whole run. */
  readonly overTotal: number;
  /** Checksum of the held set that a person approved. */
  readonly approve?: string;
}

type Deletion = Extract<Change, { action: 'Delete' }>;

/**
 * Holds an unusual number of deletions until their checksum is approved. A record whose name gets another record in
 * the same run is replaced, not deleted.
 */
export const holdDeletions: Guard = (changes, { owned, limits }) => {
  const deletions = changes.filter((change) => change.action === 'Delete').filter(isFinal(changes));
  const held = heldDeletions(deletions, changes, owned, limits);
  const sum = checksum([...held.keys()]);
  if (held.size === 0 || limits.approve === sum) return changes;
  return changes.map((change) => {
    const limit = held.get(change as Deletion);
    return limit === undefined ? change : withhold(change, deletionsHeld(limit, sum));
  });
};

const deletionsHeld = (limit: string, sum: string): Cause => ({ code: 'DeletionsHeld', limit, checksum: sum });

const nameKey = ({ zone, dnsName }: NameRequest): string => `${zone?.id ?? ''} ${dnsName}`;

function isFinal(changes: readonly Change[]): (deletion: Deletion) => boolean {
  const created = new Set(changes.filter(({ action }) => action === 'Create').map(({ endpoint }) => nameKey(endpoint)));
  return ({ endpoint }) => !created.has(nameKey(endpoint));
}

/** Each held deletion with the limit that holds it, in words. */
function heldDeletions(
  deletions: readonly Deletion[],
  changes: readonly Change[],
  owned: readonly CurrentRecord[],
  limits: DeletionLimits,
): ReadonlyMap<Deletion, string> {
  if (deletions.length > limits.overTotal) {
    return new Map(deletions.map((deletion) => [deletion, `more than ${limits.overTotal} deletions in one run`]));
  }
  const ownedByZone = Map.groupBy(owned, ({ zone }) => zone?.id);
  const zonesWithCreates = new Set(
    changes.filter(({ action }) => action === 'Create').map(({ endpoint }) => endpoint.zone?.id),
  );
  const held = [...Map.groupBy(deletions, ({ endpoint }) => endpoint.zone?.id)].flatMap(([zone, ofZone]) => {
    const leaving = new Set(ofZone.map(({ endpoint }) => nameKey(endpoint))).size;
    const present = new Set((ownedByZone.get(zone) ?? []).map(nameKey)).size;
    const limit = zoneLimit(leaving, present, zonesWithCreates.has(zone) ? 'gains names' : 'gains nothing', limits);
    return limit === undefined ? [] : ofZone.map((deletion) => [deletion, limit] as const);
  });
  return new Map(held);
}

function zoneLimit(
  leaving: number,
  present: number,
  otherwise: 'gains names' | 'gains nothing',
  { overCount, overPercent, emptyingZoneOver }: DeletionLimits,
): string | undefined {
  if (leaving > overCount && leaving * 100 > present * overPercent) {
    return `more than ${overCount} names and over ${overPercent}% of the names owned in the zone`;
  }
  if (leaving === present && present > emptyingZoneOver && otherwise === 'gains nothing') {
    return `every one of the more than ${emptyingZoneOver} names owned in the zone`;
  }
  return undefined;
}
