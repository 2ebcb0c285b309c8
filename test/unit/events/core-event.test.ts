import { describe, expect, it } from '@jest/globals';
import { coreEvent, eventsPath, repeatPatch } from '../../../lib/events/core-event.ts';
import type { RecordEvent } from '../../../lib/events/event.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';
import { sampleEvent } from './sample-event.ts';

const noon = Date.parse('2026-03-01T12:00:00.250Z');
const hour = 3_600_000;
const regarding = (changes: Partial<RecordEvent['regarding']>) =>
  sampleEvent({ regarding: { ...serviceReference(), ...changes } });
const nameOf = (event: RecordEvent, controller = 'external-dns', now = noon): string =>
  coreEvent(event, controller, now).metadata.name;

describe('an event of the cluster', () => {
  it('says all that is told, with times as each field writes them', () => {
    const facts = { 'dns-name': ['a.example.org', 'b.example.org'], cause: ['Success'] };
    const { metadata, ...event } = coreEvent(
      sampleEvent({ facts, related: serviceReference('api') }),
      'external-dns',
      noon,
    );
    expect(metadata).toEqual({
      name: expect.stringMatching(/^web\.[0-9a-f]{16}$/),
      namespace: 'shop',
      annotations: { 'dns-herald.io/dns-name': 'a.example.org,b.example.org', 'dns-herald.io/cause': 'Success' },
    });
    expect(event).toEqual({
      apiVersion: 'v1',
      kind: 'Event',
      involvedObject: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web', uid: 'uid-web' },
      related: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api', uid: 'uid-api' },
      type: 'Normal',
      reason: 'RecordReady',
      action: 'Created',
      message: 'Created the A record "a.example.org".',
      reportingComponent: 'external-dns',
      reportingInstance: 'external-dns/source/service',
      eventTime: '2026-03-01T12:00:00.250000Z',
      firstTimestamp: '2026-03-01T12:00:00Z',
      lastTimestamp: '2026-03-01T12:00:00Z',
      count: 1,
      source: { component: 'external-dns' },
    });
  });

  it('on a cluster-scoped object lives in the namespace default, and names no related object where there is none', () => {
    const { namespace: _, ...node } = serviceReference();
    const event = coreEvent(sampleEvent({ regarding: node }), 'external-dns', noon);
    expect(event.metadata.namespace).toBe('default');
    expect(event).not.toHaveProperty('related');
    expect([eventsPath(), eventsPath('a b')]).toEqual([
      '/api/v1/namespaces/default/events',
      '/api/v1/namespaces/a%20b/events',
    ]);
  });

  it('has a reporting instance of at most 128 characters', () => {
    expect(coreEvent(sampleEvent(), 'c'.repeat(128), noon).reportingInstance).toBe('c'.repeat(128));
  });

  it.each([
    ['Web::UI', 'web-ui'],
    ['--web--', 'web'],
    ['___', 'object'],
    ['a'.repeat(253), 'a'.repeat(200)],
    [`${'a'.repeat(199)}-b`, 'a'.repeat(199)],
  ])('on the object %s has a name that the API server takes', (name, beginning) => {
    expect(nameOf(regarding({ name })).replace(/\.[0-9a-f]{16}$/, '')).toBe(beginning);
  });

  it('has one name for one hour', () => {
    expect(nameOf(sampleEvent({ facts: {} }), 'external-dns', noon + hour - 251)).toBe(nameOf(sampleEvent()));
  });

  it.each<readonly [string, string]>([
    ['API version', nameOf(regarding({ apiVersion: 'v2' }))],
    ['kind', nameOf(regarding({ kind: 'Pod' }))],
    ['namespace', nameOf(regarding({ namespace: 'team' }))],
    ['uid', nameOf(regarding({ uid: 'anew' }))],
    ['source', nameOf(regarding({ source: 'ingress' }))],
    ['type', nameOf(sampleEvent({ type: 'Warning' }))],
    ['reason', nameOf(sampleEvent({ reason: 'RecordDeleted' }))],
    ['action', nameOf(sampleEvent({ action: 'Kept' }))],
    ['note', nameOf(sampleEvent({ note: 'Updated it.' }))],
    ['controller', nameOf(sampleEvent(), 'other')],
    ['hour', nameOf(sampleEvent(), 'external-dns', noon + hour)],
  ])('has another name with another %s', (_, name) => {
    expect(name).not.toBe(nameOf(sampleEvent()));
  });

  it('is continued by one more, with the time and the facts of now', () => {
    expect(repeatPatch({ count: 2 }, coreEvent(sampleEvent(), 'external-dns', noon), noon + hour)).toEqual({
      metadata: { annotations: { 'dns-herald.io/dns-name': 'a.example.org', 'dns-herald.io/record-type': 'A' } },
      count: 3,
      lastTimestamp: '2026-03-01T13:00:00Z',
      series: { count: 3, lastObservedTime: '2026-03-01T13:00:00.250000Z' },
    });
  });
});
