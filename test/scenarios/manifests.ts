import type { Manifest } from './world.ts';

const hostname = 'external-dns.alpha.kubernetes.io/hostname';

/** A Service of type LoadBalancer that asks for names, with the address that its load balancer has so far. */
export const service = (name: string, hostnames: string, ...addresses: readonly string[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, annotations: { [hostname]: hostnames } },
  spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
  status: { loadBalancer: { ingress: addresses.map((ip) => ({ ip })) } },
});

/** An Ingress with rules for these hosts, behind a load balancer with a name. */
export const ingress = (name: string, hosts: readonly string[], loadBalancer: string): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name },
  spec: { rules: hosts.map((host) => ({ host })), defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
  status: { loadBalancer: { ingress: [{ hostname: loadBalancer }] } },
});

export const dnsEndpoint = (name: string, ...endpoints: readonly object[]): Manifest => ({
  apiVersion: 'externaldns.k8s.io/v1alpha1',
  kind: 'DNSEndpoint',
  metadata: { name },
  spec: { endpoints },
});

export const node = (name: string, address: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: { addresses: [{ type: 'ExternalIP', address }] },
});
