import type { KubernetesObject } from '../../lib/cluster/cluster.ts';

const annotations = {
  'external-dns.kubernetes.io/hostname': 'witness.example.net',
  'external-dns.kubernetes.io/target': '192.0.2.7',
};

const endpoints = [{ dnsName: 'witness.example.net', recordType: 'A', targets: ['192.0.2.7'] }];

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
  crd: {
    apiVersion: 'externaldns.k8s.io/v1alpha1',
    kind: 'DNSEndpoint',
    metadata: { name: 'witness' },
    spec: { endpoints },
  },
  'gateway-grpcroute': route('GRPCRoute', 'v1'),
  'gateway-httproute': route('HTTPRoute', 'v1'),
  'gateway-tcproute': route('TCPRoute', 'v1alpha2'),
  'gateway-tlsroute': route('TLSRoute', 'v1'),
  'gateway-udproute': route('UDPRoute', 'v1alpha2'),
  ingress: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'witness', annotations } },
  node: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'witness', annotations } },
  pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'witness', annotations } },
  service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'witness', annotations },
    spec: { type: 'LoadBalancer' },
  },
};
