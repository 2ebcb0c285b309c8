import type { Chaos } from './chaos.ts';

/** What a run keeps in reserve for its last batch and the events, in milliseconds. */
export const reserveMs = 15_000;

/**
 * Whether a batch that arrives at `time` might have been cut off by the deadline. Some looks at the clock lie between
 * the decision to send a batch and its arrival. Where clocks jump (a thief of the Lease waits for its end), or runs
 * share one, nobody can tell.
 */
export function isTooLate(
  { deadline: end, clockJump, thief, runs }: Pick<Chaos, 'deadline' | 'clockJump' | 'thief' | 'runs'>,
  time: number,
  deadline: number,
): boolean {
  if (end === undefined || clockJump !== undefined || thief === true || runs > 1) return false;
  return time + reserveMs > deadline + 5 * end.tickMs;
}
