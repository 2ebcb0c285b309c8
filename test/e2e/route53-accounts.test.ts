import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultAnswer } from '../../lib/emulators/route53/faults.ts';
import { ProviderError } from '../../lib/providers/provider.ts';
import type { Account } from '../../lib/providers/route53/accounts.ts';
import { connectAccounts } from '../../lib/providers/route53/connect-accounts.ts';
import { emptyMemory, Route53Provider } from '../../lib/providers/route53/route53.ts';
import { sampleEndpoint } from '../support/sample-endpoint.ts';
import { type Connection, connect } from '../unit/emulators/route53/client-fixture.ts';
import { apply, creating, providerOptions, tally } from './route53-run.ts';

let shop: Connection;
let bank: Connection;

beforeEach(async () => {
  [shop, bank] = await Promise.all([connect(), connect()]);
  shop.route53.createZone('example.org', { id: 'ZSHOP' });
  bank.route53.createZone('bank.example.org', { id: 'ZBANK' });
  bank.route53.createZone('example.net', { id: 'ZNET' });
});

afterEach(() => Promise.all([shop.close(), bank.close()]));

const { signal } = new AbortController();

const account = ({ client }: Connection, name: string, zoneId?: string): Account => ({
  client,
  name,
  ...(zoneId !== undefined && { zoneId }),
});

const both = () => [account(shop, 'the AWS profile shop'), account(bank, 'the role arn:bank')];

const reading = async (accounts: readonly Account[], memory = emptyMemory()) => {
  const provider = new Route53Provider(accounts, { ...providerOptions, memory });
  return { provider, reading: await provider.records(signal) };
};

const wishes = ['a.example.org', 'a.bank.example.org', 'a.example.net'].map((dnsName) => ({
  dnsName,
  targets: ['192.0.2.1'],
}));

const addresses = ({ route53 }: Connection, zone: string) =>
  route53.recordSets(zone).flatMap(({ Name, Type }) => (Type === 'A' ? [Name] : []));

describe('several accounts in one run', () => {
  it('are read as one, and each zone is written in its own', async () => {
    const { provider, reading: read } = await reading(both());
    expect(read.zones.map(({ id }) => id)).toEqual(['ZBANK', 'ZNET', 'ZSHOP']);
    expect(tally(await apply(provider, creating(provider, wishes)))).toEqual({ Success: 3 });
    expect([addresses(shop, 'ZSHOP'), addresses(bank, 'ZBANK'), addresses(bank, 'ZNET')]).toEqual([
      ['a.example.org.'],
      ['a.bank.example.org.'],
      ['a.example.net.'],
    ]);
    expect([shop.route53.counts(), bank.route53.counts()]).toEqual([
      { ListHostedZones: 1, ListResourceRecordSets: 1, ChangeResourceRecordSets: 1 },
      { ListHostedZones: 1, ListResourceRecordSets: 2, ChangeResourceRecordSets: 2 },
    ]);
  });

  it('may see one zone twice, which is read and written once', async () => {
    const { reading: read } = await reading([
      account(shop, 'the AWS profile shop'),
      account(shop, 'the role arn:shop'),
    ]);
    expect(read.zones.map(({ id }) => id)).toEqual(['ZSHOP']);
    expect(shop.route53.counts()).toEqual({ ListHostedZones: 2, ListResourceRecordSets: 1 });
  });

  it('serve one zone alone through a role that names it, without listing the others', async () => {
    const { provider, reading: read } = await reading([
      account(shop, 'the AWS profile shop'),
      account(bank, 'the role arn:bank', 'ZNET'),
    ]);
    expect(read.zones.map(({ id }) => id)).toEqual(['ZNET', 'ZSHOP']);
    await apply(provider, creating(provider, wishes));
    expect(bank.route53.counts()).toEqual({ GetHostedZone: 1, ListResourceRecordSets: 1, ChangeResourceRecordSets: 1 });
  });

  it('reach a zone that two see through the role that names it', async () => {
    const denied = await connect();
    denied.route53.createZone('example.net', { id: 'ZNET' });
    const { provider } = await reading([account(denied, 'a reader'), account(bank, 'the role arn:bank', 'ZNET')]);
    await apply(provider, creating(provider, wishes.slice(2)));
    expect([addresses(bank, 'ZNET'), addresses(denied, 'ZNET')]).toEqual([['a.example.net.'], []]);
    await denied.close();
  });

  it('are looked up as one', async () => {
    bank.route53.put('ZBANK', {
      Name: 'a.bank.example.org',
      Type: 'A',
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.7' }],
    });
    const provider = new Route53Provider(both(), providerOptions);
    const { records } = await provider.lookUp(['a.bank.example.org'], signal);
    expect(records.map(({ targets, zone }) => [targets, zone?.id])).toEqual([[['192.0.2.7'], 'ZBANK']]);
  });
});

