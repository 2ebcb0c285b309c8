import { leaseName } from '../cluster/lease.ts';
import type { Config } from '../config/config.ts';
import { sources } from '../sources/index.ts';
import type { Permission } from '../sources/source.ts';
import { leaseOwner } from './run-identity.ts';

/** A right, limited to the objects of some names where they are known beforehand. */
export interface Right extends Permission {
  readonly resourceNames?: readonly string[];
}

/** What the API server must let a run do. */
export interface RunPermissions {
  /** In every namespace: a ClusterRole. */
  readonly cluster: readonly Right[];
  /** In the namespace of the Lease alone: a Role. */
  readonly lease: readonly Right[];
}

/**
 * The rights that a run under this configuration needs, and no others.
 *
 *     what                             who asks                            when
 *     lists                            the sources                         their `permissions`
 *     dnsendpoints/status patch        lib/run/status-updates.ts           source crd
 *     namespaces get (kube-system)     lib/run/owner.ts                    no owner id is configured
 *     events create, get, patch        lib/events/sinks/kubernetes.ts      a reason is emitted
 *     events list                      lib/events/delivery                 RecordReady is emitted
 *     patch on the sources' objects    lib/run/status-annotations.ts       --annotate-status
 *     leases create, get, patch        lib/cluster/lease.ts                always
 */
export const permissionsOf = (config: Config): RunPermissions => ({
  cluster: [
    ...config.source.flatMap((name) => sources.get(name)?.permissions(config) ?? []),
    ...annotations(config),
    ...owner(config),
    ...events(config),
  ],
  lease: leases(config),
});

/** Only the objects that ask for names are annotated; what a source reads besides is not. */
const annotations = (config: Config): readonly Right[] =>
  config.annotateStatus
    ? config.source.flatMap((name) => {
        const source = sources.get(name);
        const asking = new Set(source?.kinds.map(({ kind }) => pluralOf(kind)));
        const listed = (source?.permissions(config) ?? []).filter(({ verbs }) => verbs.includes('list'));
        return listed
          .filter(({ resource }) => asking.size === 0 || asking.has(resource))
          .map((right) => ({ ...right, verbs: ['patch'] as const }));
      })
    : [];

/** As Kubernetes guesses it (apimachinery pkg/api/meta, UnsafeGuessKindToResource). */
const pluralOf = (kind: string): string =>
  kind
    .toLowerCase()
    .replace(/(?<=s)$/, 'e')
    .replace(/y$/, 'ie')
    .concat('s');

const owner = ({ registry, txtOwnerId }: Config): readonly Right[] =>
  registry !== 'noop' && txtOwnerId === undefined
    ? [{ apiGroup: '', resource: 'namespaces', verbs: ['get'], resourceNames: ['kube-system'] }]
    : [];

const events = ({ eventsEmit }: Config): readonly Right[] =>
  eventsEmit.length === 0
    ? []
    : [
        {
          apiGroup: '',
          resource: 'events',
          verbs: ['create', 'get', ...(eventsEmit.includes('RecordReady') ? (['list'] as const) : []), 'patch'],
        },
      ];

/** A Lease is named after the owner. Creation cannot be limited by name: the API server does not know it yet. */
function leases({ registry, txtOwnerId, shard }: Config): readonly Right[] {
  const ours = registry === 'noop' ? 'noop' : txtOwnerId;
  const kind = { apiGroup: 'coordination.k8s.io', resource: 'leases' } as const;
  if (ours === undefined) return [{ ...kind, verbs: ['create', 'get', 'patch'] }];
  return [
    { ...kind, verbs: ['create'] },
    { ...kind, verbs: ['get', 'patch'], resourceNames: [leaseName(leaseOwner(ours, shard))] },
  ];
}
