import pMap from 'p-map';
import type { KubernetesClient } from '../cluster/client.ts';
import { ClusterError } from '../cluster/cluster.ts';
import { type CoreEvent, coreEvent, repeatPatch } from './core-event.ts';
import type { EmitReport, EventEmitter, OutcomeEvent } from './event.ts';

export interface KubernetesEmitterOptions {
  readonly client: KubernetesClient;
  /** `reportingController` of every event. */
  readonly controller: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** When the run is stopped, in milliseconds since the epoch; absent where nobody stops it. */
  readonly deadline?: number;
}

/** What the report needs after the last event, in milliseconds. */
const reserveMs = 2_000;

/** Writes in flight at once; nothing is dropped beyond them. */
const concurrentWrites = 16;

/** A standing problem is written again at most this often. */
const repeatAfterMs = 5 * 60_000;

type Written = 'emitted' | 'repeated' | 'suppressed';

/** Writes events to the cluster (core/v1, which events.k8s.io/v1 shows as well). */
export const kubernetesEmitter = (options: KubernetesEmitterOptions): EventEmitter => ({
  async emit(events, runSignal) {
    const signal = untilDeadline(options, runSignal);
    const outcomes = await pMap(events, (event) => tryWrite(event, options, signal), { concurrency: concurrentWrites });
    return summarise(outcomes);
  },
});

/** An API server that does not answer must cost neither the report nor the run. */
const untilDeadline = ({ deadline, now }: KubernetesEmitterOptions, signal: AbortSignal): AbortSignal =>
  deadline === undefined
    ? signal
    : AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, deadline - reserveMs - now()))]);

type WriteOutcome = Written | { readonly problem: string };

async function tryWrite(
  event: OutcomeEvent,
  options: KubernetesEmitterOptions,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  try {
    return await write(coreEvent(event, options.controller, options.now()), options, signal);
  } catch (error) {
    if (signal.aborted) return { problem: 'the time of the run was over before every event was written' };
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Create first: most events are new, and one that exists says so with 409. */
async function write(event: CoreEvent, options: KubernetesEmitterOptions, signal: AbortSignal): Promise<Written> {
  const path = `/api/v1/namespaces/${event.metadata.namespace}/events`;
  try {
    await options.client.request('POST', path, { body: event, signal });
    return 'emitted';
  } catch (error) {
    if (!isStatus(error, 409)) throw error;
    return repeat(event, `${path}/${event.metadata.name}`, options, signal);
  }
}

async function repeat(
  event: CoreEvent,
  path: string,
  options: KubernetesEmitterOptions,
  signal: AbortSignal,
): Promise<Written> {
  try {
    const stored = await options.client.request<CoreEvent>('GET', path, { signal });
    if (options.now() - Date.parse(stored.lastTimestamp ?? stored.eventTime) < repeatAfterMs) return 'suppressed';
    await options.client.request('PATCH', path, { body: repeatPatch(stored, options.now()), signal });
    return 'repeated';
  } catch (error) {
    // It expired between our requests, so it is new again.
    if (!isStatus(error, 404)) throw error;
    await options.client.request('POST', path.slice(0, path.lastIndexOf('/')), { body: event, signal });
    return 'emitted';
  }
}

const isStatus = (error: unknown, status: number): boolean => error instanceof ClusterError && error.status === status;

function summarise(outcomes: readonly WriteOutcome[]): EmitReport {
  const count = (written: Written) => outcomes.filter((outcome) => outcome === written).length;
  const problems = outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome.problem]));
  return {
    emitted: count('emitted'),
    repeated: count('repeated'),
    suppressed: count('suppressed'),
    failed: problems.length,
    ...(problems[0] !== undefined && { problem: problems[0] }),
  };
}
