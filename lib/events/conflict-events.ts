import { isSameObject, type ObjectReference, recordKey, referenceText } from '../endpoint/endpoint.ts';
import { type Group, groupsOf } from '../groups.ts';
import type { ChangeResult } from '../plan/change.ts';
import type { EventKind, RecordEvent } from './event.ts';
import { compact, factsOf, type Teller } from './facts.ts';
import { capitalised, fitNote, recordText, zoneText } from './note.ts';
import { objectKey, typesOf } from './telling.ts';

const kept: EventKind = { type: 'Normal', reason: 'RecordReady', action: 'Kept' };

/** A wish that lost to a record which is in place. */
interface Defeat {
  /** One of the objects that the record is for. */
  readonly winner: ObjectReference;
  /** The outcome of the record. */
  readonly held: ChangeResult;
  readonly loser: ObjectReference;
}

/**
 * Tells the winner of a conflict who else asks for its name; the loser learns of the winner by its own outcome. It is
 * said while the conflict stands, and in the same words, so that the cluster keeps it as one event.
 */
export function conflictEvents(results: readonly ChangeResult[], teller: Teller): readonly RecordEvent[] {
  const groups = groupsOf(defeatsOf(results), ({ winner, held }) =>
    JSON.stringify([objectKey(winner), held.change.endpoint.zone?.id, held.change.endpoint.dnsName]),
  );
  return groups.map((group) => conflictEvent(group, teller));
}

function defeatsOf(results: readonly ChangeResult[]): readonly Defeat[] {
  const lost = results.flatMap(({ change, ...rest }) =>
    rest.status === 'Skip' && rest.cause.code === 'RecordConflict' ? [{ change, winner: rest.cause.winner }] : [],
  );
  if (lost.length === 0) return [];
  const inPlace = new Map(results.filter(isInPlace).map((each) => [recordKey(each.change.endpoint), each] as const));
  return lost.flatMap(({ change, winner }) => {
    const held = inPlace.get(recordKey(winner));
    if (held === undefined) return [];
    return winner.refs.flatMap((ref) =>
      change.endpoint.refs.filter((loser) => !isSameObject(loser, ref)).map((loser) => ({ winner: ref, held, loser })),
    );
  });
}

const isInPlace = (result: ChangeResult): boolean =>
  result.status === 'Success'
    ? result.change.action === 'Create' || result.change.action === 'Update'
    : result.status === 'Skip' && result.cause.code === 'UpToDate';

function conflictEvent(group: Group<Defeat>, teller: Teller): RecordEvent {
  const [first] = group;
  const held = [...new Set(group.map((each) => each.held))];
  const losers = new Map(group.map(({ loser }) => [referenceText(loser), loser] as const));
  const names = [...losers.keys()].sort();
  const { endpoint } = first.held.change;
  const record = recordText(endpoint, typesOf(held));
  const related = losers.get(names[0] ?? '');
  return {
    ...kept,
    regarding: first.winner,
    note: fitNote(
      `${capitalised(record)}${zoneText('in', endpoint)} ${held.length > 1 ? 'are' : 'is'} as this object asks. ` +
        `${names.join(' and ')} ${names.length > 1 ? 'ask' : 'asks'} for the same name and ` +
        `${names.length > 1 ? 'do' : 'does'} not get it. To end this, remove the name from one of the objects.`,
    ),
    facts: { ...factsOf(held, teller), ...compact({ cause: ['RecordConflict'] }) },
    ...(related && { related }),
  };
}
