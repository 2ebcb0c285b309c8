import { describe, expect, it, jest } from '@jest/globals';
import type { KubernetesClient, RequestOptions } from '../../../../lib/cluster/client.ts';
import { ClusterError } from '../../../../lib/cluster/cluster.ts';
import { eventEmitter } from '../../../../lib/events/delivery/emitter.ts';
import type { BusEntry, EventBus } from '../../../../lib/events/delivery/event-bus-client.ts';
import type { Outbox } from '../../../../lib/events/delivery/outbox.ts';
import type { EventMessage } from '../../../../lib/events/message.ts';
import { serviceReference } from '../../../support/sample-endpoint.ts';
import { sampleEvent } from '../sample-event.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const signal = new AbortController().signal;

/** A cluster that knows the events of Service api already, and takes the others. */
const remembering: KubernetesClient = {
  requests: 0,
  async request<Answer>(method: string, _path: string, { body }: RequestOptions = {}): Promise<Answer> {
    if (JSON.stringify(body)?.includes('"uid-api"')) throw new ClusterError('exists', { status: 409 });
    return JSON.parse(method === 'GET' ? JSON.stringify({ lastTimestamp: new Date(now).toISOString() }) : '{}');
  },
};

const broken: KubernetesClient = {
  requests: 0,
  request: async () => {
    throw new ClusterError('the cluster is away', { status: 500 });
  },
};

/** Answers no sooner than it is told to stop. */
const untilAborted = (stop: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (stop.aborted) reject(stop.reason);
    stop.addEventListener('abort', () => reject(stop.reason));
  });

const base = { client: remembering, controller: 'external-dns', now: () => now };
const event = sampleEvent();
const knownEvent = sampleEvent({ regarding: serviceReference('api') });

function listening() {
  const lines: EventMessage[] = [];
  const entries: BusEntry[] = [];
  const eventBus: EventBus = {
    put: async (batch) => {
      entries.push(...batch);
      return batch.map(() => undefined);
    },
  };
  return { lines, entries, eventBus, log: (line: EventMessage) => void lines.push(line) };
}

