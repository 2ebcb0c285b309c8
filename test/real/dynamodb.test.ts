import {
  BillingMode,
  CreateTableCommand,
  DynamoDBClient,
  KeyType,
  PutItemCommand,
  ScalarAttributeType,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { itemOf } from '../../lib/registry/dynamodb-item.ts';
import { connectTable, type OwnershipTable } from '../../lib/registry/dynamodb-table.ts';
import { sampleEndpoint } from '../support/sample-endpoint.ts';
import { type Moto, startMoto } from './moto.ts';

const region = 'eu-west-1';
const { signal } = new AbortController();
const environment = { ...process.env };

let moto: Moto;
let client: DynamoDBClient;
let table: OwnershipTable;

beforeAll(async () => {
  moto = await startMoto();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  client = new DynamoDBClient({ region });
  table = connectTable({ name: 'external-dns', region, maxAttempts: 1 });
});

afterAll(async () => {
  process.env = environment;
  await moto?.stop();
});

/** The table as ExternalDNS's documentation has it made. */
beforeEach(async () => {
  await moto.reset();
  await client.send(
    new CreateTableCommand({
      TableName: 'external-dns',
      KeySchema: [{ AttributeName: 'k', KeyType: KeyType.HASH }],
      AttributeDefinitions: [{ AttributeName: 'k', AttributeType: ScalarAttributeType.S }],
      BillingMode: BillingMode.PAY_PER_REQUEST,
    }),
  );
});

const item = (name: string, owner = 'me') => itemOf(sampleEndpoint({ dnsName: `${name}.example.org` }), owner);
const insert = (name: string, owner = 'me') => ({ key: item(name).key, to: item(name, owner) });
const names = async () => (await table.items(signal)).map(({ key, owner }) => `${key} ${owner}`).sort();

describe('the table of the dynamodb registry, on moto', () => {
  it('is read as ExternalDNS writes it, and written so', async () => {
    const stored = {
      k: { S: 'a.example.org#A#' },
      o: { S: 'me' },
      l: { M: { resource: { S: 'service/shop/web' } } },
    };
    await client.send(new PutItemCommand({ TableName: 'external-dns', Item: stored }));
    expect(await table.items(signal)).toEqual([item('a')]);
    await table.write([{ key: item('a').key, from: 'me' }, insert('b')], signal);
    const { Items } = await client.send(new ScanCommand({ TableName: 'external-dns' }));
    expect(Items).toEqual([{ ...stored, k: { S: 'b.example.org#A#' } }]);
  });

  it('reads pages until there is none', async () => {
    const writes = Array.from({ length: 40 }, (_, index) => {
      const { key, to } = insert(`n${index}`);
      return { key, to: { ...to, labels: { ...to.labels, text: 'x'.repeat(50_000) } } };
    });
    expect((await table.write(writes, signal)).size).toBe(0);
    expect(await names()).toHaveLength(40);
  });

  it('inserts what is not there, rewrites and deletes what is the owner’s, and names the item that is not', async () => {
    await table.write([insert('a'), insert('b', 'old'), insert('c', 'you')], signal);
    const lost = [insert('a'), { key: item('c').key, from: 'me' }];
    const failed = await table.write(
      [...lost, { ...insert('b'), from: 'old' }, insert('d'), { key: item('gone').key, from: 'me' }],
      signal,
    );
    expect([...failed.keys()]).toEqual(lost);
    expect([...failed.values()].map(({ code }) => code)).toEqual(['ConditionalCheckFailed', 'ConditionalCheckFailed']);
    expect(await names()).toEqual([
      'a.example.org#A# me',
      'b.example.org#A# me',
      'c.example.org#A# you',
      'd.example.org#A# me',
    ]);
  });

  it('says which table is missing', async () => {
    const missing = connectTable({ name: 'nowhere', region, maxAttempts: 1 });
    await expect(missing.items(signal)).rejects.toThrow(/DynamoDB table nowhere could not be read: .*--dynamodb-table/);
  });
});
