import { Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Route53Emulator, startRoute53 } from '../../../../lib/emulators/route53/emulator.ts';
import type { UnavailableZone } from '../../../../lib/providers/provider.ts';
import { Route53Provider } from '../../../../lib/providers/route53/route53.ts';

let route53: Route53Emulator;
let client: Route53Client;

beforeAll(async () => {
  route53 = await startRoute53();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new Route53Client({ endpoint: route53.url, region: 'us-east-1', credentials, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await route53.stop();
});

beforeEach(() => {
  for (const { id } of route53.zones()) route53.deleteZone(id);
  route53.createZone('example.com', { id: 'ZPARENT' });
  route53.createZone('shop.example.com', { id: 'ZCHILD' });
  route53.createZone('example.org', { id: 'ZOTHER' });
  route53.resetRequests();
});

const address = (name: string, more: object = {}) => ({
  Name: name,
  Type: 'A' as const,
  TTL: 60,
  ResourceRecords: [{ Value: '192.0.2.1' }],
  ...more,
});

const provider = (): Route53Provider =>
  new Route53Provider([{ client, name: 'the usual credentials' }], {
    preferCname: false,
    evaluateTargetHealth: true,
    managedTypes: new Set(['A'] as const),
    zoneFilter: { ids: [], tags: [], matchesDomain: () => true },
    limits: { elements: 1000, characters: 32_000 },
  });

const signal = new AbortController().signal;

/** Each request has an id of its own. */
const withoutRequest = ({ zone, problem, error }: UnavailableZone) => ({ zone, problem, code: error?.code });

describe('looking names up', () => {
  it('gives the sets at a name, in every zone that encloses it, and none beside it', async () => {
    route53.put('ZPARENT', address('api.shop.example.com'), address('b.shop.example.com'));
    route53.put('ZCHILD', address('api.shop.example.com'), address('sub.api.shop.example.com'));
    const { records, zones } = await provider().lookUp(['api.shop.example.com'], signal);
    expect(records.map(({ dnsName, zone }) => [dnsName, zone?.id])).toEqual([
      ['api.shop.example.com', 'ZPARENT'],
      ['api.shop.example.com', 'ZCHILD'],
    ]);
    expect(zones).toHaveLength(3);
    expect(route53.counts()).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 2 });
  });

  it('goes on to the next page while the sets are those of the name', async () => {
    const weighted = (index: number) => address('many.example.com', { SetIdentifier: `set-${index}`, Weight: 1 });
    route53.put('ZPARENT', ...Array.from({ length: 25 }, (_, index) => weighted(index)));
    const { records } = await provider().lookUp(['many.example.com'], signal);
    expect(records).toHaveLength(25);
    expect(route53.counts()['ListResourceRecordSets']).toBe(2);
  });

  it('adds to what was looked up before, and asks for nothing twice', async () => {
    route53.put('ZOTHER', address('*.example.org'), address('a.example.org'));
    const reader = provider();
    await reader.lookUp(['a.example.org'], signal);
    const { records } = await reader.lookUp(['a.example.org', '*.example.org'], signal);
    expect(records.map(({ dnsName }) => dnsName)).toEqual(['a.example.org', '*.example.org']);
    expect(route53.counts()).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 2 });
  });

  it('leaves the zone that cannot be read to the refusals, as a reading of whole zones does', async () => {
    const recover = route53.fail({ action: 'ListResourceRecordSets', answer: 'deny' });
    const reader = provider();
    const { unavailable } = await reader.lookUp(['a.example.org'], signal);
    recover();
    const whole = provider();
    const again = route53.fail({ action: 'ListResourceRecordSets', answer: 'deny' });
    const reading = await whole.records(signal);
    again();
    const told = reading.unavailable.filter(({ zone }) => zone.id === 'ZOTHER');
    expect(unavailable).toHaveLength(1);
    expect(unavailable.map(withoutRequest)).toEqual(told.map(withoutRequest));
  });

  it('lets endpoints be fitted to all zones, looked at or not', async () => {
    const reader = provider();
    await reader.lookUp([], signal);
    const { endpoints } = reader.adjust([
      {
        dnsName: 'x.shop.example.com',
        recordType: 'A',
        targets: ['192.0.2.1'],
        labels: {},
        providerSpecific: {},
        refs: [],
      },
    ]);
    expect(endpoints.map(({ zone }) => zone?.id)).toEqual(['ZCHILD']);
  });
});
