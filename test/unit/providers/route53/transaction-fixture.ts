import type { Endpoint } from '../../../../lib/endpoint/endpoint.ts';
import type { WriteChange } from '../../../../lib/plan/change.ts';
import { type Transaction, transactions } from '../../../../lib/providers/route53/transaction.ts';
import type { OwnershipRows } from '../../../../lib/registry/registry.ts';
import { sampleEndpoint } from '../../../support/sample-endpoint.ts';
import { publicZone } from './zone-fixture.ts';

export const placed = (changes: Partial<Endpoint> = {}): Endpoint => sampleEndpoint({ zone: publicZone(), ...changes });

export const creation = (changes: Partial<Endpoint> = {}): WriteChange => ({
  action: 'Create',
  endpoint: placed(changes),
});

/** The row that the default prefix gives. */
export const rowOf = (endpoint: Endpoint, text = 'heritage=external-dns'): Endpoint => ({
  ...endpoint,
  recordType: 'TXT',
  dnsName: `${endpoint.recordType.toLowerCase()}-${endpoint.dnsName}`,
  targets: [`"${text}"`],
});

export const createRows = (change: WriteChange): OwnershipRows => ({ remove: [], add: [rowOf(change.endpoint)] });

export const creations = (...endpoints: readonly Partial<Endpoint>[]): readonly Transaction[] =>
  transactions(endpoints.map(creation), createRows, new Map());
