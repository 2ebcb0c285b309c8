import type { GuardInput } from '../../lib/plan/guard/guard.ts';
import { assemble } from '../../lib/plan/plan.ts';
import { originOfLabel } from '../../lib/sources/index.ts';

/** Nothing to be cautious about, and limits as they are by default. */
export const guardInput = (changes: Partial<GuardInput> = {}): GuardInput => ({
  plan: assemble([]),
  owned: [],
  adopted: [],
  refusals: [],
  delegations: [],
  absences: [],
  dropped: [],
  originOf: originOfLabel,
  onMissingTargets: 'keep',
  limits: { overCount: 5, overPercent: 30, emptyingZoneOver: 2, overTotal: 100 },
  ...changes,
});
