import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { impatient } from '../aws/client-options.ts';
import { type AwsFailure, awsFailure, awsProblem, credentialsFix } from '../aws/explain-aws-error.ts';
import { ConfigError } from '../config/config.ts';
import { ClusterAccessError, type IssuedKubeConfig } from './access.ts';
import { type ClusterChoice, kubeConfigFromText, refuseFiles, refusePrograms } from './kubeconfig.ts';
import type { KubeconfigArn } from './kubeconfig-arn.ts';

/**
 * Gives the kubeconfig that AWS keeps, read anew each time. Throws ClusterAccessError where it cannot be read or used: it is
 * first known in a run. Loaded only where one is stored so.
 */
export function storedKubeConfigs(
  stored: KubeconfigArn,
  choice: Omit<ClusterChoice, 'kubeconfig'>,
  profile: string | undefined,
): () => Promise<IssuedKubeConfig> {
  const options = { ...impatient, region: stored.region, ...(profile !== undefined && { profile }) };
  const read = readers[stored.service](stored.arn, options);
  const place = `The kubeconfig in ${stored.arn}`;
  return async () => {
    const text = await read().catch((cause: unknown) => {
      const fix = fixes[awsFailure(cause)](actions[stored.service]);
      throw new ClusterAccessError(`${place} could not be read: ${awsProblem(cause)}`, fix, cause);
    });
    return { kubeConfig: usable(text, choice, place) };
  };
}

function usable(text: string, choice: Omit<ClusterChoice, 'kubeconfig'>, place: string) {
  try {
    const kubeConfig = kubeConfigFromText(text, choice, place);
    refusePrograms(kubeConfig, place);
    refuseFiles(kubeConfig, place);
    return kubeConfig;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ClusterAccessError(
      error.problems.map((problem) => problem.replace(/\.$/, '')).join('; '),
      undefined,
      error,
    );
  }
}

type Options = typeof impatient & { readonly region: string; readonly profile?: string };

const readers: Readonly<Record<KubeconfigArn['service'], (arn: string, options: Options) => () => Promise<string>>> = {
  secretsmanager: (SecretId, options) => {
    const client = new SecretsManagerClient(options);
    return async () => {
      const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId }));
      return SecretString ?? Buffer.from(SecretBinary ?? []).toString('utf8');
    };
  },
  ssm: (Name, options) => {
    const client = new SSMClient(options);
    return async () => {
      const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
      return Parameter?.Value ?? '';
    };
  },
};

const actions: Readonly<Record<KubeconfigArn['service'], string>> = {
  secretsmanager: 'secretsmanager:GetSecretValue',
  ssm: 'ssm:GetParameter',
};

const fixes: Readonly<Record<AwsFailure, (action: string) => string>> = {
  denied: (action) => `allow ${action} on it, and kms:Decrypt on its key where that is not AWS's own`,
  'no-credentials': () => credentialsFix,
  'not-found': () => 'correct --kubeconfig',
  'no-region': () => 'correct the region in --kubeconfig',
  other: () => 'see that this API of AWS can be reached from here, and try again',
};
