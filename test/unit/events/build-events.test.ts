import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ObjectReference } from '../../../lib/endpoint/endpoint.ts';
import { buildEvents } from '../../../lib/events/build-events.ts';
import { eventReasons } from '../../../lib/events/event.ts';
import type { ChangeResult } from '../../../lib/plan/change.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';
import { causes, created, failed, held, placed, skipped } from './result-fixture.ts';

const all = new Set(eventReasons);
const numbered = (index: number): string => `n${String(index).padStart(2, '0')}.example.org`;
const web = serviceReference('web');
const targets = ['192.0.2.1', '192.0.2.2'];
const deletion = (dnsName: string): ChangeResult => ({
  change: { action: 'Delete', endpoint: held({ dnsName, targets }) },
  status: 'Success',
});
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe('events', () => {
  it('go to every object that asked', () => {
    const refs = [serviceReference('web'), serviceReference('api')];
    expect(buildEvents([created({ refs })], all).map(({ regarding }) => regarding)).toEqual(refs);
  });

  it('put Warnings first, in the order of the results', () => {
    const results = [created(), failed({ dnsName: 'b.example.org' }), created({ dnsName: 'c.example.org' }), failed()];
    expect(buildEvents(results, all).map(({ type, note }) => `${type} ${note.match(/"(.*?)"/)?.[1]}`)).toEqual([
      'Warning b.example.org',
      'Warning a.example.org',
      'Normal a.example.org',
      'Normal c.example.org',
    ]);
  });

  it('are left out where their reason is not asked for, or nobody asked for the name', () => {
    expect(buildEvents([created(), failed()], new Set(['RecordError'])).map(({ reason }) => reason)).toEqual([
      'RecordError',
    ]);
    expect(buildEvents([created({ refs: [] }), skipped(causes.UpToDate)], all)).toEqual([]);
  });

  it('tell an object once that its record stays and its wish has no target, and every other object on its own', () => {
    const api = serviceReference('api');
    const wish = (refs: readonly ObjectReference[]) =>
      skipped(causes.NoTargets, placed({ refs, dnsName: 'A.example.org', targets: [] }));
    const record = skipped(causes.NoTargets, held({ refs: [web] }));
    expect(buildEvents([wish([web]), record], all)).toMatchObject([{ note: expect.stringContaining('was kept') }]);
    expect(buildEvents([wish([api]), record], all).map(({ regarding }) => regarding)).toEqual([api, web]);
    expect(buildEvents([wish([web, api]), record], all)).toHaveLength(3);
  });

  it.each([
    ['of another name', causes.NoTargets, { dnsName: 'b.example.org' }, causes.NoTargets],
    ['that has another reason', { ...causes.NoTargets }, {}, causes.NoTargets],
    ['that waits', causes.Deferred, {}, causes.Deferred],
  ])('tell an object of a wish %s, beside the record that stays', (_, cause, wish, keeps) => {
    expect(buildEvents([skipped(cause, placed(wish)), skipped(keeps, held())], all)).toMatchObject([
      { note: expect.stringContaining(' was not published ') },
      { note: expect.stringContaining(' was kept as it is ') },
    ]);
  });

  it.each([
    ['created', created(), created({ recordType: 'AAAA' })],
    ['failed', failed(), failed({ recordType: 'AAAA' })],
    [
      'refused',
      skipped(causes.OwnerConflict),
      skipped(causes.OwnerConflict, placed({ recordType: 'AAAA', targets: ['2001:db8::1'] })),
    ],
    [
      'lost',
      skipped(causes.RecordConflict),
      skipped(
        { code: 'RecordConflict', winner: placed({ recordType: 'AAAA', refs: [serviceReference('api')] }) },
        placed({ recordType: 'AAAA' }),
      ),
    ],
  ])('tell an object once of records of two types that were %s alike', (_, ofA, ofAaaa) => {
    const events = buildEvents([ofA, ofAaaa], all, { owner: 'me' });
    expect(events).toHaveLength(1);
    expect(events[0]?.note).toContain('he A and AAAA records "a.example.org"');
    expect(events[0]?.facts).toMatchObject({ 'record-type': ['A', 'AAAA'], owner: ['me'] });
    expect(buildEvents([ofAaaa, ofA], all, { owner: 'me' }).map(({ note }) => note)).toEqual([events[0]?.note]);
  });

  it.each([
    ['the targets', created({ recordType: 'AAAA', targets: ['2001:db8::1'] })],
    ['the name', created({ recordType: 'AAAA', dnsName: 'b.example.org' })],
    ['the set identifier', created({ recordType: 'AAAA', setIdentifier: 'blue' })],
    ['the outcome', failed({ recordType: 'AAAA' })],
    ['the object', created({ recordType: 'AAAA', refs: [serviceReference('api')] })],
    ['the namespace of the object', created({ recordType: 'AAAA', refs: [{ ...web, namespace: 'team' }] })],
    ['the uid of the object', created({ recordType: 'AAAA', refs: [{ ...web, uid: 'anew' }] })],
    ['the source of the object', created({ recordType: 'AAAA', refs: [{ ...web, source: 'ingress' }] })],
  ])('tell records of two types apart where %s differs', (_, other) => {
    expect(buildEvents([created(), other], all)).toHaveLength(2);
  });

  it('name the winner of a conflict as the related object of the loser, and the other way round', () => {
    const winner = placed({ refs: [serviceReference('api')] });
    const results = [skipped({ code: 'RecordConflict', winner }), skipped(causes.UpToDate, winner)];
    expect(buildEvents(results, all)).toMatchObject([
      { type: 'Warning', regarding: serviceReference('web'), related: serviceReference('api') },
      { type: 'Normal', action: 'Kept', regarding: serviceReference('api'), related: serviceReference('web') },
    ]);
    expect(buildEvents(results, new Set(['RecordError']))).toHaveLength(1);
  });

  it('name no related object where an object loses to itself', () => {
    const [event] = buildEvents([skipped({ code: 'RecordConflict', winner: placed() })], all);
    expect(event).not.toHaveProperty('related');
  });

  it('do not fold up to ten outcomes of one kind', () => {
    expect(
      buildEvents(
        upTo(10).map((index) => created({ dnsName: numbered(index) })),
        all,
      ),
    ).toHaveLength(10);
  });

  it('fold more than ten of one kind on one object, in an order of their own', () => {
    const results = upTo(11).map((index) => created({ dnsName: numbered(index) }));
    const [event, ...others] = buildEvents(results, all);
    expect(others).toEqual([]);
    expect(event?.note).toMatch(
      /^Created: the A record "n00.example.org" to 192.0.2.1; the A record "n01.*"n10.example.org" to 192.0.2.1\.$/,
    );
    expect(buildEvents(results.toReversed(), all)).toEqual([event]);
  });

  it.each<readonly [string, (dnsName: string) => ChangeResult]>([
    ['Created', (dnsName) => created({ dnsName, targets })],
    [
      'Updated',
      (dnsName) => ({
        change: { action: 'Update', endpoint: placed({ dnsName, targets }), current: held({ dnsName }) },
        status: 'Success',
      }),
    ],
    ['Deleted', deletion],
  ])('fold under the heading %s, with every target', (heading, make) => {
    const [event] = buildEvents(
      upTo(11).map((index) => make(numbered(index))),
      all,
    );
    expect(event?.note).toContain(`${heading}: the A record "n00.example.org" to 192.0.2.1, 192.0.2.2; the A record `);
  });

  it('fold neither different objects, different causes nor different actions together', () => {
    const results = [
      ...upTo(6).map((index) => skipped(causes.NoTargets, placed({ dnsName: numbered(index) }))),
      ...upTo(6).map((index) => skipped(causes.Deferred, placed({ dnsName: numbered(index) }))),
      ...upTo(6).map((index) => created({ dnsName: numbered(index), refs: [serviceReference('api')] })),
      ...upTo(6).map((index) => created({ dnsName: numbered(index) })),
      ...upTo(6).map((index) => deletion(numbered(index))),
    ];
    expect(buildEvents(results, all)).toHaveLength(30);
  });

  it('tell a shared reason once when they fold', () => {
    const results = upTo(11).map((index) => skipped(causes.InvalidTarget, placed({ dnsName: numbered(index) })));
    expect(buildEvents(results, all).map(({ note }) => note)).toEqual([
      expect.stringMatching(
        /^Not published: the A record .* to 192.0.2.1\. The reason: the hostname "a b" has a blank\. To mend it, remove the blank\.$/,
      ),
    ]);
  });

  it('name records alone that have no targets when they fold', () => {
    const results = upTo(11).map((index) =>
      skipped(causes.NoTargets, placed({ dnsName: numbered(index), targets: [] })),
    );
    expect(buildEvents(results, all)).toMatchObject([
      { note: expect.stringMatching(/^Skipped: the A .*n09\.example\.org"; the A rec/) },
    ]);
  });

  it('tell each record its own reason where these differ', () => {
    const results = upTo(11).map((index) =>
      failed({ dnsName: numbered(index) }, `Route 53 answered: ${index} is wrong`),
    );
    const notes = buildEvents(results, all).map(({ note }) => note);
    for (const index of upTo(11)) {
      const told = `the A record "${numbered(index)}" to 192.0.2.1: Route 53 answered: ${index} is wrong. It will be tried again.`;
      expect(notes.filter((note) => note.includes(told))).toHaveLength(1);
    }
    expect(notes.join()).not.toMatch(/The reason:|\.\./);
  });

  it('name every record, in notes that fit, however many there are', () => {
    const count = fc.integer({ min: 11, max: 80 });
    const hostnames = fc.integer({ min: 1, max: 6 }).map((length) => Array(length).fill('bücher.example.net'));
    fc.assert(
      fc.property(count, hostnames, fc.boolean(), (total, values, isFailure) => {
        const make = isFailure ? failed : created;
        const events = buildEvents(
          upTo(total).map((index) => make({ dnsName: numbered(index), targets: values })),
          all,
        );
        for (const { note } of events) expect(Buffer.byteLength(note)).toBeLessThanOrEqual(1024);
        for (const { note } of events)
          expect(note).toMatch(isFailure ? /The reason: .* It will be tried again\.$/ : /[^….]\.$/);
        const text = events.map(({ note }) => note).join('\n');
        expect(upTo(total).filter((index) => !text.includes(numbered(index)))).toEqual([]);
        expect(events.flatMap(({ facts }) => facts['dns-name']).sort()).toEqual(upTo(total).map(numbered));
      }),
    );
  });
});
