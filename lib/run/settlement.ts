import type { ChangeResult, Plan } from '../plan/change.ts';
import type { CountByType } from '../report/tallies.ts';

/** A plan as it was carried out, with one result for each of its changes. */
export interface Execution {
  readonly plan: Plan;
  readonly results: readonly ChangeResult[];
  /** Sentences on what could not be put in order beside the changes. */
  readonly warnings: readonly string[];
}

/** What a run came to with DNS: what was carried out, and what was noticed on the way. */
export interface Settlement extends Execution {
  /** Names of ownership rows whose records are gone. */
  readonly orphans: readonly string[];
  /** Records that the registry sees, by type; absent where DNS was not read. */
  readonly registered?: CountByType;
}
