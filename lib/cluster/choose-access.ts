import type { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { roleOf } from '../aws/role.ts';
import type { Config } from '../config/config.ts';
import { type ClusterAccess, fixedAccess, type IssuedKubeConfig, keptAccess } from './access.ts';
import type { EksChoice } from './eks.ts';
import { loadKubeConfig, placeOf, refusePrograms } from './kubeconfig.ts';
import { type KubeconfigArn, readKubeconfigArn } from './kubeconfig-arn.ts';

/** The settings that say which cluster, and as whom. */
export type ClusterSettings = Pick<
  Config,
  | 'kubeconfig'
  | 'context'
  | 'server'
  | 'awsProfile'
  | 'eksClusterName'
  | 'eksRegion'
  | 'eksAssumeRole'
  | 'eksAssumeRoleExternalId'
>;

/** Which of the ways to a cluster the settings take. */
export type ClusterRoute =
  | { readonly kind: 'eks'; readonly eks: EksChoice }
  | { readonly kind: 'stored'; readonly stored: KubeconfigArn }
  | { readonly kind: 'file' };

/**
 *     set                             the cluster is reached by
 *     --eks-cluster-name              what EKS says of it, and tokens made from AWS credentials
 *     --kubeconfig=arn:...            a kubeconfig in Secrets Manager or an SSM parameter
 *     --kubeconfig=PATH, or nothing   a kubeconfig on this machine
 */
export function clusterRoute(config: ClusterSettings): ClusterRoute {
  const { eksClusterName: name, eksRegion: region, server } = config;
  if (name !== undefined) {
    const role = roleOf(config.eksAssumeRole, config.eksAssumeRoleExternalId);
    return { kind: 'eks', eks: { name, region, profile: config.awsProfile[0], role, server } };
  }
  const stored = readKubeconfigArn(config.kubeconfig ?? '');
  return stored === undefined ? { kind: 'file' } : { kind: 'stored', stored };
}

/**
 * The way to the cluster. A kubeconfig on this machine is read at once, and ConfigError thrown when it cannot be used;
 * what AWS knows is asked for by the first request. A function takes no kubeconfig that runs programs.
 */
export function clusterAccess(
  config: ClusterSettings,
  environment: Readonly<Record<string, string | undefined>>,
  now: () => number = Date.now,
): ClusterAccess {
  const route = clusterRoute(config);
  switch (route.kind) {
    case 'eks':
      return lazyAccess(
        async () => (await import('./eks.ts')).eksKubeConfigs(route.eks, now),
        now,
        `EKS does not know the token's IAM identity: make an access entry for it in the cluster "${route.eks.name}"`,
      );
    case 'stored':
      return lazyAccess(
        async () =>
          (await import('./stored-kubeconfig.ts')).storedKubeConfigs(route.stored, config, config.awsProfile[0]),
        now,
        `the credentials of the kubeconfig in ${route.stored.arn} are not accepted, or have expired: store others there`,
      );
    case 'file':
      return fixedAccess(fromFile(config, environment));
  }
}

function lazyAccess(
  load: () => Promise<() => Promise<IssuedKubeConfig>>,
  now: () => number,
  advice: string,
): ClusterAccess {
  let loading: ReturnType<typeof load> | undefined;
  return keptAccess(
    async () => {
      loading ??= load();
      return (await loading)();
    },
    { now, advice },
  );
}

function fromFile(config: ClusterSettings, environment: Readonly<Record<string, string | undefined>>): KubeConfig {
  const kubeConfig = loadKubeConfig(config);
  // Set by Lambda alone (Lambda developer guide, "Defined runtime environment variables").
  if (environment['AWS_LAMBDA_FUNCTION_NAME']) refusePrograms(kubeConfig, placeOf(config.kubeconfig));
  return kubeConfig;
}
