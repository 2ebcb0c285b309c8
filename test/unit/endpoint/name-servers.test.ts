import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../../lib/endpoint/endpoint.ts';
import { isDelegation, isOfZone } from '../../../lib/endpoint/name-servers.ts';

const zone = { id: 'Z1', name: 'example.com', visibility: 'public' } as const;
const record = (dnsName: string, recordType: Endpoint['recordType']): Endpoint => ({
  dnsName,
  recordType,
  targets: ['ns.example.net'],
  labels: {},
  providerSpecific: {},
  refs: [],
  zone,
});

describe('name servers', () => {
  it.each<readonly [string, Endpoint, { readonly own: boolean; readonly delegation: boolean }]>([
    ['at the name of the zone are its own', record('example.com', 'NS'), { own: true, delegation: false }],
    ['in another spelling as well', record('Example.COM.', 'NS'), { own: true, delegation: false }],
    ['below it are a delegation', record('child.example.com', 'NS'), { own: false, delegation: true }],
    ['are of no other type', record('child.example.com', 'A'), { own: false, delegation: false }],
  ])('%s', (_, endpoint, { own, delegation }) => {
    expect(isOfZone(endpoint)).toBe(own);
    expect(isDelegation(endpoint)).toBe(delegation);
  });
});
