import { createHash } from 'node:crypto';
import type { CauseCode } from '../endpoint/cause.ts';
import type { Prepared } from '../endpoint/prepared.ts';
import type { Outbox } from '../events/delivery/outbox.ts';
import type { Change, ChangeResult } from '../plan/change.ts';
import { isComplete, type ProviderReading } from '../providers/provider.ts';
import type { Route53Memory } from '../providers/route53/route53.ts';
import type { SourceReading } from '../sources/read-sources.ts';
import type { Run } from './run.ts';
import type { Settlement } from './settlement.ts';

/**
 * What a warm container knows of the last run that left nothing undone: that DNS then held what was asked for. It may
 * prove that nothing is due, and nothing else: writes are planned on zones read in the same run alone.
 */
export interface Memory extends Outbox {
  proof?: Proof;
  /** What the provider remembers for itself: what was refused, and which zones there were. */
  provider?: Route53Memory;
}

interface Proof {
  /** Of everything that was asked for, and by which settings. */
  readonly digest: string;
  /** When DNS was read, in milliseconds since the epoch. */
  readonly readAt: number;
  readonly settlement: Settlement;
}

/** Whether DNS was read recently enough that asking the cluster first may save asking DNS (`--provider-cache-time`). */
export function mayRemember({ memory, config, now }: Pick<Run, 'memory' | 'config' | 'now'>): boolean {
  if (memory?.proof === undefined) return false;
  const age = now() - memory.proof.readAt;
  // A clock that was set back says nothing about the age.
  return age >= 0 && age < config.providerCacheTime * 1000;
}

/** What reading DNS again would come to, with everything found in place; undefined where that is not certain. */
export function recall(run: Run, readings: readonly SourceReading[], desired: Prepared): Settlement | undefined {
  const proof = run.memory?.proof;
  if (proof === undefined || !mayRemember(run) || run.narrowed !== undefined || !isWhole(readings)) return undefined;
  if (proof.digest !== digest(run, desired)) return undefined;
  // What the zones held then is not what they hold now.
  const { registered: _before, ...settlement } = proof.settlement;
  return { ...settlement, results: settlement.results.flatMap(inPlace) };
}

/** All that a run saw and did. */
export interface Finished {
  readonly readings: readonly SourceReading[];
  readonly desired: Prepared;
  readonly dns: ProviderReading;
  readonly settlement: Settlement;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

/** Notes what a run left behind, if it saw everything and left nothing failed, held or deferred; else forgets. */
export function remember(run: Run, { readings, desired, dns, settlement, readAt }: Finished): void {
  const { memory, narrowed, config } = run;
  if (memory === undefined || narrowed !== undefined || config.dryRun) return;
  const { results, warnings } = settlement;
  const complete = isWhole(readings) && isComplete(dns) && results.every(isSettled) && warnings.length === 0;
  if (complete) memory.proof = { digest: digest(run, desired), readAt, settlement };
  else delete memory.proof;
}

const isWhole = (readings: readonly SourceReading[]): boolean =>
  readings.every(({ failure, gaps }) => failure === undefined && gaps.length === 0);

/** Causes that another run could resolve although the cluster asks for the same: they have to be looked at again. */
const unsettled: ReadonlySet<CauseCode> = new Set([
  'AdoptionHeld',
  'Deferred',
  'DeletionsHeld',
  'SourceUnavailable',
  'ZoneUnavailable',
]);

const isSettled = (result: ChangeResult): boolean =>
  result.status === 'Success' || (result.status === 'Skip' && !unsettled.has(result.cause.code));

/** What was created or updated is in place now; what was deleted is nobody's concern any more. */
function inPlace(result: ChangeResult): readonly ChangeResult[] {
  if (result.status !== 'Success') return [result];
  if (result.change.action === 'Delete') return [];
  const change: Change = { action: 'None', endpoint: result.change.endpoint, cause: { code: 'UpToDate' } };
  return [{ change, status: 'Skip', cause: change.cause }];
}

function digest({ config }: Run, { endpoints, refusals }: Prepared): string {
  const hash = createHash('sha256').update(JSON.stringify([config.policy, config.onMissingTargets, config.approve]));
  for (const asked of [...endpoints, ...refusals].map((each) => JSON.stringify(each)).sort()) hash.update(asked);
  return hash.digest('hex');
}