describe('the emitter', () => {
  it('takes an event for told whose first answer was lost, so that the other sinks hear of it', async () => {
    let stored: unknown;
    const client: KubernetesClient = {
      requests: 0,
      async request<Answer>(method: string, _: string, options?: { readonly body?: unknown }): Promise<Answer> {
        if (method === 'GET') return JSON.parse(JSON.stringify(stored));
        stored = options?.body;
        throw new ClusterError('exists', { status: 409 });
      },
    };
    const { lines, log } = listening();
    expect(await eventEmitter({ ...base, client, log }).emit([event], signal)).toMatchObject({ emitted: 1, failed: 0 });
    expect(lines).toHaveLength(1);
  });

  it('tells the cluster alone where nothing else is asked for', async () => {
    expect(await eventEmitter(base).emit([event], signal)).toStrictEqual({
      emitted: 1,
      repeated: 0,
      suppressed: 0,
      failed: 0,
    });
  });

  it('counts what continues a series apart, and tells it to the other sinks', async () => {
    const { lines, log } = listening();
    const later = eventEmitter({ ...base, log, now: () => now + 600_000 });
    expect(await later.emit([knownEvent], signal)).toMatchObject({ emitted: 0, repeated: 1, suppressed: 0 });
    expect(lines).toHaveLength(1);
  });

  it('tells every sink what is news, and counts what the cluster did', async () => {
    const { lines, entries, eventBus, log } = listening();
    const report = await eventEmitter({ ...base, log, eventBus }).emit([event, knownEvent], signal);
    expect(report).toEqual({
      emitted: 1,
      repeated: 0,
      suppressed: 1,
      failed: 0,
      sinks: { log: { emitted: 1, failed: 0 }, 'event-bus': { emitted: 1, failed: 0 } },
    });
    expect(lines).toEqual([
      {
        ...event,
        object: 'Service/shop/web',
        reportingController: 'external-dns',
        event: expect.stringMatching(/^web\.[0-9a-f]{16}$/),
        time: '2026-03-01T12:00:00.000Z',
      },
    ]);
    const [line] = lines;
    if (line === undefined) throw new Error('nothing was logged');
    const { time, ...data } = line;
    expect(entries).toEqual([
      {
        detailType: 'RecordReady',
        time: new Date(now),
        detail: {
          specversion: '1.0',
          id: `${data.event}.${now}`,
          source: '/dns-herald/external-dns',
          type: 'io.dns-herald.RecordReady',
          subject: 'Service/shop/web',
          time,
          datacontenttype: 'application/json',
          data,
        },
      },
    ]);
  });

  it('tells the other sinks although the cluster fails, and counts that', async () => {
    const { lines, log } = listening();
    const report = await eventEmitter({ ...base, client: broken, log }).emit([event], signal);
    expect(report).toMatchObject({ emitted: 0, failed: 1, problem: 'the cluster is away' });
    expect(report.sinks).toEqual({ log: { emitted: 1, failed: 0 } });
    expect(lines).toHaveLength(1);
  });

  it('tells the cluster and the others although one sink throws', async () => {
    const { entries, eventBus } = listening();
    const log = () => {
      throw new Error('the disk is full');
    };
    const report = await eventEmitter({ ...base, log, eventBus }).emit([event], signal);
    expect(report).toMatchObject({ emitted: 1, failed: 1, problem: 'the disk is full' });
    expect(report.sinks).toEqual({ log: { emitted: 0, failed: 1 }, 'event-bus': { emitted: 1, failed: 0 } });
    expect(entries).toHaveLength(1);
  });

  it('sends a bus ten at a time; what one request loses is lost alone, and counted', async () => {
    const sizes: number[] = [];
    const put: EventBus['put'] = async (batch) => {
      sizes.push(batch.length);
      if (sizes.length === 2) throw new Error('AccessDenied: no');
      return batch.map((_, index) => (index === 0 ? 'ThrottlingException: slow down' : undefined));
    };
    const events = Array.from({ length: 23 }, (_, index) => sampleEvent({ note: `note ${index}` }));
    const report = await eventEmitter({ ...base, eventBus: { put } }).emit(events, signal);
    expect(sizes).toEqual([10, 10, 3]);
    expect(report).toMatchObject({ emitted: 23, failed: 12 });
    expect(report.sinks).toEqual({ 'event-bus': { emitted: 11, failed: 12 } });
  });

  it.each<readonly [string, number, Partial<Parameters<typeof eventEmitter>[0]>]>([
    ['cluster 2 s before the deadline, for the report', 2_000, {}],
    ['cluster 10 s before the deadline, for the other sinks', 10_000, { log: () => undefined }],
    ['other sinks 2 s before the deadline', 2_000, { eventBus: { put: (_, stop) => untilAborted(stop) } }],
  ])('ends the %s', async (_, left, changes) => {
    const client: KubernetesClient =
      changes.eventBus === undefined
        ? { requests: 0, request: (_method, _path, { signal: stop = signal } = {}) => untilAborted(stop) }
        : remembering;
    const emitter = eventEmitter({ ...base, client, ...changes, deadline: now + left });
    expect(await emitter.emit([event], signal)).toMatchObject({ failed: 1 });
  });

  it.each([
    ['the cluster alone all but 2 s of the time that is left', {}, 18_000],
    ['the cluster all but 10 s, and the other sinks all but 2 s', { log: () => undefined }, 10_000],
  ])('gives %s', async (_, sinks, ofCluster) => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    await eventEmitter({ ...base, ...sinks, deadline: now + 20_000 }).emit([event], signal);
    expect(timeout.mock.calls).toEqual([[ofCluster], [18_000]]);
    timeout.mockRestore();
  });

  it('tells the cluster of problems first, then of what is late, then of the rest', async () => {
    const outbox: Outbox = { unsent: [{ event: sampleEvent({ note: 'late' }), since: now }] };
    const told: string[] = [];
    const client: KubernetesClient = {
      requests: 0,
      async request<Answer>(_method: string, _path: string, { body }: RequestOptions = {}): Promise<Answer> {
        told.push(Object(body).message);
        return JSON.parse('{}');
      },
    };
    const warning = sampleEvent({ type: 'Warning', note: 'a problem' });
    await eventEmitter({ ...base, client, outbox }).emit([event, warning], signal);
    expect(told).toEqual(['a problem', 'late', event.note]);
  });

  it.each([
    [403, []],
    [404, []],
    [422, []],
    [401, [event]],
    [429, [event]],
    [500, [event]],
    [undefined, [event]],
  ])('after the answer %s has these events left for the next run: %j', async (status, left) => {
    const outbox: Outbox = {};
    const client: KubernetesClient = {
      requests: 0,
      request: async () => {
        throw new ClusterError('no', status === undefined ? {} : { status });
      },
    };
    expect(await eventEmitter({ ...base, client, outbox }).emit([event], signal)).toMatchObject({ failed: 1 });
    expect(outbox.unsent?.map((each) => each.event)).toEqual(left);
  });

  it('tells the cluster later what it could not tell, and the other sinks no second time', async () => {
    const outbox = {};
    await eventEmitter({ ...base, client: broken, outbox }).emit([event], signal);
    const { lines, log } = listening();
    const warning = sampleEvent({ type: 'Warning', note: 'a problem' });
    const report = await eventEmitter({ ...base, log, outbox }).emit([knownEvent, warning], signal);
    expect(report).toMatchObject({ emitted: 2, suppressed: 1, failed: 0 });
    expect(lines.map(({ note }) => note)).toEqual(['a problem']);
    expect(outbox).toEqual({ unsent: [] });
  });
});
