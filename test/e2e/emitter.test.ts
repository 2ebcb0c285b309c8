import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { eventEmitter } from '../../lib/events/delivery/emitter.ts';
import type { RecordEvent } from '../../lib/events/event.ts';
import { serviceReference } from '../support/sample-endpoint.ts';
import { sampleEvent } from '../unit/events/sample-event.ts';
import { clientOf } from './cluster-connection.ts';

const minute = 60_000;
const signal = new AbortController().signal;

let cluster: KubernetesEmulator;
let time: number;

beforeEach(async () => {
  time = Date.parse('2026-03-01T12:00:00Z');
  cluster = await startKubernetes();
  cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
});
afterEach(() => cluster.stop());

const event = (changes: Partial<RecordEvent> = {}): RecordEvent =>
  sampleEvent({ note: 'Created the A record.', ...changes });

const regarding = (changes: Partial<RecordEvent['regarding']>) =>
  event({ regarding: { ...serviceReference(), ...changes } });

const emit = (...events: readonly RecordEvent[]) =>
  eventEmitter({ client: clientOf(cluster, { retries: 0 }), controller: 'external-dns', now: () => time }).emit(
    events,
    signal,
  );

const stored = () => cluster.objects('v1', 'Event');
const none = { emitted: 0, repeated: 0, failed: 0, suppressed: 0 };

describe('an event', () => {
  it('is one object that core/v1 and events.k8s.io/v1 both show whole', async () => {
    expect(await emit(event())).toEqual({ ...none, emitted: 1 });
    expect(stored()).toEqual([
      expect.objectContaining({
        involvedObject: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web', uid: 'uid-web' },
        type: 'Normal',
        reason: 'RecordReady',
        action: 'Created',
        message: 'Created the A record.',
        reportingComponent: 'external-dns',
        reportingInstance: 'external-dns/source/service',
        eventTime: '2026-03-01T12:00:00.000000Z',
        firstTimestamp: '2026-03-01T12:00:00Z',
        lastTimestamp: '2026-03-01T12:00:00Z',
        count: 1,
        source: { component: 'external-dns' },
      }),
    ]);
    const path = `/apis/events.k8s.io/v1/namespaces/shop/events/${stored()[0]?.metadata.name}`;
    expect(await clientOf(cluster).request('GET', path)).toMatchObject({
      regarding: { kind: 'Service', name: 'web' },
      note: 'Created the A record.',
      reportingController: 'external-dns',
    });
  });

  it('carries what machines want as annotations, lists with commas, and names the other object', async () => {
    const facts = { 'dns-name': ['a.example.org', 'b.example.org'], cause: ['RecordConflict'] };
    await emit(event({ facts, related: serviceReference('api') }));
    expect(stored()[0]).toMatchObject({
      metadata: {
        annotations: {
          'dns-herald.io/dns-name': 'a.example.org,b.example.org',
          'dns-herald.io/cause': 'RecordConflict',
        },
      },
      related: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api', uid: 'uid-api' },
    });
  });

  it('is the same one when only its annotations differ, and shows the newest', async () => {
    await emit(event({ facts: { 'request-id': ['one'] } }));
    time += 5 * minute;
    expect(await emit(event({ facts: { 'request-id': ['two'] } }))).toEqual({ ...none, repeated: 1 });
    expect(stored()).toHaveLength(1);
    expect(stored()[0]).toMatchObject({ count: 2, metadata: { annotations: { 'dns-herald.io/request-id': 'two' } } });
  });

  it('is not written again within five minutes', async () => {
    await emit(event());
    time += 5 * minute - 1;
    expect(await emit(event())).toEqual({ ...none, suppressed: 1 });
    expect(stored()).toHaveLength(1);
    expect(stored()[0]).toMatchObject({ count: 1 });
  });

  it('continues its series after five minutes', async () => {
    await emit(event());
    time += 5 * minute;
    expect(await emit(event())).toEqual({ ...none, repeated: 1 });
    time += 7 * minute;
    await emit(event());
    expect(stored()).toEqual([
      expect.objectContaining({
        count: 3,
        series: { count: 3, lastObservedTime: '2026-03-01T12:12:00.000000Z' },
        eventTime: '2026-03-01T12:00:00.000000Z',
        firstTimestamp: '2026-03-01T12:00:00Z',
        lastTimestamp: '2026-03-01T12:12:00Z',
      }),
    ]);
  });

  it('is a new one in the next hour', async () => {
    await emit(event());
    time += 60 * minute;
    expect(await emit(event())).toEqual({ ...none, emitted: 1 });
    expect(stored()).toHaveLength(2);
  });

  it('that vanished between the conflict and the reading is created again', async () => {
    await emit(event());
    time += 6 * minute;
    cluster.fail({
      verb: 'get',
      times: 1,
      when: () => {
        cluster.remove('v1', 'Event', 'shop', stored()[0]?.metadata.name ?? '');
        return false;
      },
    });
    expect(await emit(event())).toEqual({ ...none, emitted: 1 });
    expect(stored()).toEqual([expect.objectContaining({ count: 1, eventTime: '2026-03-01T12:06:00.000000Z' })]);
  });

  it.each([
    ['capital letters and colons', 'Web:UI'],
    ['nothing that a name may hold', '___'],
    ['dots and a hyphen at the end of what fits', `${'a.'.repeat(99)}a-${'b'.repeat(53)}`],
  ])('of an object whose name has %s finds a name', async (_, name) => {
    expect(await emit(regarding({ name }))).toEqual({ ...none, emitted: 1 });
    expect(stored()[0]).toMatchObject({ involvedObject: { name } });
    expect(stored()[0]?.metadata.name).toMatch(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);
  });

  it('of a cluster-scoped object lives in the namespace default', async () => {
    const { namespace: _, ...node } = serviceReference('worker-1');
    expect(await emit(event({ regarding: { ...node, kind: 'Node', source: 'node' } }))).toEqual({
      ...none,
      emitted: 1,
    });
    expect(stored()[0]).toMatchObject({ metadata: { namespace: 'default' } });
    expect(stored()[0]?.['involvedObject']).not.toHaveProperty('namespace');
  });

  it('of an object that is gone has no uid', async () => {
    const { uid: _, ...gone } = serviceReference();
    expect(await emit(event({ regarding: gone }))).toEqual({ ...none, emitted: 1 });
    expect(stored()[0]?.['involvedObject']).not.toHaveProperty('uid');
  });
});

