import { randomUUID } from 'node:crypto';
import { Route53Client } from '@aws-sdk/client-route-53';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import { loadKubeConfig } from '../../lib/cluster/kubeconfig.ts';
import type { World } from '../scenarios/world.ts';
import { type RealCluster, startCluster } from './cluster.ts';
import { startMoto } from './moto.ts';

/** A real kube-apiserver on which infra/kubernetes is installed, and moto for Route 53. */
export interface RealWorld extends World, AsyncDisposable {
  readonly cluster: RealCluster;
}

/**
 * Starts both, installs infra/kubernetes as docs/deploy.md says, and points the AWS clients of this process to moto.
 * @throws ServerError, CommandError
 */
export async function startRealWorld(): Promise<RealWorld> {
  await using starting = new AsyncDisposableStack();
  const [cluster, moto] = await Promise.all([startCluster(), startMoto()]);
  starting.use(cluster);
  starting.use(moto);
  const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  Object.assign(process.env, { ...credentials, AWS_ENDPOINT_URL: moto.endpoint });
  await cluster.kubectl(['apply', '--kustomize=infra/kubernetes']);
  await establishedDefinitions(cluster);
  const kubeConfig = loadKubeConfig({ kubeconfig: cluster.adminKubeconfig, context: undefined, server: undefined });
  const kubeconfig = await cluster.kubeconfigFor({ namespace: 'dns-herald', name: 'dns-herald' });
  const running = starting.move();
  return {
    cluster,
    kubeconfig,
    admin: kubernetesClient({ kubeConfig, timeoutMs: 60_000, retries: 3 }),
    route53: new Route53Client({ region: 'us-east-1' }),
    async newNamespace() {
      const name = `scenario-${randomUUID().slice(0, 8)}`;
      await cluster.createNamespace(name);
      return name;
    },
    resetRoute53: () => moto.reset(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Installs the custom resources of every source: stand-ins that keep any field. */
export async function installCustomResources(cluster: RealCluster): Promise<void> {
  await cluster.kubectl(['create', '--recursive', '--filename=test/real/crds']);
  await establishedDefinitions(cluster);
}

const establishedDefinitions = (cluster: RealCluster): Promise<string> =>
  cluster.kubectl(['wait', '--for=condition=Established', 'customresourcedefinitions', '--all']);
