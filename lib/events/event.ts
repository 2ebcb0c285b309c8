import type { ObjectReference } from '../endpoint/endpoint.ts';

/** Every reason that an event may have (the table of outcomes is in `outcome.ts`). */
export const eventReasons = ['RecordReady', 'RecordDeleted', 'RecordError', 'RecordSkipped', 'RecordFiltered'] as const;
export type EventReason = (typeof eventReasons)[number];

/** What kind of event an outcome makes: a row of the table in `outcome.ts`. */
export interface EventKind {
  readonly type: 'Normal' | 'Warning';
  readonly reason: EventReason;
  readonly action: 'Created' | 'Updated' | 'Deleted' | 'FailedSync' | 'Skipped';
}

/** One thing to tell about one object. Knows no cluster API and no provider. */
export interface OutcomeEvent extends EventKind {
  readonly regarding: ObjectReference;
  /** Whole sentences, at most 1024 bytes; nothing in them changes from run to run while the outcome stands. */
  readonly note: string;
}

/** Tells events to whoever keeps them. Several sinks may stand behind one emitter. */
export interface EventEmitter {
  /** Never throws: what could not be told is counted as failed. */
  emit(events: readonly OutcomeEvent[], signal: AbortSignal): Promise<EmitReport>;
}

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
}
