import type { Place } from '../servers/commands.ts';
import type { ProcessUsage } from './process-usage.ts';

/** What is asked of a side. */
export interface SyncRequest {
  readonly place: Place;
  /** Whether it tells the objects what became of their names. */
  readonly events: 'emitted' | 'off';
}

/** What one process took, from its start to its end. */
export interface ProcessRun extends ProcessUsage {
  readonly wallMs: number;
  /** Set where it gave up, or could not do everything. */
  readonly problem?: string;
}

/** One of those that are compared. */
export interface Side {
  readonly name: 'dns-herald' | 'peer';
  /** One synchronization by a fresh process. */
  sync(request: SyncRequest): Promise<ProcessRun>;
}
