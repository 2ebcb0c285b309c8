import fc from 'fast-check';
import type { Manifest } from '../scenarios/world.ts';
import { annotations } from './annotations.ts';
import { address, hostname } from './names.ts';

/** A manifest, and the names that its author means it to ask for beside those of its annotations. */
export interface AskingManifest extends Manifest {
  readonly asks?: readonly string[];
}

/** A kind of custom resource whose objects ask for host names: what a world writes, and what a person reads in it. */
export interface CustomKind {
  readonly source: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  /** Whether the hostname annotation adds names. */
  readonly isAnnotated: boolean;
  /** An object with these hosts, and with an address where its kind has one. */
  readonly parts: (hosts: readonly string[], ip: string) => { readonly spec: object; readonly status: object };
  /** How many hosts an object has; any number where absent. */
  readonly hosts?: 1;
  /** Which of its hosts an object asks for; all where absent. */
  readonly asks?: (host: string) => boolean;
  /** Annotations that the source needs. */
  readonly needs?: Readonly<Record<string, string>>;
}

const loadBalancer = (ip: string) => ({ loadBalancer: { ingress: [{ ip }] } });

const accepted = { conditions: [{ type: 'Accepted', status: 'True' }] };

const admitted = { conditions: [{ type: 'Admitted', status: 'True' }] };

/** Istio reads `namespace/host`. */
const isPlain = (host: string): boolean => !host.includes('/');

const target = { 'external-dns.kubernetes.io/target': '192.0.2.50' };

const traefik = 'traefik.io/v1alpha1';

/** In a rule a host stands between backticks, and a comma parts nothing. */
const isQuotable = (host: string): boolean => !/[`,]/.test(host);

/** The name of the Gateway that routes hang on. */
export const gatewayName = 'edge';

/** Every kind of custom resource that worlds have beside DNSEndpoint. */
export const customKinds: readonly CustomKind[] = [
  {
    source: 'contour-httpproxy',
    apiVersion: 'projectcontour.io/v1',
    kind: 'HTTPProxy',
    plural: 'httpproxies',
    hosts: 1,
    isAnnotated: true,
    parts: ([fqdn = ''], ip) => ({ spec: { virtualhost: { fqdn } }, status: loadBalancer(ip) }),
  },
  {
    source: 'skipper-routegroup',
    apiVersion: 'zalando.org/v1',
    kind: 'RouteGroup',
    plural: 'routegroups',
    isAnnotated: true,
    parts: (hosts, ip) => ({ spec: { hosts }, status: { loadBalancer: { routeGroup: [{ ip }] } } }),
  },
  {
    source: 'kong-tcpingress',
    apiVersion: 'configuration.konghq.com/v1beta1',
    kind: 'TCPIngress',
    plural: 'tcpingresses',
    isAnnotated: true,
    parts: (hosts, ip) => ({ spec: { rules: hosts.map((host) => ({ host })) }, status: loadBalancer(ip) }),
  },
  {
    source: 'f5-virtualserver',
    apiVersion: 'cis.f5.com/v1',
    kind: 'VirtualServer',
    plural: 'virtualservers',
    isAnnotated: false,
    parts: ([host = '', ...hostAliases], vsAddress) => ({ spec: { host, hostAliases }, status: { vsAddress } }),
  },
  {
    source: 'f5-transportserver',
    apiVersion: 'cis.f5.com/v1',
    kind: 'TransportServer',
    plural: 'transportservers',
    hosts: 1,
    isAnnotated: false,
    parts: ([host = ''], vsAddress) => ({ spec: { host }, status: { vsAddress } }),
  },
  {
    source: 'openshift-route',
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    plural: 'routes',
    hosts: 1,
    isAnnotated: true,
    parts: ([host = '']) => ({
      spec: { host },
      status: { ingress: [{ host, routerName: 'main', routerCanonicalHostname: 'router.example.net', ...admitted }] },
    }),
  },
  ...['IngressRoute', 'IngressRouteTCP'].map((kind) => ({
    source: 'traefik-proxy',
    apiVersion: traefik,
    kind,
    plural: `${kind.toLowerCase()}s`,
    isAnnotated: true,
    needs: target,
    asks: isQuotable,
    parts: (hosts: readonly string[]) => ({
      spec: {
        routes: hosts.map((host) => ({ match: `${kind === 'IngressRoute' ? 'Host' : 'HostSNI'}(\`${host}\`)` })),
      },
      status: {},
    }),
  })),
  {
    source: 'istio-gateway',
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    plural: 'gateways',
    isAnnotated: true,
    needs: target,
    asks: isPlain,
    parts: (hosts) => ({ spec: { servers: [{ hosts }] }, status: {} }),
  },
  {
    source: 'istio-virtualservice',
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    plural: 'virtualservices',
    isAnnotated: true,
    needs: target,
    asks: isPlain,
    parts: (hosts) => ({ spec: { hosts }, status: {} }),
  },
  {
    source: 'ambassador-host',
    apiVersion: 'getambassador.io/v3alpha1',
    kind: 'Host',
    plural: 'hosts',
    hosts: 1,
    isAnnotated: false,
    needs: { ...target, 'external-dns.ambassador-service': 'edge' },
    parts: ([name = '']) => ({ spec: { hostname: name }, status: {} }),
  },
  {
    source: 'gateway-httproute',
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    plural: 'httproutes',
    isAnnotated: true,
    parts: (hostnames) => ({
      spec: { parentRefs: [{ name: gatewayName }], hostnames },
      status: { parents: [{ parentRef: { name: gatewayName }, ...accepted }] },
    }),
  },
];

