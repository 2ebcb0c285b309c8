import { plannerName } from '../endpoint/dns-name.ts';
import { type Endpoint, referenceText } from '../endpoint/endpoint.ts';
import type { CurrentRecord } from '../plan/change.ts';
import { rowKey } from '../plan/row.ts';

/** Which records without an owner may be taken over, and for whom. */
export interface Adoption {
  /** `--adopt`: names (`api.example.com`) and objects (`Service/shop/api`). */
  readonly adopt: readonly string[];
  /** Our owner id; undefined with the noop registry, which knows no owners. */
  readonly owner: string | undefined;
  /** What the cluster asks for, with its zones. */
  readonly desired: readonly Endpoint[];
}

/** The records of a run, and which of them it is to take over. */
export interface Adopted {
  readonly records: readonly CurrentRecord[];
  readonly adopted: readonly CurrentRecord[];
}

/**
 * Counts records without an owner as ours where they were named and are asked for:
 *
 * | record                                                           | becomes            |
 * |------------------------------------------------------------------|--------------------|
 * | without an owner; its name, or who asks for it, is in `--adopt`  | ours, row to write |
 * | the same, of a type that nobody asks for and that may stay       | stays              |
 * | the same, and nobody asks for its name                           | stays              |
 * | of any owner                                                     | stays              |
 *
 * What nobody asks for would be deleted the moment it is ours. A CNAME is in the way of every other type and they of it
 * (RFC 1034 section 3.6.2), so it is taken over to be replaced. The guard holds all of it until it is approved.
 */
export function adoptUnowned(records: readonly CurrentRecord[], { adopt, owner, desired }: Adoption): Adopted {
  if (adopt.length === 0 || owner === undefined) return { records, adopted: [] };
  const named = new Set(adopt.map((each) => (isObject(each) ? each.toLowerCase() : plannerName(each))));
  const isNamed = ({ dnsName, refs }: Endpoint): boolean =>
    named.has(plannerName(dnsName)) || refs.some((ref) => named.has(referenceText(ref).toLowerCase()));
  const asked = Map.groupBy(desired.filter(isNamed), rowKey);
  const isTaken = (record: CurrentRecord): boolean =>
    record.ownership.state === 'none' &&
    (asked.get(rowKey(record)) ?? []).some(({ recordType }) => isReplacing(recordType, record.recordType));
  const after = records.map(
    (record): CurrentRecord =>
      isTaken(record) ? { ...record, ownership: { state: 'owned', owner, rows: 'incomplete' } } : record,
  );
  return { records: after, adopted: after.filter((record, index) => record !== records[index]) };
}

/** A name has no slash. */
const isObject = (text: string): boolean => text.includes('/');

const isReplacing = (asked: Endpoint['recordType'], present: Endpoint['recordType']): boolean =>
  asked === present || asked === 'CNAME' || present === 'CNAME';
