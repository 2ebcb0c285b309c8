import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { clusterAccess, clusterRoute } from '../../../lib/cluster/choose-access.ts';
import { kubeConfigFromText, refuseFiles, refusePrograms } from '../../../lib/cluster/kubeconfig.ts';
import { readKubeconfigArn } from '../../../lib/cluster/kubeconfig-arn.ts';
import { configured, problemsWith } from '../../support/parsed-config.ts';

const text = (user: object, cluster: object = {}) =>
  stringify({
    clusters: [{ name: 'c', cluster: { server: 'https://c.test', ...cluster } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  });

const anyChoice = { context: undefined, server: undefined };
const read = (content: string) => kubeConfigFromText(content, anyChoice, 'The kubeconfig in S');

const exec = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'aws', args: ['eks', 'get-token'] } };

describe('a kubeconfig for a function', () => {
  it.each([
    ['an exec plug-in', exec, '"aws"'],
    ['an exec plug-in in the old place', { 'auth-provider': { name: 'exec', config: exec } }, '"aws"'],
    [
      'the command of an auth-provider',
      { 'auth-provider': { name: 'gcp', config: { 'cmd-path': 'gcloud' } } },
      '"gcloud"',
    ],
  ])('must not need %s', (_, user, program) => {
    expect(() => refusePrograms(read(text(user)), 'The kubeconfig in S')).toThrow(
      `The kubeconfig in S gets the credentials of "u" from the program ${program}, which a function does not have; ` +
        'set --eks-cluster-name for an EKS cluster, or give the user a token or a client certificate.',
    );
  });

  it.each([
    ['a certificate authority', {}, { 'certificate-authority': '/home/me/ca.crt' }, '/home/me/ca.crt'],
    ['a client certificate', { 'client-certificate': 'me.crt', 'client-key-data': 'eA==' }, {}, 'me.crt'],
    ['a key', { 'client-certificate-data': 'eA==', 'client-key': 'me.key' }, {}, 'me.key'],
  ])('must not name a file with %s when it is stored elsewhere', (_, user, cluster, file) => {
    expect(() => refuseFiles(read(text(user, cluster)), 'The kubeconfig in S')).toThrow(
      `The kubeconfig in S names the file "${file}", which is not here; put in what the file holds`,
    );
  });

  it.each([
    ['a token', { token: 't' }],
    ['a client certificate', { 'client-certificate-data': 'eA==', 'client-key-data': 'eA==' }],
  ])('may have %s', (_, user) => {
    const kubeConfig = read(text(user, { 'certificate-authority-data': 'eA==' }));
    refusePrograms(kubeConfig, 'S');
    refuseFiles(kubeConfig, 'S');
    expect(kubeConfig.getCurrentCluster()?.server).toBe('https://c.test');
  });
});

describe('a kubeconfig that cannot be read', () => {
  it.each([
    ['broken YAML', 'users:\n  - token: canary-token\n  bad', 'could not be read: it is not YAML at line 3.'],
    ['nothing', '', 'could not be read: expected a document, but the input is empty'],
    ['null', 'null', 'could not be read: it is not a kubeconfig'],
    ['a text', 'canary-token', 'has no current context with a cluster'],
    [
      'a server without TLS',
      text({ token: 'canary-token' }, { server: 'http://c.test' }),
      'names the server http://c.test',
    ],
  ])('of %s says what is wrong and quotes nothing of it', (_, content, says) => {
    const error = (() => {
      try {
        return read(content);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(String(error)).toContain(`The kubeconfig in S ${says}`);
    expect(String(error)).not.toContain('canary-token');
  });
});

describe('the way to the cluster', () => {
  let folder: string;
  let kubeconfig: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
    kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, text(exec));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const secret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:kubeconfig-AbCdEf';

  it.each([
    [
      'EKS',
      ['--eks-cluster-name=shop', '--eks-region=eu-west-1'],
      { kind: 'eks', eks: { name: 'shop', region: 'eu-west-1' } },
    ],
    [
      'EKS in another account',
      ['--eks-cluster-name=shop', '--eks-assume-role=arn:aws:iam::2:role/r', '--eks-assume-role-external-id=x'],
      { kind: 'eks', eks: { role: { arn: 'arn:aws:iam::2:role/r', externalId: 'x' } } },
    ],
    ['a secret', [`--kubeconfig=${secret}`], { kind: 'stored', stored: { service: 'secretsmanager', arn: secret } }],
    ['a file', ['--kubeconfig=/opt/kubeconfig'], { kind: 'file' }],
    ['the usual places', [], { kind: 'file' }],
  ])('is %s', (_, flags, route) => {
    expect(clusterRoute(configured(...flags))).toMatchObject(route);
  });

  it.each([
    ['--eks-cluster-name beside a kubeconfig', ['--eks-cluster-name=shop', '--kubeconfig=/a'], 'needs no kubeconfig'],
    ['a role without a cluster', ['--eks-assume-role=arn:aws:iam::2:role/r'], 'set --eks-cluster-name too'],
    [
      'an ARN of something else',
      ['--kubeconfig=arn:aws:s3:::bucket/kubeconfig'],
      'is no ARN that can hold a kubeconfig',
    ],
  ])('is refused for %s', (_, flags, problem) => {
    expect(problemsWith({ flags })).toEqual([expect.stringContaining(problem)]);
  });

  it('is refused in a function where a file of the layer runs programs', () => {
    const config = configured(`--kubeconfig=${kubeconfig}`);
    expect(() => clusterAccess(config, { AWS_LAMBDA_FUNCTION_NAME: 'sync' })).toThrow(
      `The kubeconfig ${kubeconfig} gets the credentials of "u" from the program "aws"`,
    );
  });

  it('may run programs on the command line', async () => {
    const access = clusterAccess(configured(`--kubeconfig=${kubeconfig}`), {});
    expect((await access.current()).getCurrentUser()?.exec?.command).toBe('aws');
  });
});

describe('the ARN of a kubeconfig', () => {
  it.each([
    [
      'arn:aws:secretsmanager:eu-west-1:123456789012:secret:a/b-AbCdEf',
      { service: 'secretsmanager', region: 'eu-west-1' },
    ],
    ['arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a/b', { service: 'ssm', region: 'cn-north-1' }],
    ['arn:aws:ssm:eu-west-1:123456789012:document/a', undefined],
    ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:', undefined],
    ['/opt/kubeconfig', undefined],
  ])('%s is read', (arn, expected) => {
    expect(readKubeconfigArn(arn)).toEqual(expected && { arn, ...expected });
  });
});
