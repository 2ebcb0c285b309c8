import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateHostedZoneCommand, ListResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bareZoneId } from '../../lib/providers/route53/choose-zones.ts';
import { type AccountSettings, connectAccounts } from '../../lib/providers/route53/connect-accounts.ts';
import { Route53Provider } from '../../lib/providers/route53/route53.ts';
import { apply, creating, providerOptions, tally } from '../e2e/route53-run.ts';
import { type Moto, startMoto } from './moto.ts';

const bank = 'arn:aws:iam::222222222222:role/dns';
const shop = 'arn:aws:iam::333333333333:role/dns';
const environment = { ...process.env };

let moto: Moto;
let folder: string;

beforeAll(async () => {
  moto = await startMoto();
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
  const own = 'aws_access_key_id = test\naws_secret_access_key = test';
  await writeFile(
    join(folder, 'config'),
    `[default]\n${own}\n[profile own]\n${own}\n[profile bank]\nrole_arn = ${bank}\nsource_profile = own\nregion = us-east-1\n`,
  );
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'config'),
  });
});

afterAll(async () => {
  process.env = environment;
  await moto?.stop();
  await rm(folder, { recursive: true });
});

const settings: AccountSettings = {
  profiles: [],
  role: undefined,
  zoneRoles: [],
  externalId: undefined,
  maxAttempts: 1,
  requestsPerSecond: 1000,
  region: 'us-east-1',
};

async function createZone(client: Route53Client, name: string): Promise<string> {
  const command = new CreateHostedZoneCommand({ Name: name, CallerReference: name });
  return bareZoneId((await client.send(command)).HostedZone?.Id ?? '');
}

const addresses = async (client: Route53Client, HostedZoneId: string) =>
  (await client.send(new ListResourceRecordSetsCommand({ HostedZoneId }))).ResourceRecordSets?.flatMap(
    ({ Name, Type }) => (Type === 'A' ? [Name] : []),
  );

/** A client in each account, and a zone in each; that of the bank has a second one. */
async function threeAccounts() {
  const { accounts } = connectAccounts({ ...settings, zoneRoles: [bank, shop] });
  const [own, ofBank, ofShop] = accounts.map(({ client }) => client);
  if (own === undefined || ofBank === undefined || ofShop === undefined) throw new Error('there are three accounts');
  return {
    own: { client: own, zone: await createZone(own, 'example.org') },
    bank: { client: ofBank, zone: await createZone(ofBank, 'bank.example.org') },
    other: { client: ofBank, zone: await createZone(ofBank, 'other.net') },
    shop: { client: ofShop, zone: await createZone(ofShop, 'shop.example.org') },
  };
}

const wishes = ['a.example.org', 'a.bank.example.org', 'a.other.net', 'a.shop.example.org'].map((dnsName) => ({
  dnsName,
  targets: ['192.0.2.1'],
}));

/** Makes a run of these settings; gives its zones by name, and what became of the wishes in them. */
async function run(changes: Partial<AccountSettings>) {
  const { accounts } = connectAccounts({ ...settings, ...changes });
  const provider = new Route53Provider(accounts, providerOptions);
  const { zones } = await provider.records(new AbortController().signal);
  return { zones: zones.map(({ name }) => name), results: tally(await apply(provider, creating(provider, wishes))) };
}

describe('hosted zones of several accounts, on moto', () => {
  let world: Awaited<ReturnType<typeof threeAccounts>>;

  beforeEach(async () => {
    await moto.reset();
    world = await threeAccounts();
  });

  it('are served in one run, each through the role of its account', async () => {
    const { zones, results } = await run({ zoneRoles: [bank, shop] });
    expect(zones).toEqual(['bank.example.org', 'example.org', 'other.net', 'shop.example.org']);
    expect(results).toEqual({ Success: 4 });
    const { own, bank: ofBank, shop: ofShop } = world;
    expect(await Promise.all([own, ofBank, ofShop].map(({ client, zone }) => addresses(client, zone)))).toEqual([
      ['a.example.org.'],
      ['a.bank.example.org.'],
      ['a.shop.example.org.'],
    ]);
  });

  it('are served alone where a role is given for one zone', async () => {
    const { zones } = await run({ zoneRoles: [`${world.other.zone}=${bank}`] });
    expect(zones).toEqual(['example.org', 'other.net']);
  });

  it('are served by profiles, as ExternalDNS has them', async () => {
    const { zones, results } = await run({ profiles: ['own', 'bank'] });
    expect(zones).toEqual(['bank.example.org', 'example.org', 'other.net']);
    expect(results).toEqual({ Success: 4 });
    expect(await addresses(world.bank.client, world.bank.zone)).toEqual(['a.bank.example.org.']);
  });

  it('are those of the role alone where each profile takes one on', async () => {
    const { zones } = await run({ profiles: ['own'], role: { arn: shop } });
    expect(zones).toEqual(['shop.example.org']);
  });
});
