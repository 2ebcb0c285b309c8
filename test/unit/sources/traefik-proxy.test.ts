import { describe, expect, it } from '@jest/globals';
import { type Cluster, ClusterError, type Resource } from '../../../lib/cluster/cluster.ts';
import { traefikProxy } from '../../../lib/sources/traefik-proxy.ts';
import { contextOf } from '../../support/source-fixture.ts';
import { witnesses } from '../../support/source-witness.ts';

const { cluster, ...context } = contextOf(traefikProxy, {
  title: 'missing kinds',
  objects: [witnesses['traefik-proxy']].flatMap((each) => each ?? []),
});

/** A cluster that answers with `status` for some resources. */
const failing = (status: number, fails: (resource: Resource) => boolean): Cluster => ({
  ...cluster,
  list: async (resource, options) => {
    if (fails(resource)) throw new ClusterError(`${resource.plural}: ${status}`, { status });
    return cluster.list(resource, options);
  },
});

const read = (of: Cluster) => traefikProxy.read({ ...context, cluster: of });

it('refuses flags that leave nothing to read', async () => {
  const nothing = contextOf(traefikProxy, { title: 'nothing', flags: ['--traefik-disable-new'] });
  await expect(traefikProxy.read(nothing)).rejects.toMatchObject({ name: 'SourceError', source: 'traefik-proxy' });
});

describe('kinds that the cluster does not know', () => {
  it('reads the served kinds when the CRD of another is missing', async () => {
    const { endpoints } = await read(failing(404, ({ kind }) => kind !== 'IngressRoute'));
    expect(endpoints.map(({ dnsName }) => dnsName)).toEqual(['witness.example.net']);
  });

  it('is missing when no kind is served', async () => {
    await expect(read(failing(404, () => true))).rejects.toMatchObject({ status: 404 });
  });

  it.each([403, 500])('fails when one kind is answered with %i', async (status) => {
    await expect(read(failing(status, ({ kind }) => kind === 'IngressRouteUDP'))).rejects.toMatchObject({ status });
  });
});
