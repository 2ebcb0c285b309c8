import type { Manifest } from '../../scenarios/world.ts';
import { annotations } from './manifest-parts.ts';
import type { ObjectSource, Wish } from './story.ts';

interface RouteKind {
  readonly kind: string;
  readonly version: string;
  readonly protocol: string;
  /** Whether the kind has hostnames itself; where it has none, the annotation tells them. */
  readonly hostnames: 'spec' | 'annotation';
}

const gatewayApi = 'gateway.networking.k8s.io';

/** A route through the Gateway `main`, which is asked to take it and does so, or not. */
function gatewayRoute({ kind, version, protocol, hostnames }: RouteKind): Omit<ObjectSource, 'source'> {
  const route = ({ name, host, ttl }: Wish, accepted: object): Manifest => ({
    apiVersion: `${gatewayApi}/${version}`,
    kind,
    metadata: { name, annotations: annotations({ ttl, ...(hostnames === 'annotation' && { hostname: host }) }) },
    spec: { parentRefs: [{ name: 'main' }], ...(hostnames === 'spec' && { hostnames: [host] }) },
    status: { parents: [{ parentRef: { name: 'main' }, conditions: [{ type: 'Accepted', ...accepted }] }] },
  });
  return {
    around: () => [
      {
        apiVersion: `${gatewayApi}/v1`,
        kind: 'Gateway',
        metadata: { name: 'main' },
        spec: { listeners: [{ name: 'main', protocol, port: 80 }] },
        status: { addresses: [{ value: '192.0.2.9' }] },
      },
    ],
    object: (wish) => route(wish, { status: 'True', reason: 'Accepted' }),
    wrong: (wish) => route(wish, { status: 'False', reason: 'NotAllowedByListeners' }),
  };
}

/** Sources of the Gateway API: their users get the Gateway's refusal. */
export const gatewaySources: readonly ObjectSource[] = [
  {
    source: 'gateway-grpcroute',
    ...gatewayRoute({ kind: 'GRPCRoute', version: 'v1', protocol: 'HTTP', hostnames: 'spec' }),
  },
  {
    source: 'gateway-httproute',
    ...gatewayRoute({ kind: 'HTTPRoute', version: 'v1', protocol: 'HTTP', hostnames: 'spec' }),
  },
  {
    source: 'gateway-tcproute',
    ...gatewayRoute({ kind: 'TCPRoute', version: 'v1alpha2', protocol: 'TCP', hostnames: 'annotation' }),
  },
  {
    source: 'gateway-tlsroute',
    ...gatewayRoute({ kind: 'TLSRoute', version: 'v1', protocol: 'TLS', hostnames: 'spec' }),
  },
  {
    source: 'gateway-udproute',
    ...gatewayRoute({ kind: 'UDPRoute', version: 'v1alpha2', protocol: 'UDP', hostnames: 'annotation' }),
  },
];
