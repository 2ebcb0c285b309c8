import type { ObjectReference } from '../endpoint/endpoint.ts';

/** Every reason that an event may have (the table of outcomes is in `event-kind.ts`). */
export const eventReasons = ['RecordReady', 'RecordDeleted', 'RecordError', 'RecordSkipped', 'RecordFiltered'] as const;

/** One of them. */
export type EventReason = (typeof eventReasons)[number];

/** What kind of event an outcome makes: a row of the table in `event-kind.ts`. */
export interface EventKind {
  readonly type: 'Normal' | 'Warning';
  readonly reason: EventReason;
  readonly action: 'Created' | 'Updated' | 'Deleted' | 'Kept' | 'FailedSync' | 'Skipped';
}

/** What a machine may want of an event without parsing its note: annotations of the Kubernetes event, by these names. */
const factNames = [
  'dns-name',
  'record-type',
  'set-identifier',
  'zone',
  'zone-id',
  'targets',
  'ttl',
  'former-targets',
  'former-ttl',
  'routing',
  'former-routing',
  'owner',
  'record-owner',
  'cause',
  'checksum',
  'approval',
  'error-code',
  'request-id',
  'account',
  'flapping',
] as const;

/** One of them. */
export type FactName = (typeof factNames)[number];

/** Each with every value that the outcomes of the event have, none twice; absent where there is none. */
export type Facts = Readonly<Partial<Record<FactName, readonly string[]>>>;

/** One thing to tell about one object. Knows no cluster API and no provider. */
export interface RecordEvent extends EventKind {
  readonly regarding: ObjectReference;
  /** Whole sentences, at most 1024 bytes; nothing in them changes from run to run while the outcome stands. */
  readonly note: string;
  /** They may change while the note stays. */
  readonly facts: Facts;
  /** The other object of a conflict. */
  readonly related?: ObjectReference;
}

/** Tells events to whoever keeps them. Several sinks may stand behind one emitter. */
export interface EventEmitter {
  /** Never throws: what could not be told is counted as failed. */
  emit(events: readonly RecordEvent[], signal: AbortSignal): Promise<EmitReport>;
}

/** What became of one event in one sink: new, added to a series, too soon to say again, or not told. */
export type Delivery = 'emitted' | 'repeated' | 'suppressed' | NotTold;

interface NotTold {
  readonly problem: string;
  /** Absent where it was refused, and would be again. */
  readonly again?: 'next run';
}

/** One place that keeps events. */
export interface EventSink {
  readonly name: string;
  /** One delivery for each event, in their order. */
  deliver(events: readonly RecordEvent[], signal: AbortSignal): Promise<readonly Delivery[]>;
}

/** Of the cluster, but for what failed: that counts in every sink. */
export interface EmitReport {
  /** Written for the first time. */
  readonly emitted: number;
  /** Repeats that were added to the series of an event. */
  readonly repeated: number;
  /** Could not be written. */
  readonly failed: number;
  /** Repeats within five minutes of the last write, which need none. */
  readonly suppressed: number;
  /** The first reason why something failed, for the log and the report. */
  readonly problem?: string;
  /** The other sinks by name, where there are any. */
  readonly sinks?: Readonly<Record<string, { readonly emitted: number; readonly failed: number }>>;
}
