import { describe, expect, it } from '@jest/globals';
import { service } from '../../../lib/sources/service.ts';
import { objectCluster, stored } from '../../support/object-cluster.ts';
import { contextOf } from '../../support/source-fixture.ts';

describe('the permissions of the service source', () => {
  it.each([
    [[], ['services', 'endpointslices', 'pods', 'nodes']],
    [['NodePort'], ['services', 'endpointslices', 'pods', 'nodes']],
    [['ClusterIP'], ['services', 'endpointslices', 'pods']],
    [['LoadBalancer', 'ExternalName'], ['services']],
  ])('for the types %j are those to list %j', (types, resources) => {
    const flags = types.map((type) => `--service-type-filter=${type}`);
    const { config } = contextOf(service, { title: 'permissions', flags });
    expect(service.permissions(config).map(({ resource }) => resource)).toEqual(resources);
  });
});

describe('the service source', () => {
  it('lists neither Pods nor nodes nor slices where no Service that asks needs them', async () => {
    const annotations = { 'external-dns.kubernetes.io/hostname': 'a.example.org' };
    const cluster = objectCluster([
      stored({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', annotations },
        spec: { type: 'LoadBalancer' },
      }),
      stored({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' }, spec: { clusterIP: 'None' } }),
    ]);
    await service.read({ ...contextOf(service, { title: 'lists' }), cluster });
    expect(cluster.requests.map(({ resource }) => resource.plural)).toEqual(['services']);
  });
});
