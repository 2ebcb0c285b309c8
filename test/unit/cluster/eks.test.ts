import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { keptAccess } from '../../../lib/cluster/access.ts';
import { type EksChoice, eksKubeConfigs } from '../../../lib/cluster/eks.ts';
import { presignedSignature } from '../../support/sigv4.ts';

const eks = mockClient(EKSClient);
const shell = { ...process.env };
const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'canary-key/+=', AWS_SESSION_TOKEN: 'a/b+c=' };
const choice: EksChoice = {
  name: 'shop',
  region: 'eu-west-1',
  profile: undefined,
  role: undefined,
  server: undefined,
};
const cluster = {
  name: 'shop',
  status: 'ACTIVE',
  endpoint: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com',
  certificateAuthority: { data: Buffer.from('a certificate').toString('base64') },
} as const;

let time: number;

beforeAll(() => {
  Object.assign(process.env, keys);
});
afterAll(() => {
  process.env = shell;
});
beforeEach(() => {
  time = Date.parse('2026-03-01T12:00:00Z');
  eks.reset();
  eks.on(DescribeClusterCommand, { name: 'shop' }).resolves({ cluster });
});

const issue = (changes: Partial<EksChoice> = {}) => eksKubeConfigs({ ...choice, ...changes }, () => time);
const tokenOf = async (changes?: Partial<EksChoice>) =>
  (await issue(changes)()).kubeConfig.getCurrentUser()?.token ?? '';
const addressIn = (token: string) =>
  new URL(Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString('utf8'));

describe('the kubeconfig of an EKS cluster', () => {
  it('has the address and the certificate authority that EKS tells', async () => {
    const { kubeConfig } = await issue()();
    expect(kubeConfig.getCurrentCluster()).toMatchObject({
      server: cluster.endpoint,
      caData: cluster.certificateAuthority.data,
      skipTLSVerify: false,
    });
  });

  it('has the address that --server gives in the place of that of EKS', async () => {
    const { kubeConfig } = await issue({ server: 'https://proxy.example.com' })();
    expect(kubeConfig.getCurrentCluster()?.server).toBe('https://proxy.example.com');
  });

  it('has a token that is a GetCallerIdentity request, signed for this cluster and this minute', async () => {
    const token = await tokenOf();
    expect(token).toMatch(/^k8s-aws-v1\.[\w-]+$/);
    const url = addressIn(token);
    expect(`${url.origin}${url.pathname}`).toBe('https://sts.eu-west-1.amazonaws.com/');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIDEXAMPLE/20260301/eu-west-1/sts/aws4_request',
      'X-Amz-Date': '20260301T120000Z',
      'X-Amz-Expires': '60',
      'X-Amz-Security-Token': 'a/b+c=',
      'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
      'X-Amz-Signature': presignedSignature(url, { host: url.host, 'x-k8s-aws-id': 'shop' }, 'canary-key/+='),
    });
    expect(token).not.toContain(Buffer.from('canary-key').toString('base64url').slice(0, 12));
  });

  it.each([
    ['eu-west-1', 'sts.eu-west-1.amazonaws.com'],
    ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn'],
    ['us-isob-east-1', 'sts.us-isob-east-1.sc2s.sgov.gov'],
  ])('asks STS of its own region and partition: %s', async (region, host) => {
    expect(addressIn(await tokenOf({ region })).host).toBe(host);
  });

  it('is used for ten minutes of the fifteen that EKS takes the token for', async () => {
    const access = keptAccess(issue(), { now: () => time });
    const first = await access.current();
    time += 10 * 60_000 - 1;
    expect(await access.current()).toBe(first);
    time += 1;
    const second = await access.current();
    expect(addressIn(second.getCurrentUser()?.token ?? '').searchParams.get('X-Amz-Date')).toBe('20260301T121000Z');
  });
});

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

describe('a cluster that cannot be reached', () => {
  it.each([
    {
      title: 'that may not be described names the action',
      error: named('AccessDeniedException', 'User: arn:aws:sts::1:assumed-role/sync/x is not authorized'),
      says: 'The EKS cluster "shop" in eu-west-1 could not be looked up: AccessDeniedException: User: arn:aws:sts::1:assumed-role/sync/x is not authorized; allow eks:DescribeCluster on this cluster',
    },
    {
      title: 'whose role may not be assumed names the role',
      error: named('AccessDenied', 'not authorized to perform: sts:AssumeRole'),
      changes: { role: { arn: 'arn:aws:iam::2:role/reader' } },
      says: 'allow sts:AssumeRole on arn:aws:iam::2:role/reader, let that role trust the caller',
    },
    {
      title: 'that does not exist names the flags',
      error: named('ResourceNotFoundException', 'No cluster found for name: shop.'),
      says: 'No cluster found for name: shop.; correct --eks-cluster-name or --eks-region',
    },
    {
      title: 'whose caller has no credentials asks for them',
      error: named('CredentialsProviderError', 'Could not load credentials from any providers'),
      says: 'give AWS credentials that are valid',
    },
    {
      title: 'whose service is away asks for the way to it',
      error: named('TimeoutError', 'connect timed out'),
      says: 'could not be looked up: TimeoutError: connect timed out; see that this API of AWS can be reached',
    },
  ])('$title', async ({ error, says, changes }) => {
    eks.reset();
    eks.on(DescribeClusterCommand).rejects(error);
    await expect(issue(changes)()).rejects.toThrow(says);
    await expect(issue(changes)()).rejects.toMatchObject({ name: 'ClusterError', cause: error });
  });

  it('that is being made has to be waited for', async () => {
    eks.reset();
    eks.on(DescribeClusterCommand).resolves({ cluster: { name: 'shop', status: 'CREATING' } });
    await expect(issue()()).rejects.toThrow(
      'The EKS cluster "shop" is CREATING and has no address yet; wait until it is ACTIVE',
    );
  });
});
