import { describe, expect, it } from '@jest/globals';
import { conflictEvents } from '../../../lib/events/conflict-events.ts';
import type { ChangeResult } from '../../../lib/plan/change.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';
import { causes, created, failed, held, placed, skipped, updated } from './result-fixture.ts';

const winner = placed({ refs: [serviceReference('web')] });
const lost = (...names: readonly string[]): ChangeResult =>
  skipped(
    { code: 'RecordConflict', winner },
    placed({ targets: ['192.0.2.7'], refs: names.map((name) => serviceReference(name)) }),
  );
const goes: ChangeResult = { change: { action: 'Delete', endpoint: held(winner) }, status: 'Success' };
const inPlace = skipped(causes.UpToDate, winner);

describe('the winner of a conflict', () => {
  it.each([
    ['its record is created', created(winner)],
    ['its record is updated', { ...updated, change: { action: 'Update', endpoint: winner, current: held() } } as const],
    ['its record is in place', inPlace],
  ])('learns who else asks, when %s', (_, outcome) => {
    expect(conflictEvents([lost('api'), outcome], {})).toEqual([
      {
        type: 'Normal',
        reason: 'RecordReady',
        action: 'Kept',
        regarding: serviceReference('web'),
        related: serviceReference('api'),
        note: 'The A record "a.example.org" in the public zone example.org is as this object asks. Service/shop/api asks for the same name and does not get it. To end this, remove the name from one of the objects.',
        facts: expect.objectContaining({ cause: ['RecordConflict'], 'dns-name': ['a.example.org'] }),
      },
    ]);
  });

  it('learns of all the losers in one event, in the same words whatever their order', () => {
    const [event, ...others] = conflictEvents([lost('b'), lost('c', 'a'), inPlace], {});
    expect(others).toEqual([]);
    expect(event?.note).toContain(
      'Service/shop/a and Service/shop/b and Service/shop/c ask for the same name and do not get it.',
    );
    expect(conflictEvents([inPlace, lost('a', 'c'), lost('b')], {})).toEqual([event]);
  });

  it.each([
    ['its own record is deleted', [lost('api'), goes]],
    ['its own record failed', [lost('api'), failed(winner)]],
    ['its own record is withheld', [lost('api'), skipped(causes.OwnerConflict, winner)]],
    ['it lost to itself', [lost('web'), inPlace]],
    ['nobody lost', [inPlace]],
  ])('is told nothing when %s', (_, results) => {
    expect(conflictEvents(results, {})).toEqual([]);
  });

  it.each([
    ['zones', { zone: { id: 'Z2', name: 'example.org', visibility: 'private' } as const }],
    ['names', { dnsName: 'b.example.org' }],
    ['objects', { dnsName: 'b.example.org', refs: [serviceReference('other')] }],
  ])('learns of records of two %s in an event for each', (_, changes) => {
    const other = { ...winner, ...changes };
    const second = skipped({ code: 'RecordConflict', winner: other }, { ...other, refs: [serviceReference('api')] });
    const events = conflictEvents([lost('api'), second, inPlace, skipped(causes.UpToDate, other)], {});
    expect(events.map(({ regarding }) => regarding)).toEqual([winner, other].flatMap(({ refs }) => refs));
  });

  it('learns of records of two types at once', () => {
    const second = { ...winner, recordType: 'AAAA' } as const;
    const results = [
      lost('api'),
      skipped({ code: 'RecordConflict', winner: second }, placed({ ...second, refs: [serviceReference('api')] })),
      inPlace,
      skipped(causes.UpToDate, second),
    ];
    const events = conflictEvents(results, {});
    expect(events.map(({ note }) => note)).toEqual([
      expect.stringMatching(
        /^The A and AAAA records "a.example.org" in the public zone example.org are as this object asks\./,
      ),
    ]);
  });
});
