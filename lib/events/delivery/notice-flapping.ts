import pMap from 'p-map';
import { fieldSelector } from '../../cluster/field-selector.ts';
import { type CoreEvent, eventsPath } from '../core-event.ts';
import type { EventEmitter } from '../event.ts';
import { isUpdate, withFlapping } from '../flapping.ts';
import type { SinkOptions } from './sink.ts';

/** Where the events of earlier runs are looked up. */
type FlappingOptions = Pick<SinkOptions, 'client' | 'controller' | 'now'>;

/** A run that updates records of more objects than these is a migration, and nobody's flapping. */
const objectsAsked = 200;
const concurrentRequests = 16;
const hourMs = 3_600_000;

/** All the asking may take this long, in milliseconds: the events themselves have to go out. */
const patienceMs = 5_000;

/**
 * Says of an update that undoes or repeats one of the last hour that the record goes back and forth. What was said of
 * the object before is asked of the cluster, and only when something was updated: a steady run costs nothing.
 */
export const noticeFlapping = (emitter: EventEmitter, options: FlappingOptions): EventEmitter => ({
  async emit(events, signal) {
    const updated = events
      .filter(isUpdate)
      .flatMap(({ regarding: { uid, namespace } }) =>
        uid === undefined ? [] : [[uid, eventsPath(namespace)] as const],
      );
    const asked = [...new Map(updated)].slice(0, objectsAsked);
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const told = await pMap(asked, (object) => toldBefore(object, options, inTime), {
      concurrency: concurrentRequests,
    });
    const before = Map.groupBy(told.flat(), ({ involvedObject }) => involvedObject['uid']);
    return emitter.emit(
      events.map((event) => withFlapping(event, before.get(event.regarding.uid) ?? [])),
      signal,
    );
  },
});

/** The updates of the last hour; none where they cannot be read, for the event itself must go out. */
async function toldBefore(
  [uid, path]: readonly [uid: string, path: string],
  { client, controller, now }: FlappingOptions,
  signal: AbortSignal,
): Promise<readonly CoreEvent[]> {
  const query = { fieldSelector: fieldSelector({ 'involvedObject.uid': uid, reason: 'RecordReady' }) };
  try {
    const { items } = await client.request<{ readonly items: readonly CoreEvent[] }>('GET', path, { query, signal });
    return items.filter(
      (event) =>
        isUpdate(event) && event.reportingComponent === controller && now() - Date.parse(event.lastTimestamp) < hourMs,
    );
  } catch {
    return [];
  }
}
