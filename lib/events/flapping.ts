import { ownAnnotationPrefix } from '../cluster/own-annotations.ts';
import type { CoreEvent } from './core-event.ts';
import type { FactName, Facts, RecordEvent } from './event.ts';
import { fitNote, maxNoteBytes } from './note.ts';

/** Which way a record goes back and forth, and what that says of who is at it. */
const endings = {
  reversed:
    ' It goes back and forth: within the last hour this instance changed it the other way, because what the object asks for changed and changed back.',
  repeated:
    ' It goes back and forth: within the last hour this instance made the same change, and something else has set the record back since.',
} as const;

/** Whether an event tells of an update: nothing else goes back and forth. */
export const isUpdate = ({ action }: { readonly action: string }): boolean => action === 'Updated';

/** The event, which says so where the record goes back and forth in the light of what was told before. */
export function withFlapping(event: RecordEvent, before: readonly CoreEvent[]): RecordEvent {
  const flapping = isUpdate(event) ? flappingOf(event.facts, before) : undefined;
  if (flapping === undefined) return event;
  const ending = endings[flapping];
  return {
    ...event,
    note: fitNote(event.note, maxNoteBytes - Buffer.byteLength(ending)) + ending,
    facts: { ...event.facts, flapping: [flapping] },
  };
}

const identity = ['dns-name', 'record-type', 'set-identifier', 'zone-id'] as const;

/** What an update may change, with the fact that tells what it was before. */
const changeable = [
  ['targets', 'former-targets'],
  ['ttl', 'former-ttl'],
  ['routing', 'former-routing'],
] as const satisfies readonly (readonly [FactName, FactName])[];

/**
 * Looks at what the update changes now, at the targets, else at the TTL, else at weights and the like:
 *
 * | in the last hour | now         | so it is                        |
 * |------------------|-------------|---------------------------------|
 * | from b to a      | from a to b | reversed                        |
 * | from a to b      | from a to b | repeated                        |
 * | anything         | from a to a | unknown                         |
 */
function flappingOf(facts: Facts, before: readonly CoreEvent[]): keyof typeof endings | undefined {
  const changed = changeable.find(([after, former]) => textOf(facts, [after]) !== textOf(facts, [former]));
  if (changed === undefined) return undefined;
  const [after, former] = changed;
  const [now, then] = [textOf(facts, [after]), textOf(facts, [former])];
  const same = before.filter((event) => textOf(event, identity) === textOf(facts, identity));
  const was = (from: string, to: string): boolean =>
    same.some((event) => textOf(event, [former]) === from && textOf(event, [after]) === to);
  if (was(now, then)) return 'reversed';
  return was(then, now) ? 'repeated' : undefined;
}

/** As the annotations write them. */
function textOf(told: Facts | CoreEvent, names: readonly FactName[]): string {
  const value = (name: FactName): string | undefined =>
    'metadata' in told ? told.metadata.annotations?.[ownAnnotationPrefix + name] : told[name]?.join(',');
  return JSON.stringify(names.map((name) => value(name) ?? ''));
}
