import { describe, expect, it } from '@jest/globals';
import type { KubernetesClient, Method, RequestOptions } from '../../../../lib/cluster/client.ts';
import { ClusterError } from '../../../../lib/cluster/cluster.ts';
import type { Delivery } from '../../../../lib/events/event.ts';
import { kubernetes } from '../../../../lib/events/sinks/kubernetes.ts';
import { sampleEvent } from '../sample-event.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;
const { signal } = new AbortController();

/** A cluster that keeps one event, until it is forgotten. */
class Keeper implements KubernetesClient {
  requests = 0;
  stored: object | undefined;
  readonly asked: string[] = [];

  async request<Answer>(
    method: Method,
    path: string,
    { body = {}, signal: ends }: RequestOptions = {},
  ): Promise<Answer> {
    if (ends !== signal) throw new Error('nothing ends the request');
    this.asked.push(`${method} ${path.replace(/[0-9a-f]{16}$/, 'HASH')}`);
    if (method === 'POST' && this.stored !== undefined) throw new ClusterError('exists', { status: 409 });
    if (method !== 'POST' && this.stored === undefined) throw new ClusterError('not found', { status: 404 });
    if (method !== 'GET') this.stored = { ...this.stored, ...Object(body) };
    return JSON.parse(JSON.stringify(this.stored));
  }
}

const deliver = (client: KubernetesClient, now: number, ends = signal): Promise<readonly Delivery[]> =>
  kubernetes.open({ client, controller: 'external-dns', now: () => now }).deliver([sampleEvent()], ends);

const events = '/api/v1/namespaces/shop/events';

describe('the sink of the cluster', () => {
  it('writes an event once, and then continues its series every five minutes at most', async () => {
    const client = new Keeper();
    const told: Delivery[] = [];
    for (const minutes of [0, 4.99, 5, 9.99, 10]) told.push(...(await deliver(client, noon + minutes * minute)));
    expect(told).toEqual(['emitted', 'suppressed', 'repeated', 'suppressed', 'repeated']);
    expect(client.stored).toMatchObject({ count: 3, lastTimestamp: '2026-03-01T12:10:00Z' });
    expect(client.asked.slice(0, 3)).toEqual([`POST ${events}`, `POST ${events}`, `GET ${events}/web.HASH`]);
    expect(client.asked.at(-1)).toBe(`PATCH ${events}/web.HASH`);
  });

  it('writes it anew where it expired between two requests', async () => {
    const client = new Keeper();
    const forgetful: KubernetesClient = {
      requests: 0,
      request: (method, path, options) => {
        if (method === 'GET') client.stored = undefined;
        return client.request(method, path, options);
      },
    };
    await deliver(forgetful, noon);
    expect(await deliver(forgetful, noon + minute)).toEqual(['emitted']);
    expect(client.asked.at(-1)).toBe(`POST ${events}`);
  });

  it('leaves what it could not read for the next run', async () => {
    const client = new Keeper();
    const mute: KubernetesClient = {
      requests: 0,
      request: (method, path, options) =>
        method === 'GET'
          ? Promise.reject(new ClusterError('away', { status: 500 }))
          : client.request(method, path, options),
    };
    await deliver(mute, noon);
    expect(await deliver(mute, noon + minute)).toEqual([{ problem: 'away', again: 'next run' }]);
  });

  it.each([
    ['a refusal', 403, {}],
    ['an outage', 503, { again: 'next run' }],
  ])('asks for nothing more after %s', async (_, status, again) => {
    const asked: string[] = [];
    const client: KubernetesClient = {
      requests: 0,
      request: async (method) => {
        asked.push(method);
        throw new ClusterError('no', { status });
      },
    };
    expect(await deliver(client, noon)).toEqual([{ problem: 'no', ...again }]);
    expect(asked).toEqual(['POST']);
  });

  it('says of what it had no time for that the time was over', async () => {
    const broken: KubernetesClient = { requests: 0, request: () => Promise.reject(new Error('aborted')) };
    expect(await deliver(broken, noon, AbortSignal.abort())).toEqual([
      { problem: 'the time of the run was over before every event was written', again: 'next run' },
    ]);
  });
});
