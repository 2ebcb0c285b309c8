import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clusterAccess } from '../../lib/cluster/choose-access.ts';
import { connect } from '../../lib/wire.ts';
import { commandLine } from '../support/command-line.ts';
import { configured } from '../support/parsed-config.ts';
import { presignedSignature } from '../support/sigv4.ts';
import { type RealCluster, startCluster } from './cluster.ts';
import { type Moto, startMoto } from './moto.ts';

const secretKey = 'canary-secret-access-key';
const region = 'eu-west-1';
const account = '123456789012';
const shell = { ...process.env };

let cluster: RealCluster;
let moto: Moto;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  [cluster, moto] = await Promise.all([startCluster(), startMoto()]);
  environment = {
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: secretKey,
    AWS_REGION: region,
  };
  Object.assign(process.env, environment);
  await cluster.kubectl(['create', 'namespace', 'dns-herald']);
  await cluster.kubectl(['apply', '-f', '-'], await readFile('infra/kubernetes/rbac.yaml', 'utf8'));
});

afterAll(async () => {
  process.env = { ...shell };
  await cluster?.stop();
  await moto?.stop();
});

/** A kubeconfig of a ServiceAccount, as text, and the token in it. */
async function kubeconfigOf(name: string): Promise<{ readonly text: string; readonly token: string }> {
  const text = await readFile(await cluster.kubeconfigFor({ namespace: 'dns-herald', name }), 'utf8');
  return { text, token: /token: (\S+)/.exec(text)?.[1] ?? '' };
}

/** The administrator's, whose certificates lie in files: kubectl puts them in, as the guide says. */
const flattened = () => cluster.kubectl(['config', 'view', '--raw', '--minify', '--flatten']);

async function secretOf(name: string, text: string): Promise<string> {
  const { ARN = '' } = await new SecretsManagerClient().send(
    new CreateSecretCommand({ Name: name, SecretString: text }),
  );
  return ARN;
}

async function parameterOf(name: string, text: string): Promise<string> {
  await new SSMClient().send(new PutParameterCommand({ Name: name, Value: text, Type: 'SecureString' }));
  return `arn:aws:ssm:${region}:${account}:parameter${name}`;
}

const services = '/api/v1/services';
const connectTo = (arn: string) => connect(configured(`--kubeconfig=${arn}`), process.env).cluster;

describe('a kubeconfig that AWS keeps', () => {
  it.each([
    ['a secret', (text: string) => secretOf('by-token', text)],
    ['an SSM parameter', (text: string) => parameterOf('/dns-herald/by-token', text)],
  ])('in %s opens the cluster with its token', async (_, store) => {
    const arn = await store((await kubeconfigOf('dns-herald')).text);
    expect(await connectTo(arn).request('GET', services)).toMatchObject({ kind: 'ServiceList' });
  });

  it('opens the cluster with its client certificate', async () => {
    const arn = await secretOf('by-certificate', await flattened());
    expect(await connectTo(arn).request('GET', services)).toMatchObject({ kind: 'ServiceList' });
  });

  it('is read again by a warm container when it is not accepted, and only then', async () => {
    const good = (await kubeconfigOf('dns-herald')).text;
    const bad = good.replace(/token: .*/, 'token: canary-token');
    const arn = await secretOf('rotated', bad);
    const put = (SecretString: string) =>
      new SecretsManagerClient().send(new PutSecretValueCommand({ SecretId: arn, SecretString }));
    const client = connectTo(arn);
    await expect(client.request('GET', services)).rejects.toThrow(
      `401: the credentials of the kubeconfig in ${arn} are not accepted, or have expired: store others there`,
    );
    await put(good);
    expect(await client.request('GET', services)).toMatchObject({ kind: 'ServiceList' });
    await put(bad);
    expect(await client.request('GET', services)).toMatchObject({ kind: 'ServiceList' });
  });

  it.each([
    [
      'that runs a program is refused',
      'user: {exec: {command: aws, apiVersion: client.authentication.k8s.io/v1}}',
      'gets the credentials of "u" from the program "aws", which a function does not have; set --eks-cluster-name',
    ],
    [
      'that names a file is refused',
      'user: {tokenFile: /t, client-key: me.key}',
      'names the file "me.key", which is not here',
    ],
  ])('%s', async (title, user, says) => {
    const text = [
      'clusters: [{name: c, cluster: {server: "https://c.test"}}]',
      `users: [{name: u, ${user}}]`,
      'contexts: [{name: x, context: {cluster: c, user: u}}]',
      'current-context: x',
    ].join('\n');
    const arn = await secretOf(title.replaceAll(' ', '-'), text);
    await expect(connectTo(arn).request('GET', services)).rejects.toThrow(`The kubeconfig in ${arn} ${says}`);
  });

  it('that is not there is told with its ARN', async () => {
    const arn = `arn:aws:ssm:${region}:${account}:parameter/absent`;
    await expect(connectTo(arn).request('GET', services)).rejects.toThrow(
      `The kubeconfig in ${arn} could not be read: ParameterNotFound`,
    );
  });

  it.each([
    ['npm run sync', ['sync', '--dry-run']],
    ['npm run doctor', ['doctor']],
  ])('shows none of its secrets in what %s prints', async (_, command) => {
    const { text, token } = await kubeconfigOf('dns-herald');
    const arn = await secretOf(`canary-${command[0]}`, text);
    const flags = ['--source=service', '--output=json', `--kubeconfig=${arn}`];
    const { stdout, stderr } = await commandLine([...command, ...flags], environment);
    expect(stdout).toContain('{');
    expect(token.length).toBeGreaterThan(100);
    for (const secret of [token, secretKey]) expect(`${stdout}${stderr}`).not.toContain(secret);
  });

  it('shows none of its secrets when it is broken', async () => {
    const arn = await secretOf('broken', 'users:\n  - token: canary-token\n bad: [');
    const { exitCode, stdout, stderr } = await commandLine(
      ['sync', '--source=service', `--kubeconfig=${arn}`],
      environment,
    );
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`The kubeconfig in ${arn} could not be read: it is not YAML at line 3`);
    expect(`${stdout}${stderr}`).not.toContain('canary-token');
  });
});

