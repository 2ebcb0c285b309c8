import type { KubernetesClient } from '../../cluster/client.ts';
import type { EventSink } from '../event.ts';
import type { EventMessage } from '../message.ts';
import type { EventBus } from './event-bus-client.ts';

/** What sinks are made from. */
export interface SinkOptions {
  readonly client: KubernetesClient;
  /** `reportingController` of every event. */
  readonly controller: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Writes a structured line; absent unless `--event-log` is set. */
  readonly log?: (message: EventMessage) => void;
  /** Absent unless `--event-bus` is set. */
  readonly eventBus?: EventBus;
}

/** A kind of sink: one file in `sinks`, one const, one line in its index. */
export interface SinkKind {
  readonly name: string;
  /** Undefined where the configuration does not ask for it. */
  open(options: SinkOptions): EventSink | undefined;
}
