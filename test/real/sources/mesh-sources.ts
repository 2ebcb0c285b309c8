import type { Manifest } from '../../scenarios/world.ts';
import { annotations, edge } from './manifest-parts.ts';
import type { ObjectSource, Wish } from './story.ts';

const host = ({ name, host: hostname, ttl }: Wish, service: string): Manifest => ({
  apiVersion: 'getambassador.io/v3alpha1',
  kind: 'Host',
  metadata: { name, annotations: { 'external-dns.ambassador-service': service, ...annotations({ ttl }) } },
  spec: { hostname },
});

const proxy = ({ namespace, name, host: domain, address }: Wish, virtualService: string): Manifest => {
  const sources = [{ resourceKind: '*v1.VirtualService', resourceRef: { name: virtualService, namespace } }];
  return {
    apiVersion: 'gloo.solo.io/v1',
    kind: 'Proxy',
    metadata: { name, annotations: annotations({ target: address }) },
    spec: {
      listeners: [{ httpListener: { virtualHosts: [{ domains: [domain], metadataStatic: { sources } }] } }],
    },
  };
};

const istioGateway = ({ name, host: hostname, ttl }: Wish, more: Readonly<Record<string, string>> = {}): Manifest => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'Gateway',
  metadata: { name, annotations: annotations({ ttl, ...more }) },
  spec: { selector: { istio: 'edge' }, servers: [{ hosts: [hostname] }] },
});

/** Sources whose objects stand before others that have the addresses. */
export const meshSources: readonly ObjectSource[] = [
  {
    source: 'ambassador-host',
    around: () => [edge()],
    object: (wish) => host(wish, `${wish.namespace}/edge`),
    wrong: (wish) => host(wish, `${wish.namespace}/gone`),
  },
  {
    source: 'gloo-proxy',
    flags: ({ namespace }) => [`--gloo-namespace=${namespace}`],
    around: () => [{ apiVersion: 'gateway.solo.io/v1', kind: 'VirtualService', metadata: { name: 'shop' } }],
    object: (wish) => proxy(wish, 'shop'),
    wrong: (wish) => proxy(wish, 'gone'),
  },
  {
    source: 'istio-gateway',
    around: () => [edge({ istio: 'edge' })],
    object: (wish) => istioGateway(wish),
    wrong: (wish) => istioGateway(wish, { ingress: 'gone' }),
  },
  {
    source: 'istio-virtualservice',
    around: ({ namespace }) => [
      edge({ istio: 'edge' }),
      istioGateway({ namespace, name: 'main', host: '*.example.com', address: '', ttl: '60' }),
    ],
    object: ({ name, host: hostname, ttl }) => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name, annotations: annotations({ ttl }) },
      spec: { hosts: [hostname], gateways: ['main'] },
    }),
  },
];
