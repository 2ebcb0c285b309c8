import type { KubernetesObject } from '../../lib/cluster/cluster.ts';

const annotations = {
  'external-dns.kubernetes.io/hostname': 'witness.example.net',
  'external-dns.kubernetes.io/target': '192.0.2.7',
};

const endpoints = [{ dnsName: 'witness.example.net', recordType: 'A', targets: ['192.0.2.7'] }];

const annotated = (apiVersion: string, kind: string): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name: 'witness', annotations },
});

const virtualServer = (kind: string): KubernetesObject => ({
  apiVersion: 'cis.f5.com/v1',
  kind,
  metadata: { name: 'witness' },
  spec: { host: 'witness.example.net' },
  status: { vsAddress: '192.0.2.7' },
});

const accepted = { conditions: [{ type: 'Accepted', status: 'True' }] };

/** A route that the Gateway `witness` has accepted. */
const route = (kind: string, version: string): KubernetesObject => ({
  apiVersion: `gateway.networking.k8s.io/${version}`,
  kind,
  metadata: { name: 'witness', annotations: { 'external-dns.kubernetes.io/hostname': 'witness.example.net' } },
  spec: { parentRefs: [{ name: 'witness' }] },
  status: { parents: [{ parentRef: { name: 'witness' }, ...accepted }] },
});

const gateway: KubernetesObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'witness', annotations },
  spec: { listeners: ['HTTP', 'TLS', 'UDP'].map((protocol) => ({ name: protocol.toLowerCase(), protocol })) },
};

/** What a witness cannot do without, by source. */
export const companions: Readonly<Record<string, readonly KubernetesObject[]>> = {
  'gateway-grpcroute': [gateway],
  'gateway-httproute': [gateway],
  'gateway-tcproute': [gateway],
  'gateway-tlsroute': [gateway],
  'gateway-udproute': [gateway],
};

/** For each kind of primary object a sound one of name `witness`, which depends on nothing but its companions. */
export const witnesses: Readonly<Record<string, KubernetesObject>> = {
  'ambassador-host': {
    apiVersion: 'getambassador.io/v3alpha1',
    kind: 'Host',
    metadata: { name: 'witness', annotations: { ...annotations, 'external-dns.ambassador-service': 'edge' } },
    spec: { hostname: 'witness.example.net' },
  },
  'contour-httpproxy': annotated('projectcontour.io/v1', 'HTTPProxy'),
  crd: {
    apiVersion: 'externaldns.k8s.io/v1alpha1',
    kind: 'DNSEndpoint',
    metadata: { name: 'witness' },
    spec: { endpoints },
  },
  'f5-transportserver': virtualServer('TransportServer'),
  'f5-virtualserver': virtualServer('VirtualServer'),
  'gateway-grpcroute': route('GRPCRoute', 'v1'),
  'gateway-httproute': route('HTTPRoute', 'v1'),
  'gateway-tcproute': route('TCPRoute', 'v1alpha2'),
  'gateway-tlsroute': route('TLSRoute', 'v1'),
  'gateway-udproute': route('UDPRoute', 'v1alpha2'),
  'gloo-proxy': {
    apiVersion: 'gloo.solo.io/v1',
    kind: 'Proxy',
    metadata: { name: 'witness', namespace: 'gloo-system', annotations },
    spec: { listeners: [{ httpListener: { virtualHosts: [{ domains: ['witness.example.net'] }] } }] },
  },
  ingress: annotated('networking.k8s.io/v1', 'Ingress'),
  'istio-gateway': annotated('networking.istio.io/v1', 'Gateway'),
  'istio-virtualservice': annotated('networking.istio.io/v1', 'VirtualService'),
  'kong-tcpingress': annotated('configuration.konghq.com/v1beta1', 'TCPIngress'),
  node: annotated('v1', 'Node'),
  'openshift-route': annotated('route.openshift.io/v1', 'Route'),
  pod: annotated('v1', 'Pod'),
  service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'witness', annotations },
    spec: { type: 'LoadBalancer' },
  },
  'skipper-routegroup': annotated('zalando.org/v1', 'RouteGroup'),
  'traefik-proxy': annotated('traefik.io/v1alpha1', 'IngressRoute'),
  unstructured: annotated('v1', 'ConfigMap'),
};
