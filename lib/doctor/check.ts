/** One thing that a run needs, and whether it is there. */
export type Check = {
  readonly side: 'cluster' | 'aws';
  /** What was asked for: `list services`, `ListHostedZones`. */
  readonly name: string;
} & Finding;

/** What a check found. */
export type Finding =
  | { readonly status: 'ok'; readonly detail: string }
  /** `fix` says what to do, as a clause without final punctuation. */
  | { readonly status: 'failed'; readonly detail: string; readonly fix: string }
  /** Nobody could tell; `detail` says why. */
  | { readonly status: 'unchecked'; readonly detail: string };

/** It is as a run needs it. */
export const ok = (detail = ''): Finding => ({ status: 'ok', detail });

/** It is not; `fix` is a clause without final punctuation. */
export const failed = (detail: string, fix: string): Finding => ({ status: 'failed', detail, fix });

/** Nobody could tell, for the reason of `detail`. */
export const unchecked = (detail: string): Finding => ({ status: 'unchecked', detail });

/** A check of the cluster. */
export const clusterCheck = (name: string, finding: Finding): Check => ({ side: 'cluster', name, ...finding });

/** A check of AWS. */
export const awsCheck = (name: string, finding: Finding): Check => ({ side: 'aws', name, ...finding });

/** What `npm run doctor` prints with `--output=json`, and a manual invoke with `{ "doctor": true }` returns. */
export interface Examination {
  /** Nothing has failed. */
  readonly healthy: boolean;
  readonly checks: readonly Check[];
}
