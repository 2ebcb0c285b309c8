import pMap from 'p-map';
import { ClusterError, hasStatus } from '../../cluster/cluster.ts';
import { errorMessage } from '../../error-message.ts';
import { type CoreEvent, coreEvent, eventsPath, repeatPatch } from '../core-event.ts';
import type { SinkKind, SinkOptions } from '../delivery/sink.ts';
import type { Delivery, RecordEvent } from '../event.ts';

/** Writes in flight at once; nothing is dropped beyond them. */
const concurrentWrites = 16;

/** A standing problem is written again at most this often. */
const repeatAfterMs = 5 * 60_000;

/** The cluster (core/v1, which events.k8s.io/v1 shows as well). It remembers what was said in the last hour. */
export const kubernetes = {
  name: 'kubernetes',
  open: (options) => ({
    name: 'kubernetes',
    deliver: (events, signal) =>
      pMap(events, (event) => tryWrite(event, options, signal), { concurrency: concurrentWrites }),
  }),
} satisfies SinkKind;

async function tryWrite(event: RecordEvent, options: SinkOptions, signal: AbortSignal): Promise<Delivery> {
  try {
    return await write(coreEvent(event, options.controller, options.now()), options, signal);
  } catch (error) {
    if (signal.aborted)
      return { problem: 'the time of the run was over before every event was written', again: 'next run' };
    return { problem: errorMessage(error), ...(!isRefusal(error) && { again: 'next run' }) };
  }
}

/** An answer 4xx stands, but for these: the namespace is gone, a right is missing, a quota is used up. */
const passing: readonly number[] = [401, 409, 429];
const isRefusal = (error: unknown): boolean =>
  error instanceof ClusterError && error.status !== undefined && error.status < 500 && !passing.includes(error.status);

/** Create first: most events are new, and one that exists says so with 409. */
async function write(event: CoreEvent, options: SinkOptions, signal: AbortSignal): Promise<Delivery> {
  const path = eventsPath(event.metadata.namespace);
  try {
    await options.client.request('POST', path, { body: event, signal });
    return 'emitted';
  } catch (error) {
    if (!hasStatus(error, 409)) throw error;
    return repeat(event, `${path}/${event.metadata.name}`, options, signal);
  }
}

async function repeat(event: CoreEvent, path: string, options: SinkOptions, signal: AbortSignal): Promise<Delivery> {
  try {
    const stored = await options.client.request<CoreEvent>('GET', path, { signal });
    // The answer to an earlier try was lost: it is this very writing.
    if (stored.eventTime === event.eventTime) return 'emitted';
    if (options.now() - Date.parse(stored.lastTimestamp) < repeatAfterMs) return 'suppressed';
    await options.client.request('PATCH', path, { body: repeatPatch(stored, event, options.now()), signal });
    return 'repeated';
  } catch (error) {
    // It expired between our requests, so it is new again.
    if (!hasStatus(error, 404)) throw error;
    await options.client.request('POST', path.slice(0, path.lastIndexOf('/')), { body: event, signal });
    return 'emitted';
  }
}
