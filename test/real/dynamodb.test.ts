import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BillingMode,
  CreateTableCommand,
  DynamoDBClient,
  KeyType,
  PutItemCommand,
  ScalarAttributeType,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import { loadKubeConfig } from '../../lib/cluster/kubeconfig.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { itemOf } from '../../lib/registry/dynamodb-item.ts';
import { connectTable, type OwnershipTable } from '../../lib/registry/dynamodb-table.ts';
import { RunError } from '../../lib/run/run-error.ts';
import { service } from '../scenarios/manifests.ts';
import { owner, resultLines, Stage } from '../scenarios/stage.ts';
import { plainSet, write } from '../scenarios/world.ts';
import { sampleEndpoint } from '../support/sample-endpoint.ts';
import { motoForSuite } from './moto-for-suite.ts';

const region = 'eu-west-1';
const { signal } = new AbortController();

let client: DynamoDBClient;
let table: OwnershipTable;

motoForSuite();

beforeAll(() => {
  client = new DynamoDBClient({ region });
  table = connectTable({ name: 'external-dns', region, maxAttempts: 1 });
});

/** The table as ExternalDNS's documentation has it made. */
beforeEach(async () => {
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
    const { LastEvaluatedKey } = await client.send(new ScanCommand({ TableName: 'external-dns' }));
    expect(LastEvaluatedKey).toBeDefined();
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

describe('a run with --registry=dynamodb, on moto and the embedded cluster', () => {
  const flags = ['--source=service', '--registry=dynamodb', `--dynamodb-region=${region}`];
  let kubernetes: KubernetesEmulator;
  let folder: string;
  let stage: Stage;

  beforeAll(async () => {
    kubernetes = await startKubernetes();
    folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
    await writeFile(join(folder, 'kubeconfig'), kubernetes.kubeconfig());
  });

  afterAll(async () => {
    await kubernetes.stop();
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    const kubeconfig = join(folder, 'kubeconfig');
    const kubeConfig = loadKubeConfig({ kubeconfig, context: undefined, server: undefined });
    const admin = kubernetesClient({ kubeConfig, timeoutMs: 60_000, retries: 0 });
    stage = await Stage.open({
      admin,
      kubeconfig,
      route53: new Route53Client({ region: 'us-east-1' }),
      newNamespace: async () => 'default',
      resetRoute53: async () => undefined,
    });
    await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
  });

  afterEach(() => stage.remove(service('api', '')));

  it('keeps a record and its item from the first to the last', async () => {
    await stage.run(flags);
    expect([await stage.records(), await names()]).toEqual([
      ['A api.example.com. 192.0.2.1'],
      [`api.example.com#A# ${owner}`],
    ]);
    expect(resultLines(await stage.run(flags))).toEqual([]);

    await stage.remove(service('api', ''));
    await stage.run(flags);
    expect([await stage.records(), await names()]).toEqual([[], []]);
    await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
  });

  it('takes ownership over from TXT records, once', async () => {
    await stage.run(['--source=service']);
    expect(await stage.records()).toHaveLength(2);
    // moto refuses to create what is deleted in the same batch where it is the same record.
    await stage.apply(service('api', 'api.example.com', '192.0.2.2'));
    const { report } = await stage.run(flags);
    expect(report.counts).toMatchObject({ updated: 1, failed: 0 });
    expect([await stage.records(), await names()]).toEqual([
      ['A api.example.com. 192.0.2.2'],
      [`api.example.com#A# ${owner}`],
    ]);
    expect(resultLines(await stage.run(flags))).toEqual([]);
  });

  it('leaves a name to the owner whose item has it, and says who that is', async () => {
    await table.write(
      [{ key: 'api.example.com#A#', to: { key: 'api.example.com#A#', owner: 'website', labels: {} } }],
      signal,
    );
    const { report } = await stage.run(flags);
    expect(report.results).toMatchObject([{ cause: 'OwnerConflict', message: expect.stringContaining('"website"') }]);
    expect(await stage.records()).toEqual([]);
  });

  it('removes items whose record is gone when that is asked for', async () => {
    await stage.run(flags);
    await write(stage.world, stage.zoneId, 'DELETE', plainSet('A', 'api.example.com', '192.0.2.1'));
    await stage.remove(service('api', ''));
    expect((await stage.run(flags)).report.orphans).toEqual(['api.example.com']);
    const { report } = await stage.run([...flags, '--remove-orphaned-rows']);
    expect(report.results.map(({ message }) => message)).toEqual([
      'Removed the ownership of the A record "api.example.com", which DNS does not hold.',
    ]);
    expect(await names()).toEqual([]);
    await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
  });

  it('is not made, and the objects are told, where the table cannot be read', async () => {
    await expect(stage.run([...flags, '--dynamodb-table=nowhere'])).rejects.toThrow(RunError);
    expect(await stage.events()).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('The DynamoDB table nowhere could not be read') }),
    );
  });
});
