import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import { loadKubeConfig } from '../../lib/cluster/kubeconfig.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { scenarios } from '../scenarios/scenarios.ts';
import { Stage } from '../scenarios/stage.ts';
import type { World } from '../scenarios/world.ts';

let kubernetes: KubernetesEmulator;
let route53: Route53Emulator;
let folder: string;
let world: World;

beforeAll(async () => {
  kubernetes = await startKubernetes();
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
  await applyFile('infra/kubernetes/dnsendpoint-crd.yaml');
  await applyFile('infra/kubernetes/rbac.yaml');
  await writeFile(join(folder, 'admin'), kubernetes.kubeconfig());
  await writeFile(join(folder, 'function'), kubernetes.kubeconfig('system:serviceaccount:dns-herald:dns-herald'));
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  const admin = kubernetesClient({
    kubeConfig: loadKubeConfig({ kubeconfig: join(folder, 'admin'), context: undefined, server: undefined }),
    timeoutMs: 5000,
    retries: 0,
  });
  let namespaces = 0;
  world = {
    admin,
    kubeconfig: join(folder, 'function'),
    get route53() {
      return new Route53Client({ region: 'us-east-1' });
    },
    async newNamespace() {
      namespaces += 1;
      const name = `scenario-${namespaces}`;
      await admin.request('POST', '/api/v1/namespaces', {
        body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      });
      return name;
    },
    async resetRoute53() {
      await route53?.stop();
      route53 = await startRoute53();
      process.env['AWS_ENDPOINT_URL'] = route53.url;
    },
  };
});

afterAll(async () => {
  await kubernetes.stop();
  await route53.stop();
  await rm(folder, { recursive: true });
});

async function applyFile(path: string): Promise<void> {
  for (const document of parseAllDocuments(await readFile(path, 'utf8'))) kubernetes.apply(document.toJS());
}

describe('on the embedded cluster and Route 53', () => {
  it.each(scenarios)('$title', async ({ play }) => play(await Stage.open(world)));
});