describe('what cannot be written', () => {
  it('in a namespace that is going costs only its own', async () => {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'going', deletionTimestamp: '2026-03-01T11:00:00Z', finalizers: ['x/y'] },
    });
    const report = await emit(regarding({ namespace: 'going' }), regarding({ namespace: 'absent' }), event());
    expect(report).toMatchObject({ emitted: 1, failed: 2, problem: expect.stringContaining('being terminated') });
  });

  it('for a quota is counted, with the first reason', async () => {
    const quota = { status: 403, reason: 'Forbidden', message: 'exceeded quota: events' };
    cluster.fail({ resource: 'events', times: 2, with: quota });
    const report = await emit(event(), event({ note: 'second' }), event({ note: 'third' }));
    expect(report).toMatchObject({ emitted: 1, failed: 2, problem: expect.stringContaining('exceeded quota: events') });
  });

  it('because the API server is away is counted, and nothing is thrown', async () => {
    cluster.fail({ resource: 'events', with: { status: 500, reason: 'InternalError' } });
    expect(await emit(event(), event({ note: 'second' }))).toMatchObject({ ...none, failed: 2 });
  });

  it('before the deadline is counted rather than waited for', async () => {
    const emitter = eventEmitter({
      client: clientOf(cluster),
      controller: 'external-dns',
      now: () => time,
      deadline: time,
    });
    expect(await emitter.emit([event(), event({ note: 'second' })], signal)).toEqual({
      ...none,
      failed: 2,
      problem: 'the time of the run was over before every event was written',
    });
  });
});

it('the server that asks for patience is given it', async () => {
  const patience = { status: 429, reason: 'TooManyRequests', headers: { 'Retry-After': '0' } };
  cluster.fail({ resource: 'events', times: 1, with: patience });
  const client = clientOf(cluster, { retries: 1 });
  const emitter = eventEmitter({ client, controller: 'external-dns', now: () => time });
  expect(await emitter.emit([event()], signal)).toEqual({ ...none, emitted: 1 });
});

it('10,000 events are all delivered, in their order but for those in flight', async () => {
  const events = Array.from({ length: 10_000 }, (_, index) =>
    event({ note: `note ${index}`, type: index < 100 ? 'Warning' : 'Normal' }),
  );
  expect(await emit(...events)).toEqual({ ...none, emitted: 10_000 });
  expect(new Set(stored().map(({ message }) => message)).size).toBe(10_000);
  const early = stored()
    .toSorted((left, right) => Number(left.metadata.resourceVersion) - Number(right.metadata.resourceVersion))
    .slice(0, 84);
  expect(new Set(early.map(({ type }) => type))).toEqual(new Set(['Warning']));
});
