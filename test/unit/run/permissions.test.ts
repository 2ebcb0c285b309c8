import { describe, expect, it } from '@jest/globals';
import { leaseName } from '../../../lib/cluster/lease.ts';
import { permissionsOf } from '../../../lib/run/permissions.ts';
import { configured } from '../../support/parsed-config.ts';

describe('permissionsOf', () => {
  const limited = { verbs: ['get', 'patch'], resourceNames: [leaseName('shop')] };

  it.each([
    {
      title: 'reads the kube-system namespace alone, and any Lease, where the owner id is found out in the run',
      flags: [],
      namespaces: [{ verbs: ['get'], resourceNames: ['kube-system'] }],
      leases: [{ verbs: ['create', 'get', 'patch'] }],
    },
    {
      title: 'reads the kube-system namespace where ownership is kept in a table, too',
      flags: ['--registry=dynamodb'],
      namespaces: [{ verbs: ['get'], resourceNames: ['kube-system'] }],
      leases: [{ verbs: ['create', 'get', 'patch'] }],
    },
    {
      title: "reads no namespace, and its owner's Lease alone, where the owner id is configured",
      flags: ['--txt-owner-id=shop'],
      namespaces: [],
      leases: [{ verbs: ['create'] }, limited],
    },
    {
      title: 'reads no namespace, and the Lease for no owner alone, without a registry',
      flags: ['--registry=noop'],
      namespaces: [],
      leases: [{ verbs: ['create'] }, { ...limited, resourceNames: [leaseName('noop')] }],
    },
  ])('$title', ({ flags, namespaces, leases }) => {
    const { cluster, lease } = permissionsOf(configured('--source=service', ...flags));
    expect(cluster.filter(({ resource }) => resource === 'namespaces')).toEqual(
      namespaces.map((right) => ({ apiGroup: '', resource: 'namespaces', ...right })),
    );
    expect(lease).toEqual(leases.map((right) => ({ apiGroup: 'coordination.k8s.io', resource: 'leases', ...right })));
  });

  it('asks for no events where no reason is emitted', () => {
    const { cluster } = permissionsOf(configured('--source=service', '--events-emit='));
    expect(cluster.filter(({ resource }) => resource === 'events')).toEqual([]);
  });
});
