import { type Endpoint, isSameObject } from '../endpoint/endpoint.ts';
import type { CurrentRecord } from '../plan/change.ts';
import { rowKey } from '../plan/row.ts';

/** From whom records may be taken over, and by what they are known to be this cluster's. */
export interface Migration {
  /** `--migrate-from-txt-owner`. */
  readonly from: string | undefined;
  /** Our owner id; undefined with the noop registry, which knows no owners. */
  readonly owner: string | undefined;
  /** What the cluster asks for, with its zones. */
  readonly desired: readonly Endpoint[];
}

/**
 * Counts records of the old owner as ours where it is certain that they are this cluster's:
 *
 * | record of the old owner                                  | becomes            |
 * |----------------------------------------------------------|--------------------|
 * | its object, named by its label, asks for its name here   | ours, row to write |
 * | its object is here, and does not ask for its name        | stays              |
 * | its object is not here, or its row names none            | stays              |
 *
 * Upstream takes every record of the old owner, and so deletes those of other clusters that shared it; an object of
 * the same name may live in each of them, hence the second line. `incomplete` rows make one update, which writes the
 * row under the new owner; after it nothing is left to migrate, so the flag may stay.
 */
export function adoptMigrating(
  records: readonly CurrentRecord[],
  { from, owner, desired }: Migration,
): readonly CurrentRecord[] {
  if (from === undefined || owner === undefined || from === owner) return records;
  const asked = Map.groupBy(desired, rowKey);
  const asksFor = (record: CurrentRecord): boolean =>
    (asked.get(rowKey(record)) ?? []).some(({ refs }) =>
      refs.some((asker) => record.refs.some((ref) => isSameObject(ref, asker))),
    );
  return records.map((record) =>
    record.ownership.state === 'owned' && record.ownership.owner === from && asksFor(record)
      ? { ...record, ownership: { state: 'owned', owner, rows: 'incomplete' } }
      : record,
  );
}