const denied: FaultAnswer = 'deny';
const wish = (dnsName: string) => sampleEndpoint({ dnsName });

describe('an account that does not list its zones', () => {
  it('costs its own names alone, which are told why', async () => {
    bank.route53.fail({ action: 'ListHostedZones', answer: denied });
    const { provider, reading: read } = await reading(both());
    expect(read.unlisted).toMatchObject([{ by: 'the role arn:bank', error: { code: 'AccessDenied' } }]);
    const { endpoints, refusals } = provider.adjust([wish('a.example.org'), wish('a.example.net')]);
    expect(endpoints.map(({ dnsName }) => dnsName)).toEqual(['a.example.org']);
    expect(refusals).toMatchObject([
      {
        dnsName: 'a.example.net',
        cause: {
          code: 'ZoneUnavailable',
          problem: expect.stringMatching(
            /^its hosted zone may be one that is not known, because the hosted zones of the role arn:bank could not be listed: AccessDenied: User/,
          ),
        },
      },
    ]);
  });

  it('does not let the names of its zones slip into a zone above them that delegates them', async () => {
    shop.route53.put('ZSHOP', {
      Name: 'bank.example.org',
      Type: 'NS',
      TTL: 60,
      ResourceRecords: [{ Value: 'ns-1.emulated.example' }],
    });
    bank.route53.fail({ action: 'ListHostedZones', answer: denied });
    const { provider } = await reading(both());
    const { endpoints, refusals } = provider.adjust([wish('a.bank.example.org'), wish('bankrupt.example.org')]);
    expect(endpoints.map(({ dnsName }) => dnsName)).toEqual(['bankrupt.example.org']);
    expect(refusals.map(({ cause }) => cause.code)).toEqual(['ZoneUnavailable']);
  });

  it('still has the zones that a warm container knows, which are left as they are', async () => {
    const memory = emptyMemory();
    await reading(both(), memory);
    bank.route53.fail({ action: 'ListHostedZones', answer: denied });
    const { provider, reading: read } = await reading(both(), memory);
    expect(read.unavailable.map(({ zone }) => zone.id)).toEqual(['ZBANK', 'ZNET']);
    const { endpoints, refusals } = provider.adjust([wish('a.bank.example.org'), wish('b.example.org')]);
    expect(endpoints.map(({ dnsName, zone }) => [dnsName, zone?.id])).toEqual([['b.example.org', 'ZSHOP']]);
    expect(refusals).toMatchObject([{ zone: { id: 'ZBANK' }, cause: { code: 'ZoneUnavailable' } }]);
  });

  describe('because its role cannot be taken on', () => {
    const environment = { ...process.env };
    afterEach(() => {
      process.env = environment;
    });

    it('costs its own zones alone', async () => {
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: shop.route53.url,
        // Nobody listens there.
        AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      });
      const { accounts, counts } = connectAccounts({
        profiles: [],
        role: undefined,
        zoneRoles: ['arn:aws:iam::111122223333:role/dns'],
        externalId: undefined,
        maxAttempts: 1,
        requestsPerSecond: 1000,
        region: undefined,
      });
      const { provider, reading: read } = await reading(accounts);
      expect(read.unlisted).toMatchObject([
        { problem: expect.stringMatching(/role\/dns could not be listed: .*ECONNREFUSED/) },
      ]);
      expect(tally(await apply(provider, creating(provider, wishes)))).toEqual({ Success: 2 });
      expect(counts()).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 1, ChangeResourceRecordSets: 1 });
    });
  });

  it('is a ProviderError where it is the only one, or no other answers', async () => {
    for (const { route53 } of [shop, bank]) route53.fail({ action: 'ListHostedZones', answer: denied });
    await expect(reading(both())).rejects.toThrow(ProviderError);
  });
});
