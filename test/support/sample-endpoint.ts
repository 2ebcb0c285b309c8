import type { Endpoint, ObjectReference } from '../../lib/endpoint/endpoint.ts';

/** A Service to refer to. */
export const serviceReference = (name = 'web', uid = `uid-${name}`): ObjectReference => ({
  apiVersion: 'v1',
  kind: 'Service',
  namespace: 'shop',
  name,
  uid,
  source: 'service',
});

/** An A endpoint of `Service/shop/web`, with anything changed. */
export const sampleEndpoint = (changes: Partial<Endpoint> = {}): Endpoint => ({
  dnsName: 'a.example.org',
  recordType: 'A',
  targets: ['192.0.2.1'],
  labels: { resource: 'service/shop/web' },
  providerSpecific: {},
  refs: [serviceReference()],
  ...changes,
});
