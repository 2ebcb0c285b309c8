import pMap from 'p-map';
import type { KubernetesClient } from '../cluster/client.ts';
import { fieldSelector } from '../cluster/field-selector.ts';
import type { ObjectReference } from '../endpoint/endpoint.ts';
import { annotationPrefix, type CoreEvent, clusterScopeNamespace } from './core-event.ts';
import type { EventEmitter, FactName, Facts, OutcomeEvent } from './event.ts';
import { fitNote, maxNoteBytes } from './note.ts';

export interface FlappingOptions {
  readonly client: KubernetesClient;
  /** `reportingController` of the events to look at. */
  readonly controller: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A run that updates records of more objects than these is a migration, and nobody's flapping. */
const objectsAsked = 200;
const concurrentRequests = 16;
const hourMs = 3_600_000;

/** All the asking may take this long, in milliseconds: the events themselves have to go out. */
const patienceMs = 5_000;

/** Which way a record goes back and forth, and what that says of who is at it. */
const endings = {
  reversed:
    ' It goes back and forth: within the last hour this instance changed it the other way, because what the object asks for changed and changed back.',
  repeated:
    ' It goes back and forth: within the last hour this instance made the same change, and something else has set the record back since.',
} as const;

/**
 * Says of an update that undoes or repeats one of the last hour that the record goes back and forth. What was said of
 * the object before is asked of the cluster, and only when something was updated: a steady run costs nothing.
 */
export const noticeFlapping = (emitter: EventEmitter, options: FlappingOptions): EventEmitter => ({
  async emit(events, signal) {
    const updated = new Map(events.filter(isUpdate).map(({ regarding }) => [regarding.uid, regarding] as const));
    const asked = [...updated.values()].filter(({ uid }) => uid !== undefined).slice(0, objectsAsked);
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const told = await pMap(asked, (ref) => toldBefore(ref, options, inTime), { concurrency: concurrentRequests });
    const before = Map.groupBy(told.flat(), ({ involvedObject }) => involvedObject['uid']);
    return emitter.emit(
      events.map((event) => withEnding(event, before.get(event.regarding.uid) ?? [])),
      signal,
    );
  },
});

const isUpdate = ({ action }: Pick<OutcomeEvent, 'action'>): boolean => action === 'Updated';

/** The updates of the last hour; none where they cannot be read, for the event itself must go out. */
async function toldBefore(
  { namespace = clusterScopeNamespace, uid = '' }: ObjectReference,
  { client, controller, now }: FlappingOptions,
  signal: AbortSignal,
): Promise<readonly CoreEvent[]> {
  const query = { fieldSelector: fieldSelector({ 'involvedObject.uid': uid, reason: 'RecordReady' }) };
  try {
    const path = `/api/v1/namespaces/${namespace}/events`;
    const { items } = await client.request<{ readonly items: readonly CoreEvent[] }>('GET', path, { query, signal });
    return items.filter(
      (event) =>
        event.action === 'Updated' &&
        event.reportingComponent === controller &&
        now() - Date.parse(event.lastTimestamp ?? event.eventTime) < hourMs,
    );
  } catch {
    return [];
  }
}

function withEnding(event: OutcomeEvent, before: readonly CoreEvent[]): OutcomeEvent {
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

/**
 * | in the last hour | now         | so it is                             |
 * |------------------|-------------|--------------------------------------|
 * | from b to a      | from a to b | reversed                             |
 * | from a to b      | from a to b | repeated                             |
 * | anything         | from a to a | unknown: it was the TTL or a weight  |
 */
function flappingOf(facts: Facts, before: readonly CoreEvent[]): keyof typeof endings | undefined {
  const [now, then] = [valuesOf(facts, ['targets']), valuesOf(facts, ['former-targets'])];
  if (now === then) return undefined;
  const same = before.filter((event) => valuesOf(event, identity) === valuesOf(facts, identity));
  const was = (from: string, to: string): boolean =>
    same.some((event) => valuesOf(event, ['former-targets']) === from && valuesOf(event, ['targets']) === to);
  if (was(now, then)) return 'reversed';
  return was(then, now) ? 'repeated' : undefined;
}

/** As the annotations write them. */
function valuesOf(told: Facts | CoreEvent, names: readonly FactName[]): string {
  const value = (name: FactName): string | undefined =>
    'metadata' in told ? told.metadata.annotations?.[annotationPrefix + name] : told[name]?.join(',');
  return JSON.stringify(names.map((name) => value(name) ?? ''));
}
