import type { Batches } from './batches.ts';
import type { Chaos } from './chaos.ts';
import type { SeenReport } from './invariants/sight.ts';
import type { Snapshot } from './snapshot.ts';

/** What became of one run. */
export interface RunOutcome {
  readonly report?: SeenReport;
  readonly error?: unknown;
  /** The signal's reason, where the run was stopped from outside. */
  readonly stopped?: unknown;
}

/** What a step was, and what it left behind. */
export interface StepRecord {
  readonly chaos: Chaos;
  /** All flags of its runs. */
  readonly flags: readonly string[];
  /** A kind that the cluster did not serve. */
  readonly unserved?: string;
  /** Of its runs, where they were invoked by hand. */
  readonly payload?: object;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly outcomes: readonly RunOutcome[];
  readonly batches: Batches;
  /** What can only be seen while runs are under way. */
  readonly violations: readonly string[];
  /** Key of the record that an intruder changed. */
  readonly intrudedOn?: string;
}
