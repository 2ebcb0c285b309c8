import { referenceText } from '../endpoint/endpoint.ts';
import { coreEvent } from './core-event.ts';
import type { RecordEvent } from './event.ts';

/** An event for machines that are no Kubernetes client: a line of the log, or the data of a message on a bus. */
export interface EventMessage extends RecordEvent {
  /** `Ingress/shop/web`. */
  readonly object: string;
  readonly reportingController: string;
  /** Name of the Kubernetes event: the same for what is said again within the hour. */
  readonly event: string;
  /** RFC 3339. */
  readonly time: string;
}

/** What a message says of its event, at `now` (milliseconds since the epoch). */
export function messageOf(event: RecordEvent, controller: string, now: number): EventMessage {
  const { metadata } = coreEvent(event, controller, now);
  return {
    ...event,
    object: referenceText(event.regarding),
    reportingController: controller,
    event: metadata.name,
    time: new Date(now).toISOString(),
  };
}
