import { nameKey } from '../endpoint/endpoint.ts';
import type { Change, ChangeResult } from '../plan/change.ts';

/** Why a record is deleted: nobody wants it, or another one of its name takes its place. */
export type Farewell = 'unwanted' | 'replaced';

/** Tells of each change what it would be as a deletion, in the light of all that are made in one run. */
export function farewells(changes: readonly Change[]): (change: Change) => Farewell {
  const names = new Set(changes.filter(({ action }) => action === 'Create').map(placeOf));
  return (change) => (names.has(placeOf(change)) ? 'replaced' : 'unwanted');
}

/** The changes that were made. */
export const changesMade = (results: readonly ChangeResult[]): readonly Change[] =>
  results.flatMap(({ status, change }) => (status === 'Success' ? [change] : []));

const placeOf = ({ endpoint }: Change): string => nameKey(endpoint);
