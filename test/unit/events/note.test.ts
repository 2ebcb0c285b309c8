import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitNote, noteOf } from '../../../lib/events/note.ts';
import type { ChangeResult } from '../../../lib/plan/change.ts';
import { printable } from '../../../lib/printable.ts';
import { causes, created, deleted, failed, held, placed, skipped } from './result-fixture.ts';

describe('the note of', () => {
  it.each<readonly [string, ChangeResult, string]>([
    [
      'a creation of several targets with a set identifier',
      created({ targets: ['192.0.2.1', '192.0.2.2'], setIdentifier: 'blue' }),
      'Created the A record "a.example.org" (set identifier "blue") in the public zone example.org with the targets 192.0.2.1, 192.0.2.2 (TTL 60).',
    ],
    [
      'a CNAME that lost to an address',
      skipped(causes.RecordConflict, placed({ recordType: 'CNAME', targets: ['lb.example.net'] })),
      'The CNAME record "a.example.org" was not published in the public zone example.org: Service/shop/api asks for the same name and got it, with the A target 192.0.2.1. To mend it, remove the name from one of the objects.',
    ],
    [
      'an alias',
      { change: { action: 'Create', endpoint: aliasEndpoint() }, status: 'Success' },
      'Created the A record "a.example.org" in the public zone example.org with the alias target lb.example.net.',
    ],
    [
      'a deletion',
      deleted,
      'Deleted the A record "a.example.org" from the public zone example.org, which had the target 192.0.2.9 (TTL 60), because nothing asks for it any more.',
    ],
    [
      'a record that stays',
      skipped(causes.PolicyForbids, held()),
      'The A record "a.example.org" was kept as it is in the public zone example.org: this instance is set to --policy=upsert-only, which allows no deletion.',
    ],
    [
      'a name of an object that is malformed',
      skipped(causes.InvalidObject, { dnsName: '', targets: [], refs: [] }),
      'The name was not published: the hostname "a b" has a blank. To mend it, remove the blank.',
    ],
    [
      'a name without a record type',
      skipped(causes.InvalidName, { dnsName: 'a b', targets: [], refs: [] }),
      'The name "a b" was not published: the hostname "a b" has a blank. To mend it, remove the blank.',
    ],
    [
      'a name of which another instance may know more',
      skipped({ code: 'NoMatchingZone', view: 'some-zones' }, { dnsName: 'a.example.net', targets: [], refs: [] }),
      'The name "a.example.net" was not published: none of the hosted zones that this instance serves encloses "a.example.net".',
    ],
  ])('%s', (_, result, note) => {
    expect(noteOf(result)).toBe(note);
  });

  it.each<readonly [string, ChangeResult, string]>([
    ['created', created(), 'Created the A and AAAA records "a.example.org" in the public zone example.org with '],
    ['failed', failed(), 'The A and AAAA records "a.example.org" were not created in the public zone example.org: '],
    ['kept', skipped(causes.PolicyForbids, held()), 'The A and AAAA records "a.example.org" were kept as they are'],
  ])('records of two types that were %s', (_, result, beginning) => {
    expect(noteOf(result, ['A', 'AAAA']).startsWith(beginning)).toBe(true);
  });
});

it('a note shows what a terminal would act on, on one line', () => {
  const dnsName = 'a\u001b[2K.\u202eelpmaxe.org';
  const note = fitNote(noteOf(skipped(causes.InvalidName, { dnsName, targets: ['a\r\nUpToDate'], refs: [] })));
  expect(note).toContain('The name "a\\u{1b}[2K.\\u{202e}elpmaxe.org" was not published');
  expect(note).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

function aliasEndpoint() {
  const { ttl: _ttl, ...endpoint } = placed({ targets: ['lb.example.net'], providerSpecific: { alias: 'true' } });
  return endpoint;
}

describe('fitting a note', () => {
  it.each([
    ['leaves what fits', 'äöü', 6, 'äöü'],
    ['cuts at the border of a character', 'äöüäöü', 8, 'äö…'],
    ['cuts no emoji in two', '🙂🙂🙂', 9, '🙂…'],
    ['leaves a replacement character that was written', '\uFFFDäöü', 8, '\uFFFDä…'],
  ])('%s', (_, note, bytes, expected) => {
    expect(fitNote(note, bytes)).toBe(expected);
  });

  it('never exceeds the limit, and keeps a beginning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer({ min: 3, max: 60 }), (written, bytes) => {
        const note = printable(written);
        const fitted = fitNote(written, bytes);
        expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(Math.max(bytes, 3));
        expect(fitted === note || note.startsWith(fitted.slice(0, -1))).toBe(true);
      }),
    );
  });
});
