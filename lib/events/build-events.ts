import type { Cause } from '../endpoint/cause.ts';
import { plannerName } from '../endpoint/dns-name.ts';
import { isSameObject, type ObjectReference } from '../endpoint/endpoint.ts';
import { groupsOf } from '../groups.ts';
import type { ChangeResult } from '../plan/change.ts';
import { conflictEvents } from './conflict-events.ts';
import type { EventReason, RecordEvent } from './event.ts';
import { eventKind } from './event-kind.ts';
import { causeName, factsOf, type Teller } from './facts.ts';
import { changesMade, type Farewell, farewells } from './farewell.ts';
import { foldedEvents } from './fold.ts';
import { fitNote, noteOf } from './note.ts';
import { type Remark, remarkEvents } from './remarks.ts';
import { objectKey, type Telling, typesOf } from './telling.ts';

/** More outcomes of one kind on one object than this are told in one event that lists them. */
const foldOver = 10;

/** What the objects are told about a run's results: Warnings first, each object once for each outcome. Pure. */
export function buildEvents(
  results: readonly ChangeResult[],
  reasons: ReadonlySet<EventReason>,
  teller: Teller = {},
  remarks: readonly Remark[] = [],
): readonly RecordEvent[] {
  const farewell = farewells(changesMade(results));
  const news = withoutWishesTold(results)
    .flatMap((result) => newsOf(result, farewell(result.change)))
    .filter(({ kind }) => reasons.has(kind.reason));
  const events = groupsOf(uniteTypes(news), groupKey).flatMap((group) =>
    group.length > foldOver ? foldedEvents(group, teller) : group.map((telling) => single(telling, teller)),
  );
  const besides = [...conflictEvents(results, teller), ...remarkEvents(remarks, results, teller)];
  const told = [...events, ...besides.filter(({ reason }) => reasons.has(reason))];
  return [...told.filter(({ type }) => type === 'Warning'), ...told.filter(({ type }) => type === 'Normal')];
}

/**
 * What keeps a record says why, which is all that there is to say of the wish for its name that has no target: an object
 * whose load balancer lost its address is told once of each name.
 */
function withoutWishesTold(results: readonly ChangeResult[]): readonly ChangeResult[] {
  const unfilled = results.filter((result) => causeOf(result)?.code === 'NoTargets');
  const records = Map.groupBy(unfilled.filter(isOfRecord), nameOf);
  const isTold = (wish: ChangeResult): boolean => {
    const told = (records.get(nameOf(wish)) ?? []).filter((record) => causeOf(record) === causeOf(wish));
    const tellers = told.flatMap(({ change }) => change.endpoint.refs);
    return wish.change.endpoint.refs.every((ref) => tellers.some((other) => isSameObject(ref, other)));
  };
  const left = new Set(unfilled.filter((result) => !isOfRecord(result) && isTold(result)));
  return results.filter((result) => !left.has(result));
}

const isOfRecord = ({ change }: ChangeResult): boolean => 'ownership' in change.endpoint;

const nameOf = ({ change }: ChangeResult): string => plannerName(change.endpoint.dnsName);

const causeOf = (result: ChangeResult): Cause | undefined => (result.status === 'Skip' ? result.cause : undefined);

/** What one result is to one of the objects that asked. */
interface News extends Omit<Telling, 'results'> {
  readonly result: ChangeResult;
}

function newsOf(result: ChangeResult, farewell: Farewell): readonly News[] {
  const kind = eventKind(result);
  if (kind === undefined) return [];
  return result.change.endpoint.refs.map((regarding) => ({ regarding, kind, result, farewell }));
}

/** One wish may become several records, such as aliases of types A and AAAA: what befalls them alike is told once. */
const uniteTypes = (news: readonly News[]): readonly Telling[] =>
  groupsOf(news, wordsBesideType).map(([{ result, ...telling }, ...others]) => ({
    ...telling,
    results: [result, ...others.map((other) => other.result)],
  }));

const wordsBesideType = ({ regarding, kind, result, farewell }: News): string => {
  const { recordType } = result.change.endpoint;
  const words = noteOf(result, recordType && ['A'], farewell);
  return JSON.stringify([objectKey(regarding), kind.action, causeName(result), words]);
};

const groupKey = ({ regarding, kind, results: [first] }: Telling): string =>
  JSON.stringify([objectKey(regarding), kind.action, causeName(first)]);

function single({ regarding, kind, results, farewell }: Telling, teller: Teller): RecordEvent {
  const [first] = results;
  const related = winnerOf(first, regarding);
  return {
    ...kind,
    regarding,
    note: fitNote(noteOf(first, typesOf(results), farewell)),
    facts: factsOf(results, teller),
    ...(related && { related }),
  };
}

/** Another object: one may also lose to itself. */
const winnerOf = (result: ChangeResult, loser: ObjectReference): ObjectReference | undefined =>
  result.status === 'Skip' && result.cause.code === 'RecordConflict'
    ? result.cause.winner.refs.find((ref) => !isSameObject(ref, loser))
    : undefined;
