import type { Manifest } from '../../scenarios/world.ts';

const prefix = 'external-dns.kubernetes.io/';

/** Annotations with the prefix before their keys. */
export const annotations = (pairs: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(pairs).map(([key, value]) => [`${prefix}${key}`, value]));

/** The status of kinds that have a load balancer of their own. */
export const loadBalancer = (address: string) => ({ loadBalancer: { ingress: [{ ip: address }] } });

/** A Service behind which others stand, with an address that stays. */
export const edge = (selector: Readonly<Record<string, string>> = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'edge' },
  spec: { type: 'LoadBalancer', ports: [{ port: 80 }], selector },
  status: loadBalancer('192.0.2.9'),
});
