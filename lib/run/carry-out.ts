import { acquireLease, type Lease, type LeasePlace, lastScopeOf } from '../cluster/lease.ts';
import type { Cause } from '../endpoint/cause.ts';
import { errorMessage } from '../error-message.ts';
import { type ChangeResult, isWrite, type Plan, type WriteChange } from '../plan/change.ts';
import type { OwnershipStore, RegistryReading } from '../registry/registry.ts';
import { type Applied, applyWithStore } from './apply-with-store.ts';
import type { Run } from './run.ts';
import { leasePlaceOf } from './run-identity.ts';
import { parseScope, type Scope } from './scope.ts';
import type { Execution } from './settlement.ts';

/** What is to be carried out, once it is known what the writing run before this one looked at. */
export interface Decision {
  /** What the registry would write beside each change. */
  readonly rows: RegistryReading['rows'];
  /** The plan, guarded in the light of the scope of the last writing run. */
  readonly guarded: (lastScope: Scope | undefined) => Plan;
  /** The scope to note on the Lease, given what became of the plan: what was left out stays in it until none of its records is left. */
  readonly noted: (lastScope: Scope | undefined, results: readonly ChangeResult[]) => Scope;
  /** Ownership that lies outside of DNS. */
  readonly store?: OwnershipStore | undefined;
}

/** The time that events and the report need after the last batch, and a batch itself, in milliseconds. */
const reserveMs = 15_000;

/** For giving the Lease back, in milliseconds; it is not worth more. */
const releaseMs = 5_000;

/** Makes the writes of the plan under the Lease, or says for each why not. */
export async function carryOut(run: Run, owner: string | undefined, decision: Decision): Promise<Execution> {
  const { guarded } = decision;
  const preview = guarded(undefined);
  if (!preview.changes.some(isWrite)) return withoutWrites(preview, dryRun);
  if (run.config.dryRun)
    return withoutWrites(guarded(await lastNotedScope(leasePlaceOf(run, owner), run.signal)), dryRun);
  const lease = await tryAcquire(run, leasePlaceOf(run, owner));
  if ('code' in lease) return withoutWrites(preview, () => lease);
  const plan = guarded(parseScope(lease.lastScope));
  return { plan, ...(await applyHolding(run, lease, plan, decision)) };
}

/** Every write is left for the reason given; what was no write keeps its own. */
const withoutWrites = (plan: Plan, reason: (change: WriteChange) => Cause): Execution => ({
  plan,
  warnings: [],
  results: plan.changes.map((change) => ({
    change,
    status: 'Skip',
    cause: isWrite(change) ? reason(change) : change.cause,
  })),
});

const dryRun = ({ action }: WriteChange): Cause => ({ code: 'DryRun', would: action });

/** A dry run shows what a run would hold; where it may not read the Lease, as much as it knows. */
const lastNotedScope = async (place: LeasePlace, signal: AbortSignal): Promise<Scope | undefined> =>
  parseScope(await lastScopeOf(place, signal).catch(() => undefined));

async function tryAcquire({ runId, now, signal }: Run, place: LeasePlace): Promise<Lease | Cause> {
  try {
    const lease = await acquireLease({ ...place, holder: runId, now }, signal);
    if (!('heldBy' in lease)) return lease;
    return { code: 'Deferred', problem: 'another run is writing for this owner at the moment' };
  } catch (error) {
    const problem = errorMessage(error);
    return { code: 'Deferred', problem: `the Lease that keeps writers apart could not be taken (${problem})` };
  }
}

async function applyHolding(run: Run, lease: Lease, plan: Plan, { rows, store, noted }: Decision): Promise<Applied> {
  const context = { rows, signal: run.signal, stop: () => reasonToStop(run, lease) };
  let applied: Applied = { results: [], warnings: [] };
  try {
    applied =
      store === undefined
        ? { ...applied, results: await run.provider.apply(plan, context) }
        : await applyWithStore(run.provider, plan, context, store);
    return applied;
  } finally {
    // A Lease that cannot be given back expires by itself.
    const scope = run.narrowed ? undefined : JSON.stringify(noted(parseScope(lease.lastScope), applied.results));
    await lease.release(scope, AbortSignal.timeout(releaseMs)).catch(() => undefined);
  }
}

async function reasonToStop({ deadline, now, signal }: Run, lease: Lease): Promise<Cause | undefined> {
  if (deadline !== undefined && now() + reserveMs > deadline)
    return { code: 'Deferred', problem: "the run's time was nearly over; the next run goes on" };
  if (await lease.isHeld(signal)) return undefined;
  return {
    code: 'Deferred',
    problem: 'the Lease that keeps writers apart was lost, or the API server could not be asked about it',
  };
}
