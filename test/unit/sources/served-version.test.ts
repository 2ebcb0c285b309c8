import { describe, expect, it } from '@jest/globals';
import { type Cluster, ClusterError, type Resource } from '../../../lib/cluster/cluster.ts';
import { listServed, type VersionedResource } from '../../../lib/sources/served-version.ts';
import { service } from '../../../lib/sources/service.ts';
import { contextOf } from '../../support/source-fixture.ts';

const widgets: VersionedResource = {
  apiVersion: 'example.org/v1',
  versions: ['example.org/v1', 'example.org/v1beta1', 'example.org/v1alpha1'],
  kind: 'Widget',
  plural: 'widgets',
  scope: 'Namespaced',
};

/** A cluster that serves some versions, and the versions that it was asked for. */
function serving(versions: readonly string[], status = 404): Cluster & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    ...contextOf(service, { title: 'versions' }).cluster,
    asked,
    list: async ({ apiVersion, kind }: Resource) => {
      asked.push(apiVersion);
      if (!versions.includes(apiVersion)) throw new ClusterError(`no ${apiVersion}`, { status });
      return [{ apiVersion, kind, metadata: { name: 'w' } }];
    },
  };
}

const list = (cluster: Cluster, resource: VersionedResource = widgets) =>
  listServed({ ...contextOf(service, { title: 'versions' }), cluster }, resource, {});

describe('listServed', () => {
  it.each([
    { served: ['example.org/v1', 'example.org/v1beta1'], asked: ['example.org/v1'] },
    { served: ['example.org/v1beta1', 'example.org/v1alpha1'], asked: ['example.org/v1', 'example.org/v1beta1'] },
    { served: ['example.org/v1alpha1'], asked: ['example.org/v1', 'example.org/v1beta1', 'example.org/v1alpha1'] },
  ])('asks until a version is served: $served', async ({ served, asked }) => {
    const cluster = serving(served);
    expect(await list(cluster)).toMatchObject([{ apiVersion: asked.at(-1) }]);
    expect(cluster.asked).toEqual(asked);
  });

  it('passes on that the cluster does not know the resource, for its best version', async () => {
    await expect(list(serving([]))).rejects.toMatchObject({ status: 404, message: 'no example.org/v1' });
  });

  it('stops at any other error, because a version that may not be read is not one that is missing', async () => {
    const cluster = serving(['example.org/v1beta1'], 403);
    await expect(list(cluster)).rejects.toMatchObject({ status: 403 });
    expect(cluster.asked).toEqual(['example.org/v1']);
  });

  it('asks for the one version of a resource that has no others', async () => {
    const { versions: _, ...resource } = widgets;
    const cluster = serving(['example.org/v1beta1']);
    await expect(list(cluster, resource)).rejects.toMatchObject({ status: 404 });
    expect(cluster.asked).toEqual(['example.org/v1']);
  });
});
