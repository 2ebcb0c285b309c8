import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import { loadKubeConfig } from '../../lib/cluster/kubeconfig.ts';
import { service } from '../scenarios/manifests.ts';
import { scenarios } from '../scenarios/scenarios.ts';
import { Stage } from '../scenarios/stage.ts';
import type { World } from '../scenarios/world.ts';
import { type RealCluster, startCluster } from './cluster.ts';
import { type Moto, startMoto } from './moto.ts';

let cluster: RealCluster;
let moto: Moto;
let world: World;

beforeAll(async () => {
  [cluster, moto] = await Promise.all([startCluster(), startMoto()]);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  await cluster.kubectl(['create', 'namespace', 'dns-herald']);
  for (const file of ['dnsendpoint-crd', 'rbac']) {
    await cluster.kubectl(['apply', '-f', '-'], await readFile(`infra/kubernetes/${file}.yaml`, 'utf8'));
  }
  await cluster.kubectl(['wait', '--for=condition=Established', 'crd/dnsendpoints.externaldns.k8s.io']);
  const kubeconfig = await cluster.kubeconfigFor({ namespace: 'dns-herald', name: 'dns-herald' });
  const kubeConfig = loadKubeConfig({ kubeconfig: cluster.adminKubeconfig, context: undefined, server: undefined });
  world = {
    kubeconfig,
    admin: kubernetesClient({ kubeConfig, timeoutMs: 10_000, retries: 3 }),
    route53: new Route53Client({ region: 'us-east-1' }),
    async newNamespace() {
      const name = `scenario-${randomUUID().slice(0, 8)}`;
      await cluster.createNamespace(name);
      return name;
    },
    resetRoute53: () => moto.reset(),
  };
});

afterAll(async () => {
  await cluster?.stop();
  await moto?.stop();
});

describe('on a real kube-apiserver and moto, with the rights of the shipped ClusterRole', () => {
  it.each(scenarios.filter(({ motoLacks }) => motoLacks === undefined))('$title', async ({ play }) =>
    play(await Stage.open(world)),
  );
});

describe('the events of a run, read by the real kubectl', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open(world);
    await stage.apply(
      service('api', 'api.example.com', '192.0.2.1'),
      service('lost', 'lost.elsewhere.test', '192.0.2.2'),
    );
    await stage.run();
  });

  it.each([
    ['involvedObject.kind=Service', ['api', 'lost']],
    ['type=Normal', ['api']],
    ['type=Warning', ['lost']],
    ['reason=RecordReady', ['api']],
    ['reason=RecordError', ['lost']],
    ['reportingComponent=external-dns', ['api', 'lost']],
  ])('are selected by %s', async (selector, expected) => {
    const names = await cluster.kubectl([
      ...['get', 'events', `--namespace=${stage.namespace}`, `--field-selector=${selector}`],
      ...['--output=jsonpath={.items[*].involvedObject.name}'],
    ]);
    expect(names.split(' ').sort()).toEqual(expected);
  });

  it.each([
    ['api', /Normal\s+RecordReady\s+.*external-dns\s+Created A record "api\.example\.com" in zone example\.com/],
    ['lost', /Warning\s+RecordError\s+.*external-dns\s+A record "lost\.elsewhere\.test" was not published/],
  ])('stand under Service %s in kubectl describe', async (name, line) => {
    expect(await cluster.kubectl(['describe', 'service', name, `--namespace=${stage.namespace}`])).toMatch(line);
  });

  it('are whole in the view of events.k8s.io/v1 too', async () => {
    const list = JSON.parse(
      await cluster.kubectl(['get', 'events.v1.events.k8s.io', `--namespace=${stage.namespace}`, '--output=json']),
    );
    for (const event of list.items) {
      expect(event).toMatchObject({
        reportingController: 'external-dns',
        reportingInstance: 'external-dns/source/service',
        regarding: { kind: 'Service', apiVersion: 'v1', namespace: stage.namespace, uid: expect.any(String) },
        note: expect.stringContaining('record'),
        deprecatedCount: 1,
        deprecatedSource: { component: 'external-dns' },
      });
      expect(event.eventTime).toMatch(/\.\d{6}Z$/);
    }
  });

  it('are listed by kubectl events --for', async () => {
    const output = await cluster.kubectl(['events', '--for=Service/api', `--namespace=${stage.namespace}`]);
    expect(output).toContain('RecordReady');
  });
});
