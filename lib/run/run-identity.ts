import { ClusterError } from '../cluster/cluster.ts';
import { type LeasePlace, leaseName, leaseUid } from '../cluster/lease.ts';
import type { Config } from '../config/config.ts';
import { openRegistry } from '../registry/index.ts';
import type { Registry } from '../registry/registry.ts';
import { sources } from '../sources/index.ts';
import type { RunObject } from '../sources/source.ts';
import { ownerOf } from './owner.ts';
import type { Run } from './run.ts';

/** In whose name a run writes, and through which object it speaks for sources that have none. */
export interface RunIdentity {
  /** Undefined with the noop registry. */
  readonly owner: string | undefined;
  /** The Lease of that owner. */
  readonly runObject: RunObject;
}

/** A run that knows what the registry of its owner holds. */
export interface RegisteredIdentity extends RunIdentity {
  readonly registry: Registry;
}

/**
 * What a Lease is named after: the owner, or what stands for it where the registry knows none, and the shard, so that
 * the shards of a cluster neither wait for one another nor share the scope that is noted on it. No owner id has a line
 * break.
 */
export const leaseOwner = (owner: string | undefined, shard: string | undefined): string =>
  [owner ?? 'noop', ...(shard === undefined ? [] : [shard])].join('\n');

/** The Lease of an owner. */
export const leasePlaceOf = (
  { client, config }: Pick<Run, 'client' | 'config'>,
  owner: string | undefined,
): LeasePlace => ({
  client,
  owner: leaseOwner(owner, config.shard),
  namespace: config.leaseNamespace,
  durationSeconds: config.leaseDuration,
});

/** Finds out who this run is. Throws RunError when the owner cannot be told. */
export async function identify(run: Pick<Run, 'config' | 'client' | 'signal'>): Promise<RunIdentity> {
  const { config, client, signal } = run;
  const owner = await ownerOf(config, client, signal);
  const place = leasePlaceOf(run, owner);
  const uid = speaksThroughLease(config) ? await uidOfLease(place, signal) : undefined;
  return { owner, runObject: { ...leaseReference(place), ...(uid !== undefined && { uid }) } };
}

/** Opens the registry of that owner. Throws RegistryError when it cannot be read. */
export const register = async (
  { config, signal }: Pick<Run, 'config' | 'signal'>,
  identity: RunIdentity,
): Promise<RegisteredIdentity> => ({
  ...identity,
  registry: await openRegistry(config, identity.owner, signal),
});

const leaseReference = ({ namespace, owner }: LeasePlace): RunObject => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  namespace,
  name: leaseName(owner),
});

/** A dry run writes no event, so it need not know the uid, and makes no Lease. */
const speaksThroughLease = ({ dryRun, source }: Config): boolean =>
  !dryRun && source.some((name) => sources.get(name)?.kinds.some(({ scope }) => scope === 'Run'));

/**
 * `kubectl describe` finds the events of an object by its uid, so the Lease must be there before the first event is
 * written. Where that cannot be, the events go out without it: whoever lists them still sees them.
 */
async function uidOfLease(place: LeasePlace, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await leaseUid(place, signal);
  } catch (error) {
    if (error instanceof ClusterError) return undefined;
    throw error;
  }
}
