import type { Cause, ErrorDetails } from '../endpoint/cause.ts';
import type { Endpoint, NameRequest } from '../endpoint/endpoint.ts';

/** A record set that DNS holds, with what the registry knows of its owner. */
export interface CurrentRecord extends Endpoint {
  readonly ownership: Ownership;
}

/**
 * What the registry knows of a record's owner. `incomplete`: a row that belongs to the record is missing or outdated.
 * `namesake`: the name of another record that the same row may be meant for.
 */
export type Ownership =
  | { readonly state: 'none' }
  | { readonly state: 'owned'; readonly owner: string; readonly rows: 'complete' | 'incomplete' }
  | { readonly state: 'ambiguous'; readonly owners: readonly string[]; readonly namesake?: string };

/** What is to be done about one endpoint. */
export type Change = WriteChange | NoChange;

/** A change that needs the provider. */
export type WriteChange =
  | { readonly action: 'Create'; readonly endpoint: Endpoint }
  | { readonly action: 'Update'; readonly endpoint: Endpoint; readonly current: CurrentRecord }
  | { readonly action: 'Delete'; readonly endpoint: CurrentRecord };

/** What will not be done, and why: an endpoint is never dropped. */
export interface NoChange {
  readonly action: 'None';
  readonly endpoint: NameRequest;
  readonly cause: Cause;
}

/** Changes in a fixed order (zone, name, type, set identifier), whatever the order of the inputs. */
export interface Plan {
  readonly changes: readonly Change[];
  /** Hex digest of every write of the plan: the same plan has the same checksum. */
  readonly checksum: string;
}

/** A failure of one record as the provider told it, in plain words. */
export interface ChangeError extends ErrorDetails {
  readonly message: string;
  /** Set where no answer came: the change may have been made all the same. */
  readonly effect?: 'unknown';
  /** Set where it was not tried in this run, because it failed before: when it will be, in milliseconds since the epoch. */
  readonly nextTryAt?: number;
}

/** What became of a change. */
export type Verdict =
  | { readonly status: 'Success' }
  | { readonly status: 'Failed'; readonly error: ChangeError }
  | { readonly status: 'Skip'; readonly cause: Cause };

/** Exactly one for each change of a plan. */
export type ChangeResult = { readonly change: Change } & Verdict;

/** Whether the provider has to do anything. */
export const isWrite = (change: Change): change is WriteChange => change.action !== 'None';

/** Withholds a change: the same endpoint, with the reason instead of the action. */
export const withhold = (change: Change, cause: Cause): NoChange => ({
  action: 'None',
  endpoint: change.endpoint,
  cause,
});
