import { describe, expect, it } from '@jest/globals';
import { coreEvent } from '../../../lib/events/core-event.ts';
import type { RecordEvent } from '../../../lib/events/event.ts';
import { withFlapping } from '../../../lib/events/flapping.ts';
import { sampleEvent } from './sample-event.ts';

type Values = readonly [targets: string, ttl: string];

/** An update from some values to others. */
const update = ([formerTargets, formerTtl]: Values, [targets, ttl]: Values): RecordEvent =>
  sampleEvent({
    action: 'Updated',
    facts: {
      'dns-name': ['a.example.org'],
      'former-targets': formerTargets.split(','),
      'former-ttl': [formerTtl],
      targets: targets.split(','),
      ttl: [ttl],
    },
  });

const flappingOf = (now: RecordEvent, ...before: readonly RecordEvent[]): readonly string[] | undefined =>
  withFlapping(
    now,
    before.map((event) => coreEvent(event, 'external-dns', 0)),
  ).facts.flapping;

/** An update of the weight alone. */
const reweighted = (from: string, to: string): RecordEvent =>
  sampleEvent({
    action: 'Updated',
    facts: {
      targets: ['a'],
      'former-targets': ['a'],
      routing: [`aws/weight=${to}`],
      'former-routing': [`aws/weight=${from}`],
    },
  });

const [short, long, other, both]: readonly [Values, Values, Values, Values] = [
  ['192.0.2.1', '60'],
  ['192.0.2.1', '300'],
  ['192.0.2.2', '60'],
  ['192.0.2.1,192.0.2.2', '60'],
];

describe('a record goes back and forth', () => {
  it.each<readonly [string, RecordEvent, RecordEvent, string]>([
    ['the targets went the other way before', update(short, other), update(other, short), 'reversed'],
    ['one of several targets came the other way before', update(both, short), update(short, both), 'reversed'],
    ['the targets went the same way before', update(short, other), update(short, other), 'repeated'],
    ['the TTL alone went the other way before', update(short, long), update(long, short), 'reversed'],
    ['the TTL alone went the same way before', update(short, long), update(short, long), 'repeated'],
    ['the weight alone went the other way before', reweighted('1', '2'), reweighted('2', '1'), 'reversed'],
    ['the weight alone went the same way before', reweighted('1', '2'), reweighted('1', '2'), 'repeated'],
    [
      'the targets went the other way, and the TTL changed besides',
      update(short, other),
      update(other, long),
      'reversed',
    ],
  ])('where %s', (_, now, before, flapping) => {
    expect(flappingOf(now, before)).toEqual([flapping]);
  });
});

describe('a record does not go back and forth', () => {
  it.each<readonly [string, RecordEvent, RecordEvent]>([
    ['the TTL changes, and the targets did before', update(short, long), update(other, short)],
    ['the TTL changes to a third value', update(long, ['192.0.2.1', '5']), update(short, long)],
    ['neither changes: it was another setting', update(short, short), update(short, short)],
  ])('where %s', (_, now, before) => {
    expect(flappingOf(now, before)).toBeUndefined();
  });
});
