import type { Group } from '../groups.ts';
import type { EventKind, RecordEvent } from './event.ts';
import { factsOf, type Teller } from './facts.ts';
import { fitNote, maxNoteBytes, reasonOf, recordText, sentence } from './note.ts';
import { type Telling, typesOf } from './telling.ts';

/** Lists every name of tellings of one kind to one object, in as many events as the length of a note demands. */
export function foldedEvents(group: Group<Telling>, teller: Teller): readonly RecordEvent[] {
  const [first] = group;
  const heading = `${headings[first.kind.action]}: `;
  const reasons = new Set(group.map(reasonFor));
  const [shared = ''] = reasons.size === 1 ? reasons : [];
  const ending = shared === '' ? '.' : `. The reason: ${shared}`;
  const entries = group
    .map((telling) => ({ telling, text: entryText(telling, shared) }))
    .sort((left, right) => (left.text < right.text ? -1 : 1));
  return inLists(entries, maxNoteBytes - Buffer.byteLength(heading + ending), separator).map((list) => {
    const text = `${heading}${list.map((entry) => entry.text).join(separator)}`;
    return {
      ...first.kind,
      regarding: first.regarding,
      note: fitNote(shared === '' ? sentence(text) : `${text}${ending}`),
      facts: factsOf(
        list.flatMap(({ telling }) => telling.results),
        teller,
      ),
    };
  });
}

const headings = {
  Created: 'Created',
  Updated: 'Updated',
  Deleted: 'Deleted',
  Kept: 'Kept',
  FailedSync: 'Not published',
  Skipped: 'Skipped',
} as const satisfies Record<EventKind['action'], string>;

const reasonFor = ({ results: [first] }: Telling): string => (first.status === 'Success' ? '' : reasonOf(first));

/** The record and its targets, and its own reason where the others have another. */
function entryText(telling: Telling, shared: string): string {
  const reason = reasonFor(telling);
  return reason === shared ? shortText(telling) : `${shortText(telling)}: ${reason}`;
}

function shortText({ results }: Telling): string {
  const { endpoint } = results[0].change;
  const record = recordText(endpoint, typesOf(results));
  return endpoint.targets.length === 0 ? record : `${record} to ${endpoint.targets.join(', ')}`;
}

const separator = '; ';

/** Entries in as few lists as hold them in this many bytes; one that alone exceeds them makes a list of its own. */
export function inLists<Entry extends { readonly text: string }>(
  entries: readonly Entry[],
  maxBytes: number,
  between: string,
): readonly (readonly Entry[])[] {
  const result: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const longer = bytes + between.length + Buffer.byteLength(entry.text);
    const last = result.at(-1);
    if (last !== undefined && longer <= maxBytes) {
      last.push(entry);
      bytes = longer;
    } else {
      result.push([entry]);
      bytes = Buffer.byteLength(entry.text);
    }
  }
  return result;
}
