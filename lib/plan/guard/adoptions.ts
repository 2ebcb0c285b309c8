import { type Change, withhold } from '../change.ts';
import { checksum } from '../plan.ts';
import { rowKey } from '../row.ts';
import type { Guard } from './guard.ts';

/**
 * Holds every change at a name whose records are to be taken over (`--adopt`), until the checksum of all of them is
 * approved: a person has to have seen what becomes of records that somebody else made.
 */
export const holdAdoptions: Guard = (changes, { adopted, limits }) => {
  const rows = new Set(adopted.map(rowKey));
  const held = new Set<Change>(
    changes.filter(({ action, endpoint }) => action !== 'None' && rows.has(rowKey(endpoint))),
  );
  const sum = checksum([...held]);
  if (held.size === 0 || limits.approve === sum) return changes;
  return changes.map((change) =>
    held.has(change) ? withhold(change, { code: 'AdoptionHeld', checksum: sum }) : change,
  );
};
