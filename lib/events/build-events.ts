import type { ObjectReference } from '../endpoint/endpoint.ts';
import type { ChangeResult } from '../plan/change.ts';
import { conflictEvents } from './conflict-events.ts';
import type { EventReason, OutcomeEvent } from './event.ts';
import { causeName, factsOf, type Teller } from './facts.ts';
import { foldedEvents } from './fold.ts';
import { fitNote, noteOf } from './note.ts';
import { eventKind } from './outcome.ts';
import { objectKey, type Telling, typesOf } from './telling.ts';

/** More outcomes of one kind on one object than this are told in one event that lists them. */
const foldOver = 10;

/** What the objects are told about a run's results: Warnings first, each object once for each outcome. Pure. */
export function buildEvents(
  results: readonly ChangeResult[],
  reasons: ReadonlySet<EventReason>,
  teller: Teller = {},
): readonly OutcomeEvent[] {
  const outcomes = results.flatMap(outcomesOf).filter(({ kind }) => reasons.has(kind.reason));
  const groups = Map.groupBy(uniteTypes(outcomes), groupKey);
  const events = [...groups.values()].flatMap((group) =>
    group.length > foldOver ? foldedEvents(group, teller) : group.map((telling) => single(telling, teller)),
  );
  const told = [...events, ...conflictEvents(results, teller).filter(({ reason }) => reasons.has(reason))];
  return [...told.filter(({ type }) => type === 'Warning'), ...told.filter(({ type }) => type === 'Normal')];
}

interface Outcome extends Omit<Telling, 'results'> {
  readonly result: ChangeResult;
}

function outcomesOf(result: ChangeResult): readonly Outcome[] {
  const kind = eventKind(result);
  if (kind === undefined) return [];
  return result.change.endpoint.refs.map((regarding) => ({ regarding, kind, result }));
}

/** One wish may become several records, such as aliases of types A and AAAA: what befalls them alike is told once. */
const uniteTypes = (outcomes: readonly Outcome[]): readonly Telling[] =>
  [...Map.groupBy(outcomes, wordsBesideType).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    return [{ regarding: first.regarding, kind: first.kind, results: alike.map(({ result }) => result) }];
  });

const wordsBesideType = ({ regarding, kind, result }: Outcome): string => {
  const words = result.change.endpoint.recordType === undefined ? noteOf(result) : noteOf(result, ['A']);
  return JSON.stringify([objectKey(regarding), kind.action, causeName(result), words]);
};

const groupKey = ({ regarding, kind, results: [first] }: Telling): string =>
  JSON.stringify([objectKey(regarding), kind.action, first && causeName(first)]);

function single({ regarding, kind, results }: Telling, teller: Teller): OutcomeEvent {
  const [first] = results;
  if (first === undefined) throw new Error('An event that tells nothing');
  const related = winnerOf(first);
  return {
    ...kind,
    regarding,
    note: fitNote(noteOf(first, typesOf(results))),
    facts: factsOf(results, teller),
    ...(related && { related }),
  };
}

const winnerOf = (result: ChangeResult): ObjectReference | undefined =>
  result.status === 'Skip' && result.cause.code === 'RecordConflict' ? result.cause.winner.refs[0] : undefined;
