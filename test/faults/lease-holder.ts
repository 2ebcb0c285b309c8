import { leaseName } from '../../lib/cluster/lease.ts';
import type { Arena } from './arena.ts';
import { owner } from './world.ts';

const namespace = 'kube-system';

/** A Lease lasts so long, in seconds (`--lease-duration`). */
const durationS = 60;

/** Seconds after which its holder has to renew it. */
const renewalS = durationS / 2;

/**
 * Another run takes the Lease, as one may whose clock is ahead. Returns after how many seconds the run that held it
 * has to ask for it again.
 */
export function seize({ kubernetes, time }: Pick<Arena, 'kubernetes' | 'time'>): number {
  kubernetes.apply({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: leaseName(owner), namespace },
    spec: {
      holderIdentity: 'another run',
      leaseDurationSeconds: durationS,
      renewTime: `${new Date(time).toISOString().slice(0, -1)}000Z`,
    },
  });
  return renewalS;
}

/** Nobody knows any more what the last writing run looked at. */
export function forget({ kubernetes }: Pick<Arena, 'kubernetes'>): void {
  const known = kubernetes
    .objects('coordination.k8s.io/v1', 'Lease')
    .some(({ metadata }) => metadata.name === leaseName(owner));
  if (known) kubernetes.remove('coordination.k8s.io/v1', 'Lease', namespace, leaseName(owner));
}
