import type { ObjectReference } from '../endpoint/endpoint.ts';
import type { ChangeResult } from '../plan/change.ts';
import type { EventKind, EventReason, OutcomeEvent } from './event.ts';
import { fitNote, maxNoteBytes, noteOf, reasonOf, recordText } from './note.ts';
import { eventKind } from './outcome.ts';

/** More outcomes of one kind on one object than this are told in one event that lists them. */
const foldOver = 10;

interface Outcome {
  readonly regarding: ObjectReference;
  readonly kind: EventKind;
  readonly cause: string;
  readonly result: ChangeResult;
}

/** What the objects are told about a run's results: Warnings first, each object once for each outcome. Pure. */
export function buildEvents(
  results: readonly ChangeResult[],
  reasons: ReadonlySet<EventReason>,
): readonly OutcomeEvent[] {
  const outcomes = results.flatMap((result) => outcomesOf(result, reasons));
  const groups = Map.groupBy(outcomes, groupKey);
  const events = [...groups.values()].flatMap((group) => (group.length > foldOver ? fold(group) : group.map(single)));
  return [...events.filter(({ type }) => type === 'Warning'), ...events.filter(({ type }) => type === 'Normal')];
}

function outcomesOf(result: ChangeResult, reasons: ReadonlySet<EventReason>): readonly Outcome[] {
  const kind = eventKind(result);
  if (kind === undefined || !reasons.has(kind.reason)) return [];
  const cause = result.status === 'Skip' ? result.cause.code : result.status;
  return result.change.endpoint.refs.map((regarding) => ({ regarding, kind, cause, result }));
}

const groupKey = ({ regarding, kind, cause }: Outcome): string =>
  [regarding.source, regarding.kind, regarding.namespace, regarding.name, regarding.uid, kind.action, cause].join(' ');

const single = ({ regarding, kind, result }: Outcome): OutcomeEvent => ({
  ...kind,
  regarding,
  note: fitNote(noteOf(result)),
});

/** Lists every name, in as many events as the length of a note demands. */
function fold(group: readonly Outcome[]): readonly OutcomeEvent[] {
  const [first] = group;
  if (first === undefined) return [];
  const heading = `${headings[first.kind.action]}: `;
  const told = group.map(({ result }) => ({ record: shortText(result), reason: reasonFor(result) }));
  const shared = told.every(({ reason }) => reason === told[0]?.reason) ? told[0]?.reason : undefined;
  const ending = shared ? `. The reason: ${shared}` : '.';
  const entries = told.map(({ record, reason }) => (shared === undefined ? `${record}: ${reason}` : record)).sort();
  return lists(entries, maxNoteBytes - Buffer.byteLength(heading + ending)).map((list) => ({
    ...first.kind,
    regarding: first.regarding,
    note: fitNote(`${heading}${list}${/[.!?]$/.test(list) && ending === '.' ? '' : ending}`),
  }));
}

const reasonFor = (result: ChangeResult): string => (result.status === 'Success' ? '' : reasonOf(result));

const headings = {
  Created: 'Created',
  Updated: 'Updated',
  Deleted: 'Deleted',
  FailedSync: 'Not published',
  Skipped: 'Skipped',
} as const satisfies Record<EventKind['action'], string>;

const shortText = ({ change: { endpoint } }: ChangeResult): string =>
  endpoint.targets.length === 0 ? recordText(endpoint) : `${recordText(endpoint)} to ${endpoint.targets.join(', ')}`;

function lists(names: readonly string[], maxBytes: number): readonly string[] {
  const result: string[] = [];
  for (const name of names) {
    const last = result.at(-1);
    const longer = last === undefined ? undefined : `${last}; ${name}`;
    if (longer !== undefined && Buffer.byteLength(longer) <= maxBytes) result[result.length - 1] = longer;
    else result.push(name);
  }
  return result;
}
