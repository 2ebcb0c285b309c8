import type { Route53Client } from '@aws-sdk/client-route-53';
import { expect } from '@jest/globals';
import type { Endpoint, RecordType } from '../../lib/endpoint/endpoint.ts';
import { decodeName } from '../../lib/providers/route53/names.ts';
import { encryptedText, plainText } from '../../lib/registry/txt-encryption.ts';
import type { TxtOptions } from '../../lib/registry/txt-row.ts';
import { affixes, type RowNameExample, rowNameExamples } from './row-name-examples.ts';
import { upstreamDecrypted, upstreamKey, upstreamText, upstreamVector } from './upstream-row.ts';
import { ZoneKeeper } from './zone-keeper.ts';
import { wish } from './zone-records.ts';

const zone = 'example.com';

/** The form of a row's text: how ExternalDNS stores it, and how it would read it. */
interface Form {
  readonly codec: TxtOptions['codec'];
  readonly stored: string;
  readonly read: (value: string) => string;
}

const forms = {
  plain: {
    codec: plainText,
    stored: upstreamText('my-cluster', 'ingress/default/web'),
    read: (value: string) => value,
  },
  encrypted: { codec: encryptedText(Buffer.from(upstreamKey)), stored: upstreamVector, read: upstreamDecrypted },
} satisfies Record<string, Form>;

const isInZone = (name: string): boolean => `.${name.toLowerCase()}`.endsWith(`.${zone}`);

/** Rows that lie in the zone, in both forms: with what affixes, of which record, and how. No zone has a CNAME's name. */
export const takeOvers = rowNameExamples
  .filter(([, name, type, row]) => isInZone(name) && isInZone(row) && !(name === zone && type === 'CNAME'))
  .flatMap((example) => (['plain', 'encrypted'] as const).map((form) => [...example, form] as const));

const targets: Partial<Record<RecordType, string>> = {
  A: '192.0.2.1',
  AAAA: '2001:db8::1',
  CNAME: 'lb.example.net',
  SRV: '0 50 443 web.example.org.',
};

async function open(client: Route53Client, changes: RowNameExample[0], { codec }: Form): Promise<ZoneKeeper> {
  const keeper = new ZoneKeeper(client, { ...affixes(changes), owner: 'my-cluster', codec });
  await keeper.createZone(zone);
  return keeper;
}

const endpointOf = (dnsName: string, recordType: RecordType): Endpoint =>
  wish({ dnsName, recordType, targets: [targets[recordType] ?? ''], labels: { resource: 'ingress/default/web' } });

/** Route 53 holds names in lower case; moto keeps them as they come. */
const set = (name: string, Type: 'TXT' | 'A' | 'AAAA' | 'CNAME' | 'SRV', Value: string) => ({
  Name: name.toLowerCase(),
  Type,
  TTL: 300,
  ResourceRecords: [{ Value }],
});

/** A zone that ExternalDNS wrote, byte for byte: nothing is due, and nothing is somebody else's. */
export async function takeOver(
  client: Route53Client,
  [changes, dnsName, recordType, row, form]: (typeof takeOvers)[number],
): Promise<void> {
  const keeper = await open(client, changes, forms[form]);
  if (recordType !== 'A' && recordType !== 'AAAA' && recordType !== 'CNAME' && recordType !== 'SRV')
    throw new Error(`${recordType} has no targets here`);
  await keeper.put([set(dnsName, recordType, targets[recordType] ?? ''), set(row, 'TXT', `"${forms[form].stored}"`)]);
  const { made } = await keeper.plan([endpointOf(dnsName, recordType)]);
  expect(made.changes).toMatchObject([{ action: 'None', cause: { code: 'UpToDate' } }]);
  const { made: withdrawn } = await keeper.plan([]);
  expect(withdrawn.changes).toMatchObject([{ action: 'Delete', endpoint: { recordType } }]);
}

/** What is written here stands where ExternalDNS looks for it, and says what it would read. */
export async function handBack(
  client: Route53Client,
  [changes, dnsName, recordType, row, form]: (typeof takeOvers)[number],
): Promise<void> {
  const keeper = await open(client, changes, forms[form]);
  const { carryOut } = await keeper.plan([endpointOf(dnsName, recordType)]);
  await carryOut();
  const rows = (await keeper.sets()).filter(({ Type }) => Type === 'TXT');
  const [{ Name = '', ResourceRecords = [] } = {}, ...others] = rows;
  expect([decodeName(Name), others]).toEqual([row.toLowerCase(), []]);
  const [, text = ''] = /^"([^"]*)"$/.exec(ResourceRecords[0]?.Value ?? '') ?? [];
  expect(forms[form].read(text)).toBe(upstreamText('my-cluster', 'ingress/default/web'));
}
