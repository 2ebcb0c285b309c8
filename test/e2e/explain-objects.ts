/** What the tests of explain ask about, and as whom. */

/** The annotation that asks for a name. */
export const hostname = 'external-dns.kubernetes.io/hostname';

/** A Service whose load balancer has an address, if one is given. */
export const service = (name: string, host: string, address?: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', annotations: { [hostname]: host }, ...more },
  spec: { type: 'LoadBalancer' },
  status: { loadBalancer: { ingress: address === undefined ? [] : [{ ip: address }] } },
});

/** An Ingress behind a load balancer with a hostname. */
export const ingress = (name: string, host: string, more: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'shop', ...more },
  spec: { rules: [{ host }] },
  status: { loadBalancer: { ingress: [{ hostname: 'lb.example.net' }] } },
});

/** The Service that most questions are about. */
export const api = service('api', 'api.example.com', '192.0.2.1');
/** The row of a record that is ours. */
export const ours = (resource: string) => ({ owners: ['me'], resource });
/** All that the sources and the trail read. */
export const everything = [
  'services',
  'ingresses',
  'pods',
  'nodes',
  'endpointslices',
  'dnsendpoints',
  'leases',
  'events',
];
/** The flags of the run that is explained. */
export const flags = ['--source=service', '--source=ingress', '--txt-owner-id=me'];
