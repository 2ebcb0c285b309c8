/** One thing that a run needs, and whether it is there. */
export type Check = {
  readonly side: 'cluster' | 'aws';
  /** What was asked for: `list services`, `ListHostedZones`. */
  readonly name: string;
} & Finding;

export type Finding =
  | { readonly status: 'ok'; readonly detail: string }
  /** `fix` says what to do, as a clause without final punctuation. */
  | { readonly status: 'failed'; readonly detail: string; readonly fix: string }
  /** Nobody could tell; `detail` says why. */
  | { readonly status: 'unchecked'; readonly detail: string };

export const ok = (detail = ''): Finding => ({ status: 'ok', detail });
export const failed = (detail: string, fix: string): Finding => ({ status: 'failed', detail, fix });
export const unchecked = (detail: string): Finding => ({ status: 'unchecked', detail });

/** What `npm run doctor` prints with `--output=json`, and a manual invoke with `{ "doctor": true }` returns. */
export interface Examination {
  /** Nothing has failed. */
  readonly healthy: boolean;
  readonly checks: readonly Check[];
}
