import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { service } from '../scenarios/manifests.ts';
import { scenarios } from '../scenarios/scenarios.ts';
import { Stage } from '../scenarios/stage.ts';
import type { RealCluster } from './cluster.ts';
import { type RealWorld, startRealWorld } from './real-world.ts';

let world: RealWorld;
let cluster: RealCluster;

beforeAll(async () => {
  world = await startRealWorld();
  cluster = world.cluster;
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
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
    [
      'api',
      /Normal\s+RecordReady\s+.*external-dns\s+Created the A record "api\.example\.com" in the public zone example\.com/,
    ],
    ['lost', /Warning\s+RecordError\s+.*external-dns\s+The A record "lost\.elsewhere\.test" was not published/],
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