/** Resources that a source reads beside those of its own kind, or that it reads none of here. */
export const companionResources: Readonly<
  Record<string, readonly Pick<CustomKind, 'apiVersion' | 'kind' | 'plural'>[]>
> = {
  'traefik-proxy': [{ apiVersion: traefik, kind: 'IngressRouteUDP', plural: 'ingressrouteudps' }],
  'istio-virtualservice': [{ apiVersion: 'networking.istio.io/v1', kind: 'Gateway', plural: 'gateways' }],
  'gateway-httproute': [
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', plural: 'gateways' },
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'ListenerSet', plural: 'listenersets' },
  ],
};

/** Objects that a source cannot do without. */
export const companions: Readonly<Record<string, readonly Manifest[]>> = {
  'gateway-httproute': [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: gatewayName },
      spec: { listeners: [{ name: 'http', protocol: 'HTTP', port: 80 }] },
      status: { addresses: [{ type: 'IPAddress', value: '192.0.2.60' }] },
    },
  ],
};

/** The custom sources that a world may have. */
export const customSources: readonly string[] = [...new Set(customKinds.map(({ source }) => source))];

/** An object of a custom kind. */
export const customObjectOf = (each: CustomKind): fc.Arbitrary<AskingManifest> =>
  fc
    .record({
      at: fc.nat({ max: 3 }),
      hosts: fc.array(hostname, { minLength: 1, maxLength: each.hosts ?? 3 }),
      written: fc.oneof(fc.constant({}), annotations),
      ip: address,
    })
    .map(({ at, hosts, written, ip }) => ({
      apiVersion: each.apiVersion,
      kind: each.kind,
      metadata: { name: `${each.kind.toLowerCase()}-${at}`, annotations: { ...each.needs, ...written } },
      ...each.parts(hosts, ip),
      asks: hosts.filter((host) => host !== '' && (each.asks?.(host) ?? true)),
    }));

const byKind: ReadonlyMap<string, CustomKind> = new Map(customKinds.map((each) => [each.kind, each] as const));

/** The custom kind of a manifest; undefined for the built-in ones and DNSEndpoint. */
export const customKindOf = ({ kind }: Pick<Manifest, 'kind'>): CustomKind | undefined => byKind.get(kind);
