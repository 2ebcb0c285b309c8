import { acquireLease, type Lease, lastScopeOf } from '../cluster/lease.ts';
import type { Cause } from '../endpoint/cause.ts';
import { errorMessage } from '../error-message.ts';
import { isWrite, type Plan, type WriteChange } from '../plan/change.ts';
import type { OwnershipStore, RegistryReading } from '../registry/registry.ts';
import type { CountByType } from '../report/tallies.ts';
import { type Applied, applyWithStore } from './apply-with-store.ts';
import type { Run } from './run.ts';
import { leaseOwner } from './run-identity.ts';
import { parseScope, type Scope } from './scope.ts';

/** What is to be carried out, once it is known what the writing run before this one looked at. */
export interface Decision {
  /** What the registry would write beside each change. */
  readonly rows: RegistryReading['rows'];
  /** The plan, guarded in the light of the scope of the last writing run. */
  readonly guarded: (lastScope: Scope | undefined) => Plan;
  /** The scope to note on the Lease: what was left out stays in it until none of its records is left. */
  readonly noted: (lastScope: Scope | undefined) => Scope;
  /** Ownership that lies outside of DNS. */
  readonly store?: OwnershipStore | undefined;
}

/** The time that events and the report need after the last batch, and a batch itself, in milliseconds. */
const reserveMs = 15_000;

/** For giving the Lease back, in milliseconds; it is not worth more. */
const releaseMs = 5_000;

/** Makes the writes of the plan under the Lease, or says for each why not. */
export async function carryOut(run: Run, owner: string | undefined, decision: Decision): Promise<Outcome> {
  const { guarded } = decision;
  const preview = guarded(undefined);
  if (!preview.changes.some(isWrite)) return withoutWrites(preview, dryRun);
  if (run.config.dryRun)
    return withoutWrites(guarded(await lastScope(run, leaseOwner(owner, run.config.shard))), dryRun);
  const lease = await tryAcquire(run, leaseOwner(owner, run.config.shard));
  if ('code' in lease) return withoutWrites(preview, () => lease);
  const plan = guarded(parseScope(lease.lastScope));
  return { plan, ...(await applyHolding(run, lease, plan, decision)) };
}

/** The plan as it was carried out, and what became of it. */
export interface Outcome extends Applied {
  readonly plan: Plan;
  /** Names of ownership rows whose records are gone. */
  readonly orphans?: readonly string[];
  /** Records that the registry sees, by type. */
  readonly registered?: CountByType;
}

/** Every write is left for the reason given; what was no write keeps its own. */
const withoutWrites = (plan: Plan, reason: (change: WriteChange) => Cause): Outcome => ({
  plan,
  results: plan.changes.map((change) => ({
    change,
    status: 'Skip',
    cause: isWrite(change) ? reason(change) : change.cause,
  })),
});

const dryRun = ({ action }: WriteChange): Cause => ({ code: 'DryRun', would: action });

/** A dry run shows what a run would hold; where it may not read the Lease, as much as it knows. */
async function lastScope({ client, config, signal }: Run, owner: string): Promise<Scope | undefined> {
  const place = { client, owner, namespace: config.leaseNamespace, durationSeconds: config.leaseDuration };
  return parseScope(await lastScopeOf(place, signal).catch(() => undefined));
}

async function tryAcquire({ client, config, runId, now, signal }: Run, owner: string): Promise<Lease | Cause> {
  const options = {
    client,
    owner,
    now,
    holder: runId,
    namespace: config.leaseNamespace,
    durationSeconds: config.leaseDuration,
  };
  try {
    const lease = await acquireLease(options, signal);
    if (!('heldBy' in lease)) return lease;
    return { code: 'Deferred', problem: 'another run is writing for this owner at the moment' };
  } catch (error) {
    const problem = errorMessage(error);
    return { code: 'Deferred', problem: `the Lease that keeps writers apart could not be taken (${problem})` };
  }
}

async function applyHolding(run: Run, lease: Lease, plan: Plan, { rows, store, noted }: Decision): Promise<Applied> {
  const context = { rows, signal: run.signal, stop: () => reasonToStop(run, lease) };
  try {
    if (store !== undefined) return await applyWithStore(run.provider, plan, context, store);
    return { results: await run.provider.apply(plan, context) };
  } finally {
    // A Lease that cannot be given back expires by itself.
    const scope = run.narrowed ? undefined : JSON.stringify(noted(parseScope(lease.lastScope)));
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
