import { describe, expect, it } from '@jest/globals';
import { keepUnsent, type Outbox, unsentEvents } from '../../../../lib/events/delivery/outbox.ts';
import type { Delivery, RecordEvent } from '../../../../lib/events/event.ts';
import { sampleEvent } from '../sample-event.ts';

const minute = 60_000;
const away: Delivery = { problem: 'the cluster is away', again: 'next run' };
const refused: Delivery = { problem: 'the namespace is going' };
const created = sampleEvent();

/** What is left after these deliveries at minute 0. */
function left(events: readonly RecordEvent[], deliveries: readonly Delivery[]): Outbox {
  const outbox: Outbox = {};
  keepUnsent(outbox, events, deliveries, 0);
  return outbox;
}

describe('the outbox', () => {
  it.each<readonly ['keeps' | 'lets go', string, RecordEvent, Delivery]>([
    ['keeps', 'a creation that could not be told', created, away],
    ['keeps', 'an update that could not be told', sampleEvent({ action: 'Updated' }), away],
    ['keeps', 'a deletion that could not be told', sampleEvent({ reason: 'RecordDeleted', action: 'Deleted' }), away],
    [
      'lets go',
      'a problem, which the next run finds again',
      sampleEvent({ type: 'Warning', reason: 'RecordError', action: 'FailedSync' }),
      away,
    ],
    ['lets go', 'what stands of a conflict', sampleEvent({ action: 'Kept' }), away],
    ['lets go', 'a creation that was told', created, 'emitted'],
    ['lets go', 'a creation that was told moments ago', created, 'suppressed'],
    ['lets go', 'a creation that was refused', created, refused],
  ])('%s %s', (fate, _, event, delivery) => {
    expect(unsentEvents(left([event], [delivery]), minute)).toEqual(fate === 'keeps' ? [event] : []);
  });

  it('is emptied by a delivery', () => {
    const outbox = left([created], [away]);
    keepUnsent(outbox, unsentEvents(outbox, minute), ['emitted'], minute);
    expect(unsentEvents(outbox, minute)).toEqual([]);
  });

  it('forgets what is an hour old, however often it was tried', () => {
    const outbox = left([created], [away]);
    keepUnsent(outbox, unsentEvents(outbox, 30 * minute), [away], 30 * minute);
    expect(unsentEvents(outbox, 60 * minute - 1)).toEqual([created]);
    expect(unsentEvents(outbox, 60 * minute)).toEqual([]);
  });
});