it('npm run doctor tells whose credentials are used', async () => {
  const arn = await secretOf('examined', (await kubeconfigOf('dns-herald')).text);
  const flags = ['--source=service', '--output=json', `--kubeconfig=${arn}`];
  const { stdout } = await commandLine(['doctor', ...flags], environment);
  expect(JSON.parse(stdout).checks).toEqual(
    expect.arrayContaining([
      { side: 'cluster', name: `kubeconfig in ${arn}`, status: 'ok', detail: `names ${cluster.server}` },
      {
        side: 'cluster',
        name: 'credentials',
        status: 'ok',
        detail: expect.stringContaining('user "system:serviceaccount:dns-herald:dns-herald"'),
      },
      { side: 'cluster', name: 'list services', status: 'ok', detail: '' },
      { side: 'aws', name: 'identity', status: 'ok', detail: `arn:aws:sts::${account}:user/moto` },
    ]),
  );
});

describe('an EKS cluster', () => {
  beforeAll(async () => {
    await new EKSClient().send(
      new CreateClusterCommand({
        name: 'shop',
        roleArn: `arn:aws:iam::${account}:role/eks`,
        resourcesVpcConfig: { subnetIds: ['subnet-1'] },
      }),
    );
  });

  /** The current kubeconfig of a cluster in moto. */
  const current = (...flags: readonly string[]) =>
    clusterAccess(configured('--eks-cluster-name=shop', ...flags), process.env).current();

  it('is found by its name, and its token is a request that STS answers', async () => {
    const kubeConfig = await current();
    expect(kubeConfig.getCurrentCluster()?.server).toMatch(/^https:\/\/.*eks\.amazonaws\.com\/$/);
    const token = kubeConfig.getCurrentUser()?.token ?? '';
    const url = new URL(Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString('utf8'));
    const headers = { host: url.host, 'x-k8s-aws-id': 'shop' };
    expect(url.searchParams.get('X-Amz-Signature')).toBe(presignedSignature(url, headers, secretKey));
    // moto finds the service by this header, which a presigned request does not need elsewhere.
    const authorization = `AWS4-HMAC-SHA256 Credential=${url.searchParams.get('X-Amz-Credential')}, presigned`;
    const asked = get(`${moto.endpoint}/${url.search}`, { headers: { ...headers, authorization } });
    const [answer] = await once(asked, 'response');
    expect(await text(answer)).toContain(`<Account>${account}</Account>`);
  });

  it('is reached as a role of another account where one is given', async () => {
    const role = 'arn:aws:iam::222222222222:role/reader';
    const other = { endpoint: moto.endpoint, region };
    const credentials = fromTemporaryCredentials({
      params: { RoleArn: role, RoleSessionName: 'test' },
      clientConfig: other,
    });
    await new EKSClient({ ...other, credentials }).send(
      new CreateClusterCommand({
        name: 'theirs',
        roleArn: 'arn:aws:iam::222222222222:role/eks',
        resourcesVpcConfig: { subnetIds: ['subnet-1'] },
      }),
    );
    const flags = ['--eks-cluster-name=theirs', `--eks-assume-role=${role}`];
    const kubeConfig = await clusterAccess(configured(...flags), process.env).current();
    expect(kubeConfig.getCurrentUser()?.token).toMatch(/^k8s-aws-v1\./);
    await expect(clusterAccess(configured('--eks-cluster-name=theirs'), process.env).current()).rejects.toThrow(
      'correct --eks-cluster-name or --eks-region',
    );
  });

  it('that is not there is told with its region', async () => {
    await expect(current('--eks-region=eu-north-1')).rejects.toThrow(
      /^The EKS cluster "shop" in eu-north-1 could not be looked up: .*; correct --eks-cluster-name or --eks-region$/,
    );
  });
});

describe('the group dns-herald, which an access entry gives', () => {
  const asGroup = ['--as=arn:aws:sts::1:assumed-role/sync/x', '--as-group=dns-herald'];

  it.each([
    ['list', 'services', '--all-namespaces'],
    ['create', 'events', '--all-namespaces'],
    ['patch', 'leases.coordination.k8s.io', '--namespace=kube-system'],
  ])('may %s %s %s', async (verb, resource, scope) => {
    expect(await cluster.kubectl(['auth', 'can-i', verb, resource, scope, ...asGroup])).toBe('yes\n');
  });

  it('may not read secrets', async () => {
    await expect(cluster.kubectl(['auth', 'can-i', 'list', 'secrets', '-A', ...asGroup])).rejects.toThrow();
  });
});
