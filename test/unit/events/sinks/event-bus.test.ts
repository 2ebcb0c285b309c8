import { expect, it } from '@jest/globals';
import type { EventBus } from '../../../../lib/events/delivery/event-bus-client.ts';
import { eventBus } from '../../../../lib/events/sinks/event-bus.ts';
import { sampleEvent } from '../sample-event.ts';

const client = { requests: 0, request: () => Promise.reject(new Error('no cluster')) };

it.each<readonly [string, EventBus['put']]>([
  ['did not take', async () => ['AccessDenied: no']],
  ['could not be sent', () => Promise.reject(new Error('AccessDenied: no'))],
])('what the event bus %s is told with the reason', async (_, put) => {
  const sink = eventBus.open({ client, controller: 'external-dns', now: () => 0, eventBus: { put } });
  expect(await sink?.deliver([sampleEvent()], new AbortController().signal)).toEqual([
    { problem: 'the event bus: AccessDenied: no' },
  ]);
});
