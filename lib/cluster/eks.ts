import { type Cluster, DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { impatient } from '../aws/client-options.ts';
import { type AwsFailure, awsFailure, awsProblem, credentialsFix } from '../aws/explain-aws-error.ts';
import { assumedRole, type Role } from '../aws/role.ts';
import { ClusterAccessError, type IssuedKubeConfig } from './access.ts';
import { eksToken, tokenLifeMs } from './eks-token.ts';

/** An EKS cluster, and as whom to reach it. */
export interface EksChoice {
  readonly name: string;
  /** Absent: the region of the function, or of the AWS configuration. */
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly role: Role | undefined;
  /** In the place of the address that EKS gives. */
  readonly server: string | undefined;
}

/**
 * Gives kubeconfigs for the cluster, each with a new token. The cluster is described each time: it is one call in ten
 * minutes, and a warm function notices when the cluster was made anew. Loaded only where EKS is used.
 */
export function eksKubeConfigs(choice: EksChoice, now: () => number): () => Promise<IssuedKubeConfig> {
  const { region, profile, role } = choice;
  const client = new EKSClient({
    ...impatient,
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(role && { credentials: assumedRole(role) }),
  });
  return async () => {
    try {
      const mintedAt = now();
      const cluster = await describe(client, choice.name);
      const token = await mint(client, choice.name, mintedAt);
      return { kubeConfig: kubeConfigOf(cluster, choice, token), renewAt: mintedAt + tokenLifeMs };
    } catch (error) {
      throw error instanceof ClusterAccessError ? error : await unusable(choice, client, error);
    }
  };
}

async function describe(client: EKSClient, name: string): Promise<Cluster> {
  const { cluster = {} } = await client.send(new DescribeClusterCommand({ name }));
  return cluster;
}

async function mint(client: EKSClient, name: string, at: number): Promise<string> {
  const { credentials, sha256 } = client.config;
  return eksToken({ credentials, sha256, region: await client.config.region() }, name, new Date(at));
}

function kubeConfigOf({ endpoint, certificateAuthority, status }: Cluster, choice: EksChoice, token: string) {
  const { name, server = endpoint } = choice;
  const caData = certificateAuthority?.data;
  if (server === undefined || caData === undefined)
    throw new ClusterAccessError(
      `The EKS cluster "${name}" is ${status} and has no address yet`,
      'wait until it is ACTIVE',
    );
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser({ name, server, caData, skipTLSVerify: false }, { name: 'dns-herald', token });
  return kubeConfig;
}

async function unusable(choice: EksChoice, client: EKSClient, cause: unknown): Promise<ClusterAccessError> {
  const region = await client.config.region().catch(() => undefined);
  const place = region === undefined ? '' : ` in ${region}`;
  return new ClusterAccessError(
    `The EKS cluster "${choice.name}"${place} could not be looked up: ${awsProblem(cause)}`,
    fixes[awsFailure(cause)](choice),
    cause,
  );
}

/** What to do about a failure: a clause. */
const fixes: Readonly<Record<AwsFailure, (choice: EksChoice) => string>> = {
  denied: ({ role }) =>
    role === undefined
      ? 'allow eks:DescribeCluster on this cluster'
      : `allow sts:AssumeRole on ${role.arn}, let that role trust the caller, and allow it eks:DescribeCluster on this cluster`,
  'no-credentials': () => credentialsFix,
  'not-found': () => 'correct --eks-cluster-name or --eks-region',
  'no-region': () => 'set --eks-region or AWS_REGION',
  other: () => 'see that this API of AWS can be reached from here, and try again',
};
