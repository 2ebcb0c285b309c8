/** When a run is stopped. */
export interface Deadline {
  /** Milliseconds since the epoch; absent where nobody stops it. */
  readonly deadline?: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Ends what is waited for `reserveMs` before the deadline: who does not answer must cost neither the report nor the run. */
export const beforeDeadline = ({ deadline, now }: Deadline, reserveMs: number, signal: AbortSignal): AbortSignal =>
  deadline === undefined
    ? signal
    : AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, deadline - reserveMs - now()))]);
