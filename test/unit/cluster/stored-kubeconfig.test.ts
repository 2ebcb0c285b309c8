import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { readKubeconfigArn } from '../../../lib/cluster/kubeconfig-arn.ts';
import { storedKubeConfigs } from '../../../lib/cluster/stored-kubeconfig.ts';

const secrets = mockClient(SecretsManagerClient);
const parameters = mockClient(SSMClient);

const secret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:kubeconfig-AbCdEf';
const parameter = 'arn:aws:ssm:eu-west-1:123456789012:parameter/kubeconfig';

const kubeconfig = JSON.stringify({
  clusters: [
    { name: 'c', cluster: { server: 'https://c.test' } },
    { name: 'd', cluster: { server: 'https://d.test' } },
  ],
  users: [{ name: 'u', user: { token: 'canary-token' } }],
  contexts: [
    { name: 'x', context: { cluster: 'c', user: 'u' } },
    { name: 'y', context: { cluster: 'd', user: 'u' } },
  ],
  'current-context': 'x',
});

beforeEach(() => {
  secrets.reset();
  parameters.reset();
});

function issue(arn: string, context?: string) {
  const stored = readKubeconfigArn(arn);
  if (stored === undefined) throw new Error(`${arn} is no ARN of a kubeconfig`);
  return storedKubeConfigs(stored, { context, server: undefined }, undefined)();
}

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

describe('a stored kubeconfig', () => {
  it.each([
    ['a secret that is text', { SecretString: kubeconfig }],
    ['a secret that is binary', { SecretBinary: Buffer.from(kubeconfig) }],
  ])('is read from %s', async (_, answer) => {
    secrets.on(GetSecretValueCommand, { SecretId: secret }).resolves(answer);
    const { kubeConfig, renewAt } = await issue(secret);
    expect(kubeConfig.getCurrentUser()?.token).toBe('canary-token');
    expect(renewAt).toBeUndefined();
  });

  it('is read from a parameter, which is decrypted, under the context that is asked for', async () => {
    parameters
      .on(GetParameterCommand, { Name: parameter, WithDecryption: true })
      .resolves({ Parameter: { Value: kubeconfig } });
    expect((await issue(parameter, 'y')).kubeConfig.getCurrentCluster()?.server).toBe('https://d.test');
  });

  it.each([
    ['a secret', secret, 'secretsmanager:GetSecretValue'],
    ['a parameter', parameter, 'ssm:GetParameter'],
  ])(
    'in %s that may not be read names the action, and the key as another thing that may be missing',
    async (_, arn, action) => {
      const denied = named('AccessDeniedException', 'not authorized');
      secrets.on(GetSecretValueCommand).rejects(denied);
      parameters.on(GetParameterCommand).rejects(denied);
      await expect(issue(arn)).rejects.toMatchObject({
        problem: `The kubeconfig in ${arn} could not be read: AccessDeniedException: not authorized`,
        fix: `allow ${action} on it, and kms:Decrypt on its key where that is not AWS's own`,
      });
    },
  );

  it('without the context that is asked for names those that it has, and no credentials', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: kubeconfig });
    const failure = issue(secret, 'z');
    await expect(failure).rejects.toMatchObject({
      name: 'ClusterError',
      message: `The kubeconfig in ${secret} has no context "z"; it has x, y`,
    });
    await expect(failure).rejects.not.toThrow('canary-token');
  });
});
