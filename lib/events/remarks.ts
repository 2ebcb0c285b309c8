import { isSameObject, type ObjectReference } from '../endpoint/endpoint.ts';
import { groupsOf } from '../groups.ts';
import type { ChangeResult } from '../plan/change.ts';
import type { EventKind, RecordEvent } from './event.ts';
import { compact, type Teller } from './facts.ts';
import { inLists } from './fold.ts';
import { capitalised, fitNote, maxNoteBytes, sentence } from './note.ts';
import { objectKey } from './telling.ts';

/** What of an object's wishes is not used, though its names may be served: an annotation with a typing error. */
export interface Remark {
  readonly ref: ObjectReference;
  /** A clause without final punctuation that says what to do as well. */
  readonly problem: string;
}

/** The row of the event table for a wish that is not used, although nothing was skipped for it. */
export const partlyIgnored = {
  cause: 'PartlyIgnored',
  kind: { type: 'Warning', reason: 'RecordError', action: 'FailedSync' },
} as const satisfies { readonly cause: string; readonly kind: EventKind };

/** Names that are told by name. */
const namesShown = 3;

/** Tells each object what of its wishes is not used: all in one event, or in as few as the length of a note allows. */
export function remarkEvents(
  remarks: readonly Remark[],
  results: readonly ChangeResult[],
  { owner }: Teller,
): readonly RecordEvent[] {
  return groupsOf(remarks, ({ ref }) => objectKey(ref)).flatMap((group) => {
    const regarding = group[0].ref;
    const names = namesOf(regarding, results);
    const heading = `Not everything that this object says about ${subjectOf(names)} is used. `;
    const entries = [...new Set(group.map(({ problem }) => capitalised(sentence(problem))))]
      .sort()
      .map((text) => ({ text }));
    return inLists(entries, maxNoteBytes - Buffer.byteLength(heading), ' ').map((list) => ({
      ...partlyIgnored.kind,
      regarding,
      note: fitNote(heading + list.map(({ text }) => text).join(' ')),
      facts: compact({ 'dns-name': names, owner: [owner], cause: [partlyIgnored.cause] }),
    }));
  });
}

/** What the object asks for: what it gave up is told once, and would change the note from run to run. */
const namesOf = (ref: ObjectReference, results: readonly ChangeResult[]): readonly string[] => [
  ...new Set(
    results
      .flatMap(({ change }) => (change.action === 'Delete' ? [] : [change.endpoint]))
      .filter(({ dnsName, refs }) => dnsName !== '' && refs.some((each) => isSameObject(each, ref)))
      .map(({ dnsName }) => dnsName),
  ),
];

const subjectOf = (names: readonly string[]): string =>
  names.length === 0 || names.length > namesShown ? 'DNS' : names.map((name) => JSON.stringify(name)).join(' and ');
