import pMap from 'p-map';
import { batchesOf } from '../../batches.ts';
import { errorMessage } from '../../error-message.ts';
import type { BusEntry, EventBus } from '../delivery/event-bus-client.ts';
import type { SinkKind } from '../delivery/sink.ts';
import type { Delivery, RecordEvent } from '../event.ts';
import { messageOf } from '../message.ts';

/** Entries of one PutEvents request (EventBridge API reference, PutEvents). */
const batchSize = 10;

/** Requests in flight at once. */
const concurrentRequests = 4;

/** A bus of Amazon EventBridge (`--event-bus`): an archive that outlives the cluster's hour, and a hook for automation. */
export const eventBus: SinkKind = {
  name: 'event-bus',
  open({ eventBus: bus, controller, now }) {
    if (bus === undefined) return undefined;
    return {
      name: 'event-bus',
      async deliver(events, signal) {
        const entries = events.map((event) => entryOf(event, controller, now()));
        const batches = batchesOf(entries, batchSize);
        const deliveries = await pMap(batches, (batch) => put(bus, batch, signal), { concurrency: concurrentRequests });
        return deliveries.flat();
      },
    };
  },
};

/** One batch's failure is its own. */
async function put(bus: EventBus, batch: readonly BusEntry[], signal: AbortSignal): Promise<readonly Delivery[]> {
  try {
    const problems = await bus.put(batch, signal);
    return problems.map((problem) => (problem === undefined ? 'emitted' : { problem: `the event bus: ${problem}` }));
  } catch (error) {
    const problem = `the event bus: ${errorMessage(error)}`;
    return batch.map(() => ({ problem }));
  }
}

/**
 * A CloudEvent in structured form (CloudEvents 1.0, "JSON Event Format"). Its id is the same for the same event at the
 * same time, so that what is delivered twice can be told.
 */
function entryOf(event: RecordEvent, controller: string, now: number): BusEntry {
  const { time, ...data } = messageOf(event, controller, now);
  return {
    detailType: event.reason,
    time: new Date(now),
    detail: {
      specversion: '1.0',
      id: `${data.event}.${now}`,
      source: `/dns-herald/${controller}`,
      type: `io.dns-herald.${event.reason}`,
      subject: data.object,
      time,
      datacontenttype: 'application/json',
      data,
    },
  };
}
