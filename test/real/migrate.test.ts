import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BillingMode,
  CreateTableCommand,
  DynamoDBClient,
  KeyType,
  ScalarAttributeType,
} from '@aws-sdk/client-dynamodb';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Examination } from '../../lib/doctor/check.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import type { Imported } from '../../lib/import/import.ts';
import type { Report } from '../../lib/report/report.ts';
import { service } from '../scenarios/manifests.ts';
import { commandLine } from '../support/command-line.ts';
import { type Moto, startMoto } from './moto.ts';

const region = 'eu-west-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const api = service('api', 'api.example.com', '192.0.2.1');
const object = { ...api, metadata: { ...api.metadata, namespace: 'shop' } };

let moto: Moto;
let kubernetes: KubernetesEmulator;
let folder: string;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  moto = await startMoto();
  kubernetes = await startKubernetes();
  kubernetes.apply(object);
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
  await writeFile(join(folder, 'kubeconfig'), kubernetes.kubeconfig());
  environment = {
    KUBECONFIG: join(folder, 'kubeconfig'),
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
});
afterAll(async () => {
  await Promise.all([moto?.stop(), kubernetes?.stop(), rm(folder, { recursive: true })]);
});

/** A zone as ExternalDNS leaves it under the owner id of those who choose none. */
beforeEach(async () => {
  const route53 = new Route53Client({ region, credentials, endpoint: moto.endpoint });
  const command = new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'migrate' });
  const { HostedZone } = await route53.send(command);
  const heritage = '"heritage=external-dns,external-dns/owner=default,external-dns/resource=service/shop/api"';
  const sets = [
    { Name: 'api.example.com', Type: 'A' as const, TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] },
    { Name: 'a-api.example.com', Type: 'TXT' as const, TTL: 300, ResourceRecords: [{ Value: heritage }] },
  ];
  const Changes = sets.map((ResourceRecordSet) => ({ Action: 'CREATE' as const, ResourceRecordSet }));
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: HostedZone?.Id, ChangeBatch: { Changes } }));
});
afterEach(() => moto.reset());

describe('the first dry run on moto', () => {
  it('plans no change with what is imported from the values of a chart that chose no owner id', async () => {
    await writeFile(join(folder, 'values.yaml'), 'sources: [service]\npolicy: sync\ninterval: 1m\n');
    const imported = await commandLine(['import', join(folder, 'values.yaml'), '--output=json']);
    const { flags }: Imported = JSON.parse(imported.stdout);
    expect(flags).toContain('--txt-owner-id=default');
    const { stdout } = await commandLine(['sync', '--dry-run', '--output=json', ...flags], environment);
    const { results, counts }: Report = JSON.parse(stdout);
    expect({ results, upToDate: counts.upToDate }).toEqual({ results: [], upToDate: 1 });
  });
});

describe('npm run doctor on moto', () => {
  const flags = ['--source=service', '--txt-owner-id=me', '--route53-requests-per-second=1000'];
  const withTable = ['--registry=dynamodb', `--dynamodb-region=${region}`];

  async function failures(...more: readonly string[]) {
    const { stdout } = await commandLine(['doctor', '--output=json', ...flags, ...more], environment);
    const { checks }: Examination = JSON.parse(stdout);
    return checks.filter(({ status }) => status === 'failed');
  }

  const createTable = (key: string) =>
    new DynamoDBClient({ region, credentials, endpoint: moto.endpoint }).send(
      new CreateTableCommand({
        TableName: 'external-dns',
        KeySchema: [{ AttributeName: key, KeyType: KeyType.HASH }],
        AttributeDefinitions: [{ AttributeName: key, AttributeType: ScalarAttributeType.S }],
        BillingMode: BillingMode.PAY_PER_REQUEST,
      }),
    );

  it('finds nothing to mend with the table and the bus that the run would use', async () => {
    await createTable('k');
    expect(await failures(...withTable, '--event-bus=default')).toEqual([]);
  });

  it.each([
    ['a table that is not there', undefined, 'create it with the string hash key "k"'],
    ['a table with another key', 'id', 'with the string hash key "k" and no range key'],
  ])('finds %s', async (_, key, fix) => {
    if (key !== undefined) await createTable(key);
    expect(await failures(...withTable)).toMatchObject([
      { name: expect.stringContaining('of the table external-dns'), fix: expect.stringContaining(fix) },
    ]);
  });
});
