import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Route53Client } from '@aws-sdk/client-route-53';
import { parseAllDocuments } from 'yaml';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import { loadKubeConfig } from '../../lib/cluster/kubeconfig.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import type { World } from '../scenarios/world.ts';

/** The embedded cluster, on which infra/kubernetes is installed, and the embedded Route 53. */
export interface EmbeddedWorld extends World {
  readonly kubernetes: KubernetesEmulator;
  /** The one of the present scenario. */
  readonly account: Route53Emulator;
  stop(): Promise<void>;
}

/** Starts both, and points the AWS clients of this process to them. */
export async function startEmbeddedWorld(options: Pick<World, 'clusterRetries'> = {}): Promise<EmbeddedWorld> {
  const kubernetes = await startKubernetes();
  const folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
  await install(kubernetes, 'infra/kubernetes/dnsendpoint-crd.yaml', 'infra/kubernetes/rbac.yaml');
  await writeFile(join(folder, 'admin'), kubernetes.kubeconfig());
  await writeFile(join(folder, 'function'), kubernetes.kubeconfig('system:serviceaccount:dns-herald:dns-herald'));
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  const kubeConfig = loadKubeConfig({ kubeconfig: join(folder, 'admin'), context: undefined, server: undefined });
  const admin = kubernetesClient({ kubeConfig, timeoutMs: 60_000, retries: 0 });
  let account = await startRoute53();
  let namespaces = 0;
  return {
    ...options,
    admin,
    kubernetes,
    kubeconfig: join(folder, 'function'),
    get account() {
      return account;
    },
    get route53() {
      return new Route53Client({ region: 'us-east-1' });
    },
    async newNamespace() {
      namespaces += 1;
      const metadata = { name: `scenario-${namespaces}` };
      await admin.request('POST', '/api/v1/namespaces', { body: { apiVersion: 'v1', kind: 'Namespace', metadata } });
      return metadata.name;
    },
    async resetRoute53() {
      await account.stop();
      account = await startRoute53();
      process.env['AWS_ENDPOINT_URL'] = account.url;
    },
    async stop() {
      await Promise.all([kubernetes.stop(), account.stop(), rm(folder, { recursive: true })]);
    },
  };
}

async function install(kubernetes: KubernetesEmulator, ...paths: readonly string[]): Promise<void> {
  for (const path of paths)
    for (const document of parseAllDocuments(await readFile(path, 'utf8'))) kubernetes.apply(document.toJS());
}
