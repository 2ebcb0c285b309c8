import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KubernetesClient, kubernetesClient } from '../../lib/cluster/client.ts';
import { loadKubeConfig } from '../../lib/cluster/kubeconfig.ts';
import type { ObjectReference } from '../../lib/endpoint/endpoint.ts';
import { buildEvents } from '../../lib/events/build-events.ts';
import { eventEmitter } from '../../lib/events/delivery/emitter.ts';
import { eventReasons, type RecordEvent } from '../../lib/events/event.ts';
import { remarkEvents } from '../../lib/events/remarks.ts';
import type { ChangeResult } from '../../lib/plan/change.ts';
import { conflict, everyOutcome, manyOutcomes, strainingOutcomes } from '../support/every-outcome.ts';
import { type RealCluster, startCluster } from './cluster.ts';

let cluster: RealCluster;
let client: KubernetesClient;
let time = Date.now();
const signal = new AbortController().signal;

const reference = (name: string, changes: Partial<ObjectReference> = {}): ObjectReference => ({
  apiVersion: 'v1',
  kind: 'Service',
  namespace: 'shop',
  name,
  uid: `uid-${name}`,
  source: 'service',
  ...changes,
});

beforeAll(async () => {
  cluster = await startCluster();
  await cluster.createNamespace('shop');
  const kubeConfig = loadKubeConfig({ kubeconfig: cluster.adminKubeconfig, context: undefined, server: undefined });
  client = kubernetesClient({ kubeConfig, timeoutMs: 60_000, retries: 0 });
});

afterAll(async () => {
  await cluster?.stop();
});

const emit = (events: readonly RecordEvent[]) =>
  eventEmitter({ client, controller: 'external-dns', now: () => time }).emit(events, signal);

const eventsOf = (results: readonly ChangeResult[]) =>
  buildEvents(results, new Set(eventReasons), { owner: 'me', checksum: 'abc' });

const gone = (): ObjectReference => {
  const { uid: _uid, ...ref } = reference('gone');
  return ref;
};

const node = (): ObjectReference => {
  const { namespace: _namespace, ...ref } = reference('worker-1', { kind: 'Node', source: 'node' });
  return ref;
};

const uidOf = (...what: readonly string[]): Promise<string> =>
  cluster.kubectl(['get', ...what, '--output=jsonpath={.metadata.uid}']);

async function realService(): Promise<ObjectReference> {
  await cluster.kubectl(['create', 'service', 'clusterip', 'told', '--tcp=80', '--namespace=shop']);
  return reference('told', { uid: await uidOf('service', 'told', '--namespace=shop') });
}

async function realNode(): Promise<ObjectReference> {
  const { namespace: _namespace, ...ref } = reference('worker-7', { kind: 'Node', source: 'node' });
  await cluster.kubectl(
    ['create', '--filename=-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name: ref.name } }),
  );
  return { ...ref, uid: await uidOf('node', ref.name) };
}

describe('the API server accepts the events, and their series,', () => {
  it.each<readonly [string, () => readonly ChangeResult[], number]>([
    ['of every row and every cause', () => everyOutcome(reference('web')), 20],
    ['of objects that are gone', () => everyOutcome(gone()), 20],
    ['of cluster-scoped objects', () => everyOutcome(node()), 20],
    ['of objects whose names are not DNS-safe', () => everyOutcome(reference('Web:UI_1')), 20],
    ['of objects with long names', () => everyOutcome(reference(`${'a'.repeat(60)}.`.repeat(4).slice(0, 240))), 20],
    ['of both sides of a conflict', () => conflict(reference('won'), reference('lost')), 2],
    ['of long and multi-byte notes, malformed names, and 500 names', () => strainingOutcomes(reference('big')), 20],
  ])('%s', async (_, results, atLeast) => {
    const events = eventsOf(results());
    expect(events.length).toBeGreaterThanOrEqual(atLeast);
    const written = await emit(events);
    expect(written).toEqual({ emitted: events.length, repeated: 0, suppressed: 0, failed: 0 });
    time += 5 * 60_000;
    const hourTurned = new Date(time).getUTCMinutes() < 5;
    const again = await emit(events);
    expect(again).toEqual({
      ...written,
      emitted: hourTurned ? events.length : 0,
      repeated: hourTurned ? 0 : events.length,
    });
  });

  it('of which the view of events.k8s.io/v1 allows another series update', async () => {
    const [event] = eventsOf(everyOutcome(reference('series')));
    if (event === undefined) throw new Error('no event');
    time = (Math.floor(time / 3_600_000) + 1) * 3_600_000;
    await emit([event]);
    time += 5 * 60_000;
    await emit([event]);
    const path = '/apis/events.k8s.io/v1/namespaces/shop/events';
    const list = await client.request<{ items: { metadata: { name: string }; regarding: { name: string } }[] }>(
      'GET',
      path,
    );
    const stored = list.items.find(({ regarding }) => regarding.name === 'series');
    expect(stored).toMatchObject({ series: { count: 2 }, deprecatedCount: 2 });
    const body = { series: { count: 3, lastObservedTime: new Date().toISOString().replace('Z', '000Z') } };
    expect(await client.request('PATCH', `${path}/${stored?.metadata.name}`, { body })).toMatchObject({
      series: { count: 3 },
    });
  });

  it.each<readonly [string, string, () => Promise<ObjectReference>]>([
    ['a Service', 'service told -n shop', realService],
    ['a Node, whose events live in another namespace', 'node worker-7', realNode],
  ])('and kubectl describe shows every one of them under %s', async (_, what, make) => {
    const ref = await make();
    const events = [
      ...eventsOf([...everyOutcome(ref), ...manyOutcomes(ref), ...conflict(ref, reference('lost'))]),
      ...remarkEvents([{ ref, problem: 'the annotation dns/ttl says "soon", which is no TTL; write seconds' }], [], {}),
    ].filter(({ regarding }) => regarding.uid === ref.uid);
    expect(await emit(events)).toMatchObject({ emitted: events.length, failed: 0 });
    time += 5 * 60_000;
    await emit(events);
    const shown = (await cluster.kubectl(['describe', ...what.split(' ')])).split('\n');
    const missing = events.filter(
      ({ type, reason, note }) =>
        !shown.some(
          (line) => new RegExp(`^ +${type} +${reason} +.* external-dns`).test(line) && line.trimEnd().endsWith(note),
        ),
    );
    expect(missing).toEqual([]);
  });

  it('and what it must refuse it refuses: the validation is awake', async () => {
    const [event] = eventsOf(everyOutcome(reference('web')));
    if (event === undefined) throw new Error('no event');
    const report = await emit([{ ...event, note: 'x'.repeat(1025) }]);
    expect(report).toMatchObject({ failed: 1, problem: expect.stringContaining('can have at most 1024') });
  });
});
