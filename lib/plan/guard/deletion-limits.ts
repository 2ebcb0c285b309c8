import { type NameRequest, nameKey } from '../../endpoint/endpoint.ts';
import { type Change, type CurrentRecord, withhold } from '../change.ts';
import { checksum } from '../plan.ts';
import type { Guard } from './guard.ts';
import { explainedBy, type UnseenPart } from './source-gate.ts';

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

/** A part of the cluster that the configuration leaves out since the last writing run. */
export interface DroppedPart extends UnseenPart {
  /** A clause: "the source ingress is not read any more". */
  readonly problem: string;
}

type Deletion = Extract<Change, { action: 'Delete' }>;

type Hold = { readonly limit: string } | { readonly dropped: string };

/**
 * Holds what a person should look at first, until the checksum of all of it is approved:
 *
 * | change                                                                   | decision                        |
 * |--------------------------------------------------------------------------|---------------------------------|
 * | a Delete, of an unusual number                                           | held                            |
 * | the same, of a record whose name gets another record: it is replaced     | goes ahead                      |
 * | any that only a part of the cluster explains that was left out since     | held, however few they are      |
 */
export const holdDeletions: Guard = (changes, input) => {
  const { owned, limits, dropped } = input;
  const held = new Map<Change, Hold>([
    ...[...heldDeletions(changes, owned, limits)].map(([change, limit]) => [change, { limit }] as const),
    ...[...explainedBy(dropped, changes, input)].map(([change, part]) => [change, { dropped: part.problem }] as const),
  ]);
  const sum = checksum(changes.filter((change) => held.has(change)));
  if (held.size === 0 || limits.approve === sum) return changes;
  return changes.map((change) => {
    const hold = held.get(change);
    return hold === undefined ? change : withhold(change, { code: 'DeletionsHeld', ...hold, checksum: sum });
  });
};

/** Each held deletion, in plan order, with the limit that holds it, in words. */
function heldDeletions(
  changes: readonly Change[],
  owned: readonly CurrentRecord[],
  limits: DeletionLimits,
): ReadonlyMap<Change, string> {
  const created = changes.filter(({ action }) => action === 'Create').map(({ endpoint }) => endpoint);
  const renewed = new Set(created.map(nameKey));
  const deletions = changes
    .filter((change) => change.action === 'Delete')
    .filter(({ endpoint }) => !renewed.has(nameKey(endpoint)));
  if (deletions.length > limits.overTotal) {
    return new Map(deletions.map((deletion) => [deletion, `more than ${limits.overTotal} records in all`]));
  }
  const ownedByZone = Map.groupBy(owned, zoneId);
  const growing = new Set(created.map(zoneId));
  const held = [...Map.groupBy(deletions, ({ endpoint }) => zoneId(endpoint))].flatMap(([zone, ofZone]) => {
    const ownedThere = ownedByZone.get(zone) ?? [];
    const emptied = ofZone.length === ownedThere.length && !growing.has(zone);
    const limit = shareLimit(ofZone, ownedThere, limits) ?? (emptied ? emptyingLimit(ownedThere, limits) : undefined);
    return limit === undefined ? [] : ofZone.map((deletion) => [deletion, limit] as const);
  });
  return new Map(held);
}

const zoneId = ({ zone }: NameRequest): string => zone?.id ?? '';

const countNames = (requests: readonly NameRequest[]): number => new Set(requests.map(nameKey)).size;

function shareLimit(
  deletions: readonly Deletion[],
  owned: readonly CurrentRecord[],
  { overCount, overPercent }: DeletionLimits,
): string | undefined {
  const leaving = countNames(deletions.map(({ endpoint }) => endpoint));
  return leaving > overCount && leaving * 100 > countNames(owned) * overPercent
    ? `more than ${overCount} names and over ${overPercent}% of the names owned in the zone`
    : undefined;
}

const emptyingLimit = (owned: readonly CurrentRecord[], { emptyingZoneOver }: DeletionLimits): string | undefined =>
  countNames(owned) > emptyingZoneOver
    ? `every one of the more than ${emptyingZoneOver} names owned in the zone`
    : undefined;
