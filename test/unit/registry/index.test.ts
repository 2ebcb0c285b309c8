import { once } from 'node:events';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { ConfigError } from '../../../lib/config/config.ts';
import { itemOf, toAttributes } from '../../../lib/registry/dynamodb-item.ts';
import { openRegistry, openTable, registryOf } from '../../../lib/registry/index.ts';
import { configured } from '../../support/parsed-config.ts';
import { stored, wish } from '../../support/zone-records.ts';

const scans = mockClient(DynamoDBClient);
const { signal } = new AbortController();

const environment = { ...process.env };

afterEach(() => {
  scans.reset();
  process.env = { ...environment };
});

const key = '01234567890123456789012345678901';

/** The row that a new record of `*.ex.com` would get. */
function rowUnder(...flags: readonly string[]) {
  const { rows } = registryOf(configured(...flags), 'me').read([]);
  return rows({ action: 'Create', endpoint: wish({ dnsName: '*.ex.com' }) }).add[0];
}

describe('registryOf', () => {
  it('is the noop registry where there is no owner', () => {
    expect(registryOf(configured('--registry=noop'), undefined).name).toBe('noop');
    expect(registryOf(configured(), 'me').name).toBe('txt');
  });

  it.each([
    ['the default names', [], 'a-*.ex.com'],
    ['--txt-prefix', ['--txt-prefix=own.'], 'own.a-*.ex.com'],
    ['--txt-suffix', ['--txt-suffix=-own'], 'a-*-own.ex.com'],
    ['--txt-wildcard-replacement', ['--txt-wildcard-replacement=any'], 'a-any.ex.com'],
  ])('names rows with %s', (_, flags, name) => {
    expect(rowUnder(...flags)?.dnsName).toBe(name);
  });

  it('writes the owner and the object in plain text', () => {
    expect(rowUnder()?.targets).toEqual([
      '"heritage=external-dns,external-dns/owner=me,external-dns/resource=service/shop/web"',
    ]);
  });

  it('encrypts where it is told to, and reads it again with the key alone', () => {
    const row = rowUnder('--txt-encrypt-enabled', `--txt-encrypt-aes-key=${key}`);
    expect(row?.targets[0]).not.toContain('heritage');
    const record = stored(wish({ dnsName: '*.ex.com' }));
    const keyOnly = registryOf(configured(`--txt-encrypt-aes-key=${key}`), 'me');
    const records = row === undefined ? [] : [record, stored(row)];
    expect(keyOnly.read(records).records).toMatchObject([{ ownership: { state: 'owned', owner: 'me' } }]);
    expect(registryOf(configured(), 'me').read(records).records).toHaveLength(2);
  });

  it('writes nothing in plain text for a key that is none', () => {
    const config = { ...configured(), txtEncryptAesKey: 'short', txtEncryptEnabled: true };
    expect(() => registryOf(config, 'me')).toThrow(ConfigError);
    expect(() => registryOf(config, 'me')).toThrow(/^--txt-encrypt-aes-key is not a key of 32 bytes/);
  });

  it('writes plain text where there is a key and no --txt-encrypt-enabled', () => {
    expect(rowUnder(`--txt-encrypt-aes-key=${key}`)?.targets[0]).toContain('heritage=external-dns');
  });
});

describe('openRegistry', () => {
  it.each([
    ['noop', '--registry=noop', undefined],
    ['noop', '--registry=dynamodb', undefined],
    ['txt', '--registry=txt', 'me'],
  ])('opens %s for %s and the owner %s, without a table', async (name, flag, owner) => {
    expect((await openRegistry(configured(flag), owner, signal)).name).toBe(name);
    expect(scans.calls()).toEqual([]);
  });

  it('reads the table where ownership is kept in one', async () => {
    scans.on(ScanCommand).resolves({ Items: [toAttributes(itemOf(wish(), 'you'))] });
    const registry = await openRegistry(configured('--registry=dynamodb', '--dynamodb-table=owners'), 'me', signal);
    expect(registry.name).toBe('dynamodb');
    expect(registry.read([stored(wish())]).records).toMatchObject([{ ownership: { state: 'owned', owner: 'you' } }]);
    expect(scans.commandCalls(ScanCommand)[0]?.args[0].input.TableName).toBe('owners');
  });
});

/** An STS that gives credentials of any role, and keeps what it was asked. */
async function openSts() {
  const asked: string[] = [];
  const credentials =
    '<AccessKeyId>OF-ROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>' +
    '<Expiration>2099-01-01T00:00:00Z</Expiration>';
  const server = createServer(async (request, response) => {
    asked.push(await text(request));
    response.end(
      `<AssumeRoleResponse><AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The STS has no port');
  return { asked, url: `http://127.0.0.1:${address.port}`, [Symbol.asyncDispose]: async () => void server.close() };
}

/** The client by which a table is read under these flags. */
async function clientUnder(...flags: readonly string[]) {
  scans.on(ScanCommand).resolves({});
  await (await openTable(configured(...flags))).items(signal);
  const [call] = scans.commandCalls(ScanCommand);
  if (call === undefined) throw new Error('The table was not read');
  return call.thisValue.config;
}

describe('openTable', () => {
  it('signs as the profile', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'profile-'));
    const file = join(folder.path, 'credentials');
    await writeFile(file, '[shop]\naws_access_key_id = OF-SHOP\naws_secret_access_key = s\n');
    Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: file, AWS_CONFIG_FILE: file });
    const client = await clientUnder('--dynamodb-region=eu-west-1', '--aws-profile=shop');
    expect(await client.credentials()).toMatchObject({ accessKeyId: 'OF-SHOP' });
  });

  it('signs as the role', async () => {
    await using sts = await openSts();
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's', AWS_ENDPOINT_URL_STS: sts.url });
    const role = ['--aws-assume-role=arn:aws:iam::111122223333:role/dns', '--aws-assume-role-external-id=shop'];
    const client = await clientUnder('--dynamodb-region=eu-west-1', ...role);
    expect(await client.credentials()).toMatchObject({ accessKeyId: 'OF-ROLE' });
    const [asked] = sts.asked.map((body) => Object.fromEntries(new URLSearchParams(body)));
    expect(asked).toMatchObject({ RoleArn: 'arn:aws:iam::111122223333:role/dns', ExternalId: 'shop' });
  });

  it('asks in the region of the table, as often as the flags say', async () => {
    const client = await clientUnder('--dynamodb-region=eu-west-1', '--aws-api-retries=7');
    expect([await client.region(), await client.maxAttempts()]).toEqual(['eu-west-1', 7]);
  });
});
