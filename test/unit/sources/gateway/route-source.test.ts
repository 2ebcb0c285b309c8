import { describe, expect, it } from '@jest/globals';
import { type Cluster, ClusterError } from '../../../../lib/cluster/cluster.ts';
import { gatewayHttpRoute } from '../../../../lib/sources/gateway-httproute.ts';
import { gatewayTcpRoute } from '../../../../lib/sources/gateway-tcproute.ts';
import { referenceFromLabel } from '../../../../lib/sources/index.ts';
import { casesOf, contextOf } from '../../../support/source-fixture.ts';

const context = (...flags: readonly string[]) => contextOf(gatewayHttpRoute, { title: 'http', flags });

/** The cluster of a context, without some resources. */
const without = (cluster: Cluster, ...plurals: readonly string[]): Cluster => ({
  ...cluster,
  list: (resource, options) =>
    plurals.includes(resource.plural)
      ? Promise.reject(new ClusterError(`no ${resource.plural}`, { status: 404 }))
      : cluster.list(resource, options),
});

describe('permissions', () => {
  const rights = (...flags: readonly string[]) =>
    gatewayHttpRoute
      .permissions(context(...flags).config)
      .map(({ apiGroup, resource, verbs }) => `${verbs} ${resource}.${apiGroup}`);
  const always = [
    'list httproutes.gateway.networking.k8s.io',
    'list gateways.gateway.networking.k8s.io',
    'list namespaces.',
  ];

  it('are the route, Gateways and Namespaces', () => {
    expect(rights()).toEqual(always);
  });

  it('are ListenerSets too, under both names, with --gateway-listener-sets', () => {
    expect(rights('--gateway-listener-sets')).toEqual([
      ...always,
      'list listenersets.gateway.networking.k8s.io',
      'list xlistenersets.gateway.networking.x-k8s.io',
    ]);
  });
});

describe('a gateway source', () => {
  it.each([
    ['httproute', 'HTTPRoute', 'v1'],
    ['grpcroute', 'GRPCRoute', 'v1'],
    ['tlsroute', 'TLSRoute', 'v1'],
    ['tcproute', 'TCPRoute', 'v1alpha2'],
    ['udproute', 'UDPRoute', 'v1alpha2'],
  ])('knows a %s that is gone by its label', (label, kind, version) => {
    expect(referenceFromLabel(`${label}/shop/web`)).toEqual({
      apiVersion: `gateway.networking.k8s.io/${version}`,
      kind,
      namespace: 'shop',
      name: 'web',
      source: `gateway-${label}`,
    });
  });

  it.each([
    { source: gatewayHttpRoute, title: 'a cluster that serves v1beta1 alone is read at v1beta1', version: 'v1beta1' },
    { source: gatewayTcpRoute, title: 'a cluster that serves v1 is read at v1', version: 'v1' },
  ])('refers to objects at the version that is served: $version', async ({ source, title, version }) => {
    const found = casesOf(source.name).filter((each) => each.title === title);
    const results = await Promise.all(found.map((each) => source.read(contextOf(source, each))));
    expect(results.flatMap(({ endpoints }) => endpoints.flatMap(({ refs }) => refs))).toMatchObject([
      { apiVersion: `gateway.networking.k8s.io/${version}`, name: 'web' },
    ]);
  });

  it.each([
    ['its routes', ['httproutes']],
    ['Gateways', ['gateways']],
    ['ListenerSets of either name', ['listenersets', 'xlistenersets']],
  ])('cannot be read in a cluster that knows no %s', async (_, plurals) => {
    const full = context('--gateway-listener-sets');
    const read = gatewayHttpRoute.read({ ...full, cluster: without(full.cluster, ...plurals) });
    await expect(read).rejects.toMatchObject({ name: 'ClusterError', status: 404 });
  });

  it.each(['listenersets', 'xlistenersets'])('can be read in a cluster that knows no %s', async (plural) => {
    const full = context('--gateway-listener-sets');
    const read = gatewayHttpRoute.read({ ...full, cluster: without(full.cluster, plural) });
    await expect(read).resolves.toMatchObject({ endpoints: [] });
  });

  it('fails when ListenerSets of one name may not be read, because the routes behind them would look withdrawn', async () => {
    const full = context('--gateway-listener-sets');
    const refusal = new ClusterError('forbidden', { status: 403 });
    const cluster: Cluster = {
      ...full.cluster,
      list: (resource, options) =>
        resource.plural === 'xlistenersets' ? Promise.reject(refusal) : full.cluster.list(resource, options),
    };
    await expect(gatewayHttpRoute.read({ ...full, cluster })).rejects.toBe(refusal);
  });
});
