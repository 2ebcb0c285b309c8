import { createHash } from 'node:crypto';
import type { KubernetesClient } from './client.ts';
import { hasStatus } from './cluster.ts';
import { microTime } from './micro-time.ts';
import { ownAnnotationPrefix } from './own-annotations.ts';

/** coordination.k8s.io/v1, as far as it is used. */
interface LeaseObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly holderIdentity?: string | null;
    readonly leaseDurationSeconds?: number;
    readonly acquireTime?: string;
    readonly renewTime?: string;
    readonly leaseTransitions?: number;
  };
}

/** Which Lease is meant, and how it is made where there is none. */
export interface LeasePlace {
  readonly client: KubernetesClient;
  readonly namespace: string;
  /** One writer per owner: leases of different owners do not exclude each other. */
  readonly owner: string;
  /** How long it lasts without renewal, in seconds. */
  readonly durationSeconds: number;
}

/** Which Lease is taken, and by whom. */
export interface LeaseOptions extends LeasePlace {
  /** Who holds it: the run. */
  readonly holder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The right to write, held by one run at a time. */
export interface Lease {
  /** What the last writing run noted about its scope; undefined when there was none. */
  readonly lastScope: string | undefined;
  /** Whether it is still ours; renews it when a third of its time has passed. False also when that cannot be told. */
  isHeld(signal: AbortSignal): Promise<boolean>;
  /** Gives it back, noting the scope of this run when it is given. Throws ClusterError when it is no longer ours. */
  release(scope: string | undefined, signal: AbortSignal): Promise<void>;
}

/** Somebody else is writing. */
export interface LeaseRefusal {
  readonly heldBy: string;
}

const scopeAnnotation = `${ownAnnotationPrefix}scope`;

/** `dns-herald-` and a hash of the owner, which need not be a DNS name itself. */
export const leaseName = (owner: string): string =>
  `dns-herald-${createHash('sha256').update(owner).digest('hex').slice(0, 10)}`;

/** Takes the lease, or says who has it. Throws ClusterError when the API server cannot be asked. */
export async function acquireLease(options: LeaseOptions, signal: AbortSignal): Promise<Lease | LeaseRefusal> {
  const stored = await readOrCreate(options, signal);
  const { holderIdentity } = stored.spec;
  if (holderIdentity && holderIdentity !== options.holder && !hasExpired(stored, options.now()))
    return { heldBy: holderIdentity };
  try {
    return heldLease(await claim(stored, options, signal), options);
  } catch (error) {
    if (hasStatus(error, 409)) return { heldBy: 'another run that took it first' };
    throw error;
  }
}

/** The uid of the Lease, which is made where there is none. Throws ClusterError. */
export const leaseUid = async (place: LeasePlace, signal: AbortSignal): Promise<string | undefined> =>
  (await readOrCreate(place, signal)).metadata.uid;

/** What the last writing run noted about its scope; undefined when there was none. Takes nothing. Throws ClusterError. */
export async function lastScopeOf(place: LeasePlace, signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await read(place, signal)).metadata.annotations?.[scopeAnnotation];
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

const pathOf = ({ namespace, owner }: LeasePlace): string =>
  `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${leaseName(owner)}`;

const read = (options: LeasePlace, signal: AbortSignal): Promise<LeaseObject> =>
  options.client.request<LeaseObject>('GET', pathOf(options), { signal });

async function readOrCreate(options: LeasePlace, signal: AbortSignal): Promise<LeaseObject> {
  try {
    return await read(options, signal);
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
    return create(options, signal);
  }
}

/** Two first runs may meet here: the later one goes on with what the other made. */
async function create(options: LeasePlace, signal: AbortSignal): Promise<LeaseObject> {
  const path = pathOf(options);
  const body = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: leaseName(options.owner), namespace: options.namespace },
    spec: { leaseDurationSeconds: options.durationSeconds },
  };
  try {
    return await options.client.request<LeaseObject>('POST', path.slice(0, path.lastIndexOf('/')), { body, signal });
  } catch (error) {
    if (!hasStatus(error, 409)) throw error;
    return read(options, signal);
  }
}

/** No honest clock is ahead by this much, in milliseconds: one that is must not keep every other writer out for ever. */
const trustedSkewMs = 3_600_000;

function hasExpired({ spec }: LeaseObject, now: number): boolean {
  const renewed = Date.parse(spec.renewTime ?? '');
  if (Number.isNaN(renewed) || renewed > now + trustedSkewMs) return true;
  return renewed + (spec.leaseDurationSeconds ?? 0) * 1000 <= now;
}

/**
 * The resource version makes the API server refuse (409) when somebody else was quicker, or when it has done so already
 * and its answer got lost: then the Lease bears our name.
 */
async function claim(stored: LeaseObject, options: LeaseOptions, signal: AbortSignal): Promise<LeaseObject> {
  try {
    return await patchClaim(stored, options, signal);
  } catch (error) {
    if (!hasStatus(error, 409)) throw error;
    const current = await read(options, signal);
    if (current.spec.holderIdentity !== options.holder) throw error;
    return current;
  }
}

function patchClaim(stored: LeaseObject, options: LeaseOptions, signal: AbortSignal): Promise<LeaseObject> {
  const time = microTime(options.now());
  const isNew = stored.spec.holderIdentity !== options.holder;
  const body = {
    metadata: { resourceVersion: stored.metadata.resourceVersion },
    spec: {
      holderIdentity: options.holder,
      leaseDurationSeconds: options.durationSeconds,
      renewTime: time,
      ...(isNew && { acquireTime: time, leaseTransitions: (stored.spec.leaseTransitions ?? 0) + 1 }),
    },
  };
  return options.client.request<LeaseObject>('PATCH', pathOf(options), { body, signal });
}

function heldLease(first: LeaseObject, options: LeaseOptions): Lease {
  let lease = first;
  const lastScope = first.metadata.annotations?.[scopeAnnotation];
  let renewal: Promise<boolean> | undefined;
  const isFresh = (): boolean =>
    (options.now() - Date.parse(lease.spec.renewTime ?? '')) * 3 < options.durationSeconds * 1000;
  const renew = async (signal: AbortSignal): Promise<boolean> => {
    try {
      lease = await claim(lease, options, signal);
      return true;
    } catch {
      // Lost, or unknown whether lost: either way nothing may be written on the strength of it.
      return false;
    } finally {
      renewal = undefined;
    }
  };
  return {
    lastScope,
    async isHeld(signal) {
      if (isFresh()) return true;
      // Zones are written side by side: two renewals at once would look to each other like another writer.
      renewal ??= renew(signal);
      return renewal;
    },
    async release(scope, signal) {
      const annotations = { [scopeAnnotation]: scope ?? lastScope ?? null };
      const body = {
        metadata: { resourceVersion: lease.metadata.resourceVersion, annotations },
        spec: { holderIdentity: null, renewTime: null },
      };
      await options.client.request('PATCH', pathOf(options), { body, signal });
    },
  };
}
