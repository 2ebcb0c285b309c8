import { describe, expect, it } from '@jest/globals';
import type { KubernetesClient, RequestOptions } from '../../../../lib/cluster/client.ts';
import { type CoreEvent, coreEvent } from '../../../../lib/events/core-event.ts';
import { noticeFlapping } from '../../../../lib/events/delivery/notice-flapping.ts';
import type { RecordEvent } from '../../../../lib/events/event.ts';
import { serviceReference } from '../../../support/sample-endpoint.ts';
import { sampleEvent } from '../sample-event.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;
const signal = new AbortController().signal;

/** The update of `a.example.org` from one target to another. */
const update = (from: string, to: string, changes: Partial<RecordEvent> = {}, more: RecordEvent['facts'] = {}) =>
  sampleEvent({
    action: 'Updated',
    note: `Updated from ${from} to ${to}.`,
    facts: { 'dns-name': ['a.example.org'], 'record-type': ['A'], 'former-targets': [from], targets: [to], ...more },
    ...changes,
  });

const told = (event: RecordEvent, minutesAgo = 5, controller = 'external-dns'): CoreEvent =>
  coreEvent(event, controller, now - minutesAgo * minute);

/** What is emitted when the cluster holds these events, and what it was asked. */
async function emitted(events: readonly RecordEvent[], stored: readonly CoreEvent[] | Error, ends = signal) {
  const asked: string[] = [];
  const client: KubernetesClient = {
    requests: 0,
    async request<Answer>(method: string, path: string, { query, signal: stop }: RequestOptions = {}): Promise<Answer> {
      asked.push(`${method} ${path} ${query?.['fieldSelector']}`);
      stop?.throwIfAborted();
      if (stored instanceof Error) throw stored;
      return JSON.parse(JSON.stringify({ items: stored }));
    },
  };
  let emitted: readonly RecordEvent[] = [];
  const emitter = {
    emit: async (each: readonly RecordEvent[]) => {
      emitted = each;
      return { emitted: each.length, repeated: 0, suppressed: 0, failed: 0 };
    },
  };
  await noticeFlapping(emitter, { client, controller: 'external-dns', now: () => now }).emit(events, ends);
  return { emitted, asked };
}

describe('an update', () => {
  it.each([
    [
      'reversed',
      'that undoes one of the last hour',
      [told(update('a', 'b'))],
      /it the other way, because what the object/,
    ],
    ['repeated', 'that was made already', [told(update('b', 'a'))], /made the same change, and something else has set/],
    ['reversed', 'that was both', [told(update('b', 'a')), told(update('a', 'b'))], /it the other way/],
  ])('is told as %s when it is one %s', async (flapping, _, stored, ending) => {
    const {
      emitted: [event],
    } = await emitted([update('b', 'a')], stored);
    expect(event?.note).toMatch(/^Updated from b to a\. It goes back and forth: within the last hour this instance /);
    expect(event?.note).toMatch(ending);
    expect(event?.facts.flapping).toEqual([flapping]);
  });

  it.each<readonly [string, CoreEvent]>([
    ['to other targets', told(update('b', 'c'))],
    ['an hour ago', told(update('a', 'b'), 60)],
    ['by another controller', told(update('a', 'b'), 5, 'other')],
    ['on another object', told(update('a', 'b', { regarding: serviceReference('api') }))],
    ['of another name', told(update('a', 'b', {}, { 'dns-name': ['b.example.org'] }))],
    ['of another type', told(update('a', 'b', {}, { 'record-type': ['AAAA'] }))],
    ['of another set identifier', told(update('a', 'b', {}, { 'set-identifier': ['blue'] }))],
    ['in another zone', told(update('a', 'b', {}, { 'zone-id': ['Z2'] }))],
    ['without annotations', { ...told(update('a', 'b')), metadata: { name: 'web.1', namespace: 'shop' } }],
    ['that was a creation', told(update('a', 'b', { action: 'Created' }))],
  ])('is told plainly after one %s', async (_, stored) => {
    const event = update('b', 'a');
    expect((await emitted([event], [stored])).emitted).toEqual([event]);
  });

  it('of settings alone is told plainly, for its targets cannot tell it from others', async () => {
    const event = update('a', 'a');
    expect((await emitted([event], [told(event)])).emitted).toEqual([event]);
  });

  it('is told plainly when the cluster does not say what was told before', async () => {
    const event = update('b', 'a');
    expect((await emitted([event], new Error('forbidden'))).emitted).toEqual([event]);
  });

  it('is told plainly when there is no time to ask', async () => {
    const event = update('b', 'a');
    expect((await emitted([event], [told(update('a', 'b'))], AbortSignal.abort())).emitted).toEqual([event]);
  });

  it('whose note is full keeps the ending within the limit', async () => {
    const note = `${'ü'.repeat(511)}..`;
    const {
      emitted: [event],
    } = await emitted([update('b', 'a', { note })], [told(update('a', 'b'))]);
    expect(event?.note).toMatch(/ because what the object asks for changed and changed back\.$/);
    expect(Buffer.byteLength(event?.note ?? '')).toBeLessThanOrEqual(1024);
  });
});

describe('the cluster is asked', () => {
  it('once for each object with an update, by its uid', async () => {
    const api = { regarding: serviceReference('api') };
    const { uid: _, ...gone } = serviceReference('gone');
    const events = [
      update('a', 'b'),
      update('c', 'd'),
      update('a', 'b', api),
      sampleEvent({ regarding: serviceReference('new') }),
      update('a', 'b', { regarding: gone }),
    ];
    expect((await emitted(events, [])).asked).toEqual([
      'GET /api/v1/namespaces/shop/events involvedObject.uid=uid-web,reason=RecordReady',
      'GET /api/v1/namespaces/shop/events involvedObject.uid=uid-api,reason=RecordReady',
    ]);
  });

  it('nothing where nothing was updated', async () => {
    expect((await emitted([sampleEvent()], [])).asked).toEqual([]);
  });

  it('about 200 objects at most', async () => {
    const events = Array.from({ length: 201 }, (_, index) =>
      update('a', 'b', { regarding: serviceReference(`s${index}`) }),
    );
    const { asked, emitted: all } = await emitted(events, []);
    expect([asked.length, all.length]).toEqual([200, 201]);
  });
});
