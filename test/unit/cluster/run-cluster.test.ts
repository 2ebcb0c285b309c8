import { describe, expect, it } from '@jest/globals';
import type { KubernetesClient } from '../../../lib/cluster/client.ts';
import { listPath } from '../../../lib/cluster/list-pages.ts';
import { runCluster } from '../../../lib/cluster/run-cluster.ts';

const { signal } = new AbortController();

/** A server that gives the same answer to everything, and the paths that it was asked for. */
function answering(answer: unknown): KubernetesClient & { readonly paths: readonly string[] } {
  const paths: string[] = [];
  return {
    paths,
    requests: 0,
    async request<Answer>(_: string, path: string): Promise<Answer> {
      paths.push(path);
      return JSON.parse(JSON.stringify(answer));
    },
  };
}

describe('discover', () => {
  const resources = [
    { name: 'widgets', kind: 'Widget', namespaced: true },
    { name: 'widgets/status', kind: 'Widget', namespaced: true },
    { name: 'regions', kind: 'Region', namespaced: false },
  ];

  it.each([
    ['apps.example.org/v1', '/apis/apps.example.org/v1'],
    ['v1', '/api/v1'],
  ])('asks what %s holds', async (apiVersion, path) => {
    const client = answering({ resources });
    expect(await runCluster(client, signal).discover(apiVersion)).toEqual([
      { apiVersion, kind: 'Widget', plural: 'widgets', scope: 'Namespaced' },
      { apiVersion, kind: 'Region', plural: 'regions', scope: 'Cluster' },
    ]);
    expect(client.paths).toEqual([path]);
  });

  it('takes an empty list for what it is', async () => {
    expect(await runCluster(answering({ resources: null }), signal).discover('v1')).toEqual([]);
  });
});

describe('listPath', () => {
  const widgets = {
    apiVersion: 'apps.example.org/v1',
    kind: 'Widget',
    plural: 'widgets',
    scope: 'Namespaced',
  } as const;

  it.each([
    [widgets, {}, '/apis/apps.example.org/v1/widgets'],
    [widgets, { namespace: 'shop' }, '/apis/apps.example.org/v1/namespaces/shop/widgets'],
    [{ ...widgets, scope: 'Cluster' } as const, { namespace: 'shop' }, '/apis/apps.example.org/v1/widgets'],
    [{ ...widgets, apiVersion: 'v1' }, {}, '/api/v1/widgets'],
  ])('of %j in %j is %s', (resource, options, path) => {
    expect(listPath(resource, options)).toBe(path);
  });
});
