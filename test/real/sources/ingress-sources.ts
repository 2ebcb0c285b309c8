import type { Manifest } from '../../scenarios/world.ts';
import { annotations, loadBalancer } from './manifest-parts.ts';
import type { ObjectSource, Wish } from './story.ts';

const f5 = (kind: string): Pick<ObjectSource, 'object'> => ({
  object: ({ name, host, address }) => ({
    apiVersion: 'cis.f5.com/v1',
    kind,
    metadata: { name },
    spec: { host },
    status: { vsAddress: address, status: 'Ok' },
  }),
});

const openshiftRoute = ({ name, host: hostname, ttl }: Wish, admitted: object): Manifest => ({
  apiVersion: 'route.openshift.io/v1',
  kind: 'Route',
  metadata: { name, annotations: annotations({ ttl }) },
  spec: { host: hostname },
  status: {
    ingress: [
      {
        host: hostname,
        routerName: 'main',
        routerCanonicalHostname: 'router.example.net',
        conditions: [{ type: 'Admitted', ...admitted }],
      },
    ],
  },
});

/** One of Traefik's three kinds. */
const traefik = (
  kind: string,
  { name, address }: Wish,
  route: object,
  annotated: Readonly<Record<string, string>> = {},
): Manifest => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind,
  metadata: { name, annotations: annotations({ target: address, ...annotated }) },
  spec: { routes: [route] },
});

/** Sources of the custom resources of ingress controllers, and any other custom resource. */
export const ingressSources: readonly ObjectSource[] = [
  {
    source: 'contour-httpproxy',
    object: ({ name, host: fqdn, address }) => ({
      apiVersion: 'projectcontour.io/v1',
      kind: 'HTTPProxy',
      metadata: { name },
      spec: { virtualhost: { fqdn } },
      status: loadBalancer(address),
    }),
  },
  { source: 'f5-transportserver', ...f5('TransportServer') },
  { source: 'f5-virtualserver', ...f5('VirtualServer') },
  {
    source: 'kong-tcpingress',
    object: ({ name, host: hostname, address }) => ({
      apiVersion: 'configuration.konghq.com/v1beta1',
      kind: 'TCPIngress',
      metadata: { name },
      spec: { rules: [{ host: hostname, port: 9000 }] },
      status: loadBalancer(address),
    }),
  },
  {
    source: 'openshift-route',
    object: (wish) => openshiftRoute(wish, { status: 'True' }),
    wrong: (wish) => openshiftRoute(wish, { status: 'False', reason: 'HostAlreadyClaimed' }),
  },
  {
    source: 'skipper-routegroup',
    object: ({ name, host: hostname, address }) => ({
      apiVersion: 'zalando.org/v1',
      kind: 'RouteGroup',
      metadata: { name },
      spec: { hosts: [hostname] },
      status: { loadBalancer: { routeGroup: [{ ip: address }] } },
    }),
  },
  {
    source: 'traefik-proxy',
    object: (wish) => traefik('IngressRoute', wish, { match: `Host(\`${wish.host}\`)` }),
    wrong: (wish) => traefik('IngressRoute', wish, { match: `Host("${wish.host}")` }),
  },
  {
    source: 'traefik-proxy',
    object: (wish) => traefik('IngressRouteTCP', wish, { match: `HostSNI(\`${wish.host}\`)` }),
    wrong: (wish) => traefik('IngressRouteTCP', wish, { match: `HostSNI("${wish.host}")` }),
  },
  {
    source: 'traefik-proxy',
    object: (wish) => traefik('IngressRouteUDP', wish, {}, { hostname: wish.host }),
    wrong: (wish) => traefik('IngressRouteUDP', wish, {}, { hostname: `\${HOST}` }),
  },
  {
    source: 'unstructured',
    flags: () => ['--unstructured-resource=widgets.v1alpha1.apps.example.org'],
    object: ({ name, host: hostname, address }) => ({
      apiVersion: 'apps.example.org/v1alpha1',
      kind: 'Widget',
      metadata: { name, annotations: annotations({ hostname, target: address }) },
    }),
  },
];
