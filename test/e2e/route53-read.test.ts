import { ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ProviderError } from '../../lib/providers/provider.ts';
import { connectRoute53 } from '../../lib/providers/route53/client.ts';
import { requestBudget } from '../../lib/providers/route53/requests.ts';
import type { ZoneFilter } from '../../lib/providers/route53/zones.ts';
import { type Connection, connect } from '../unit/emulators/route53/client-fixture.ts';
import { readingProvider } from './route53-run.ts';

let open: Connection | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function account(): Promise<Connection> {
  open = await connect({ zonesPerAccount: 1000 });
  return open;
}

const everything: ZoneFilter = { ids: [], tags: [], matchesDomain: () => true };

describe('the zones that are read', () => {
  it.each<readonly [string, Partial<ZoneFilter>, readonly string[]]>([
    ['all of them', {}, ['Z1', 'Z2', 'Z0123', 'Z3']],
    ['those of an id', { ids: ['Z2'] }, ['Z2']],
    ['those whose id ends so', { ids: ['123', '/hostedzone/Z3'] }, ['Z0123', 'Z3']],
    ['all, where the one id is empty', { ids: [''] }, ['Z1', 'Z2', 'Z0123', 'Z3']],
    ['public ones', { visibility: 'public' }, ['Z1', 'Z0123', 'Z3']],
    ['private ones', { visibility: 'private' }, ['Z2']],
    ['those of a domain', { matchesDomain: (name) => name === 'example.org' }, ['Z1', 'Z2']],
    ['those with a tag', { tags: ['team'] }, ['Z1', 'Z3']],
    ['those with a tag of a value', { tags: [' team = dns '] }, ['Z1']],
    ['those with every tag', { tags: ['team', 'stage=prod'] }, ['Z3']],
    ['those that pass every filter', { tags: ['team'], ids: ['Z1', 'Z2'] }, ['Z1']],
  ])('are %s', async (_, filter, expected) => {
    const { route53, client } = await account();
    route53.createZone('example.org', { id: 'Z1', tags: { team: 'dns' } });
    route53.createZone('example.org', { id: 'Z2', visibility: 'private' });
    route53.createZone('other.net', { id: 'Z0123' });
    route53.createZone('third.net', { id: 'Z3', tags: { team: 'web', stage: 'prod' } });
    const { reading } = await readingProvider(client, { zoneFilter: { ...everything, ...filter } });
    expect(reading.zones.map(({ id }) => id)).toEqual(expected);
    expect(route53.counts()['ListResourceRecordSets']).toBe(expected.length);
  });

  it('are listed in pages of 100, their tags asked ten at a time, of those alone that pass', async () => {
    const { route53, client } = await account();
    for (let index = 0; index < 205; index += 1) route53.createZone(`z${index}.example.org`, { tags: { team: 'dns' } });
    const zoneFilter = { ...everything, tags: ['team'], matchesDomain: (name: string) => name.startsWith('z1') };
    const { reading } = await readingProvider(client, { zoneFilter });
    expect(reading.zones).toHaveLength(111);
    expect(route53.counts()).toEqual({ ListHostedZones: 3, ListTagsForResources: 12, ListResourceRecordSets: 111 });
  });
});

describe('the record sets that are read', () => {
  it('come in pages of 300, each once', async () => {
    const { route53, client } = await account();
    route53.createZone('example.org', { id: 'Z1' });
    const sets = Array.from({ length: 700 }, (_, index) => ({
      Name: 'many.example.org',
      Type: 'A' as const,
      SetIdentifier: `set-${String(index).padStart(3, '0')}`,
      Weight: 1,
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.1' }],
    }));
    route53.put('Z1', ...sets);
    const { reading } = await readingProvider(client);
    const read = reading.records.filter(({ recordType }) => recordType === 'A');
    expect(read.map(({ setIdentifier }) => setIdentifier)).toEqual(sets.map(({ SetIdentifier }) => SetIdentifier));
    expect(route53.counts()['ListResourceRecordSets']).toBe(3);
  });

  it('leave out what is no endpoint, such as SOA', async () => {
    const { route53, client } = await account();
    route53.createZone('example.org', { id: 'Z1' });
    const { reading } = await readingProvider(client);
    expect(reading.records.map(({ recordType, dnsName }) => [recordType, dnsName])).toEqual([['NS', 'example.org']]);
  });
});

it('zones that cannot be listed are a ProviderError with the words of AWS', async () => {
  const { route53, client } = await account();
  route53.fail({ action: 'ListHostedZones', answer: 'deny' });
  const reading = readingProvider(client);
  await expect(reading).rejects.toThrow(ProviderError);
  await expect(reading).rejects.toThrow(
    /^Route 53 hosted zones could not be listed: AccessDenied: User: .* is not authorized to perform: route53:ListHostedZones/,
  );
});

describe('a connection', () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = environment;
  });

  it('counts every request, repeated ones included', async () => {
    const { route53 } = await account();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: route53.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    const budget = requestBudget(1000);
    const client = connectRoute53({ maxAttempts: 2, budget, region: undefined });
    route53.fail({ times: 1, answer: { status: 503, code: 'ServiceUnavailable', message: 'later' } });
    await client.send(new ListHostedZonesCommand({}));
    expect([budget.counts, route53.counts()]).toEqual([{ ListHostedZones: 2 }, { ListHostedZones: 2 }]);
  });

  it.each([
    [undefined, 'us-east-1'],
    ['eu-central-1', 'us-east-1'],
    ['cn-north-1', 'cn-northwest-1'],
    ['us-gov-east-1', 'us-gov-west-1'],
  ])('from the region %s goes to %s', async (region, expected) => {
    const client = connectRoute53({ maxAttempts: 1, budget: requestBudget(1), region });
    expect(await client.config.region()).toBe(expected);
  });
});
