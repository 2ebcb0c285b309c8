import { createHash } from 'node:crypto';
import type { KubernetesClient } from './client.ts';
import { ClusterError } from './cluster.ts';

/** coordination.k8s.io/v1, as far as it is used. */
interface LeaseObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
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

export interface LeaseOptions {
  readonly client: KubernetesClient;
  readonly namespace: string;
  /** One writer per owner: leases of different owners do not exclude each other. */
  readonly owner: string;
  /** Who holds it: the run. */
  readonly holder: string;
  /** How long it lasts without renewal, in seconds. */
  readonly durationSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The right to write, held by one run at a time. */
export interface Lease {
  /** What the last writing run noted about its scope; undefined when there was none. */
  readonly lastScope: string | undefined;
  /** Whether it is still ours; renews it when a third of its time has passed. False also when that cannot be told. */
  isHeld(signal: AbortSignal): Promise<boolean>;
  /** Gives it back, noting the scope of this run when it is given. */
  release(scope: string | undefined): Promise<void>;
}

/** Somebody else is writing. */
export interface LeaseRefusal {
  readonly heldBy: string;
}

const scopeAnnotation = 'dns-herald.io/scope';

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
    if (error instanceof ClusterError && error.status === 409) return { heldBy: 'another run that took it first' };
    throw error;
  }
}

const pathOf = ({ namespace, owner }: LeaseOptions): string =>
  `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${leaseName(owner)}`;

async function readOrCreate(options: LeaseOptions, signal: AbortSignal): Promise<LeaseObject> {
  const path = pathOf(options);
  try {
    return await options.client.request<LeaseObject>('GET', path, { signal });
  } catch (error) {
    if (!(error instanceof ClusterError) || error.status !== 404) throw error;
    const body = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: leaseName(options.owner), namespace: options.namespace },
      spec: { leaseDurationSeconds: options.durationSeconds },
    };
    return options.client.request<LeaseObject>('POST', path.slice(0, path.lastIndexOf('/')), { body, signal });
  }
}

function hasExpired({ spec }: LeaseObject, now: number): boolean {
  const renewed = Date.parse(spec.renewTime ?? '');
  return Number.isNaN(renewed) || renewed + (spec.leaseDurationSeconds ?? 0) * 1000 <= now;
}

/** The resource version makes the API server refuse (409) when somebody else was quicker. */
function claim(stored: LeaseObject, options: LeaseOptions, signal: AbortSignal): Promise<LeaseObject> {
  const time = new Date(options.now()).toISOString().replace('Z', '000Z');
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
  const age = (): number => options.now() - Date.parse(lease.spec.renewTime ?? '');
  return {
    lastScope,
    async isHeld(signal) {
      if (age() * 3 < options.durationSeconds * 1000) return true;
      try {
        lease = await claim(lease, options, signal);
        return true;
      } catch {
        // Lost, or unknown whether lost: either way nothing may be written on the strength of it.
        return false;
      }
    },
    async release(scope) {
      const annotations = { [scopeAnnotation]: scope ?? lastScope ?? null };
      const body = {
        metadata: { resourceVersion: lease.metadata.resourceVersion, annotations },
        spec: { holderIdentity: null, renewTime: null },
      };
      await options.client.request('PATCH', pathOf(options), { body });
    },
  };
}
