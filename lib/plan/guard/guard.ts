import type { Refusal } from '../../endpoint/cause.ts';
import type { Change, CurrentRecord, Plan } from '../change.ts';
import { assemble } from '../plan.ts';
import { holdAdoptions } from './adoptions.ts';
import { keepUntilDelegated } from './delegations.ts';
import { type DeletionLimits, type DroppedPart, holdDeletions } from './deletion-limits.ts';
import { keepForHiddenZones } from './hidden-zones.ts';
import { keepMalformedObjects } from './malformed-objects.ts';
import { keepMissingTargets } from './missing-targets.ts';
import { keepUntilReplaced } from './replacements.ts';
import { type Absence, gateAbsences, type LabelOrigin } from './source-gate.ts';

/** A plan, and what the run saw and was told. */
export interface GuardInput {
  readonly plan: Plan;
  /** Our own records in the zones read, of managed types and served names. */
  readonly owned: readonly CurrentRecord[];
  /** Records without an owner that are to be taken over. */
  readonly adopted: readonly CurrentRecord[];
  readonly refusals: readonly Refusal[];
  /** NS records of the zones read, but for those at a zone's own name. */
  readonly delegations: readonly CurrentRecord[];
  /** What this run could not see, or was told not to look at. */
  readonly absences: readonly Absence[];
  /** What the last writing run looked at, and the configuration leaves out since. */
  readonly dropped: readonly DroppedPart[];
  readonly originOf: LabelOrigin;
  readonly onMissingTargets: 'keep' | 'delete';
  readonly limits: DeletionLimits;
}

/** One reason for caution: it may withhold changes and never adds any. */
export type Guard = (changes: readonly Change[], input: GuardInput) => readonly Change[];

const guards: readonly Guard[] = [
  gateAbsences,
  keepMalformedObjects,
  keepForHiddenZones,
  keepMissingTargets,
  holdAdoptions,
  keepUntilReplaced,
  keepUntilDelegated,
  holdDeletions,
];

/** Withholds what would be unsafe, each with its cause. Pure: the same plan and sights give the same answer. */
export const guard = (input: GuardInput): Plan =>
  assemble(guards.reduce((changes, applyGuard) => applyGuard(changes, input), input.plan.changes));
