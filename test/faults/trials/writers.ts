import { calmAttempts } from '../arena-clients.ts';
import type { Sight } from '../invariants/sight.ts';
import { seize } from '../lease-holder.ts';
import { zone } from '../names.ts';
import type { StepRecord } from '../step-record.ts';
import type { Zones } from '../zones.ts';
import { mustBeStill, nothing, type Trial } from './trial.ts';

/** Batches of one record each, so that a run has many of them. */
const singly = ['--aws-batch-change-size=2'];

/** A zone has one batch in flight: what comes after it is sent by a run that has lost its Lease. */
export function writtenAfterTheft(
  { zones }: { readonly zones: Pick<Zones, 'idOf'> },
  { batches }: StepRecord,
): readonly string[] {
  const { length } = batches.of(zones.idOf(zone));
  return length > 1 ? [`${length} batches were sent, although the Lease was lost during the first`] : [];
}

/** Throttling is answered by waiting, not by sending the halves of a batch. */
export const triedTooOften = (_: unknown, { batches }: StepRecord): readonly string[] =>
  batches.mostTries > calmAttempts
    ? [`a change was sent ${batches.mostTries} times to a Route 53 that throttles, and ${calmAttempts} are allowed`]
    : [];

/** A dry run reads, and no more. */
export const wroteToCluster = ({ kubernetes }: Pick<Sight, 'kubernetes'>): readonly string[] =>
  kubernetes.requests
    .filter(({ verb }) => !['get', 'list', 'watch'].includes(verb))
    .map(({ method, path }) => `a dry run wrote to the cluster: ${method} ${path}`);

/** Who writes, when, and how often. */
export const writers: Readonly<Record<string, Trial>> = {
  'two runs begin at once': { chaos: { runs: 2 } },
  'another writer changes a record between reading and writing': { chaos: { intruder: 'changes our record' } },
  'another run holds the Lease': {
    strike: (arena) => {
      seize(arena);
      return nothing;
    },
    broken: mustBeStill('another run held the Lease'),
  },
  'another run takes the Lease while this one writes': {
    chaos: { thief: true },
    call: { flags: singly },
    broken: writtenAfterTheft,
  },
  'the time is up before the first batch': {
    chaos: { deadline: { tickMs: 1000, afterMs: 0 } },
  },
  'the run is stopped at a request': { chaos: { abortAt: 9 } },
  'the run is stopped between two requests': { chaos: { abortAtLook: 6 } },
  'Route 53 throttles every batch': { chaos: { throttled: true }, broken: triedTooOften },
  'the run is a dry one': {
    call: { flags: ['--dry-run'] },
    strike: ({ kubernetes }) => {
      kubernetes.resetRequests();
      return nothing;
    },
    broken: (arena, step) => [...mustBeStill('the run was a dry one')(arena, step), ...wroteToCluster(arena)],
  },
  'the clock is an hour behind': {
    strike: (arena) => {
      arena.pass(-3600);
      return nothing;
    },
  },
};
