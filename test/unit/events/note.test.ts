import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CauseCode } from '../../../lib/endpoint/cause.ts';
import { fitNote, noteOf } from '../../../lib/events/note.ts';
import type { ChangeResult } from '../../../lib/plan/change.ts';
import { causes, created, deleted, failed, held, placed, skipped, updated } from './result-fixture.ts';

const record = 'The A record "a.example.org" was not published in the public zone example.org:';

describe('the note of', () => {
  it.each<readonly [string, ChangeResult, string]>([
    [
      'a creation',
      created(),
      'Created the A record "a.example.org" in the public zone example.org with the target 192.0.2.1 (TTL 60).',
    ],
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
      'a refusal with account numbers and a request id',
      failed({}, 'User: arn:aws:sts::123456789012:assumed-role/sync is not authorized, Request ID: 0d9e8c1a-1111'),
      'The A record "a.example.org" was not created in the public zone example.org: User: arn:aws:sts::…:assumed-role/sync is not authorized. The next run tries again.',
    ],
    [
      'an alias',
      { change: { action: 'Create', endpoint: aliasEndpoint() }, status: 'Success' },
      'Created the A record "a.example.org" in the public zone example.org with the alias target lb.example.net.',
    ],
    [
      'an update',
      updated,
      'Updated the A record "a.example.org" in the public zone example.org from the target 192.0.2.9 (TTL 60) to the target 192.0.2.1 (TTL 60).',
    ],
    [
      'a deletion',
      deleted,
      'Deleted the A record "a.example.org" from the public zone example.org, which had the target 192.0.2.9 (TTL 60), because nothing asks for it any more.',
    ],
    [
      'a failure',
      failed(),
      'The A record "a.example.org" was not created in the public zone example.org: Route 53 answered Throttling: Rate exceeded. The next run tries again.',
    ],
    [
      'an update that has to wait',
      { ...updated, status: 'Skip', cause: causes.Deferred },
      'The A record "a.example.org" was not updated in the public zone example.org: the run\'s time was nearly over; the next run goes on.',
    ],
    [
      'a deletion that has to wait',
      { ...deleted, status: 'Skip', cause: causes.Deferred },
      'The A record "a.example.org" was not deleted from the public zone example.org: the run\'s time was nearly over; the next run goes on.',
    ],
    [
      'a record that stays',
      skipped(causes.PolicyForbids, held()),
      'The A record "a.example.org" was kept as it is in the public zone example.org: --policy=upsert-only allows no deletion.',
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
    [
      'a name that DNS holds without an owner',
      skipped({ code: 'OwnerConflict', ownOwner: 'me' }),
      `${record} DNS holds a record of that name without an owner, and this instance ("me") changes only its own. To mend it, find out whose it is: take it over with --adopt, delete it where nobody needs it, or choose another name.`,
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

  const blank = 'the hostname "a b" has a blank. To mend it, remove the blank.';
  const sentences: Readonly<Record<CauseCode, string>> = {
    UpToDate: 'DNS holds it already.',
    DryRun: 'this is a dry run; it would be created.',
    InvalidObject: blank,
    InvalidName: blank,
    InvalidTarget: blank,
    NotAccepted: blank,
    NoTargets: blank,
    RecordConflict:
      'Service/shop/api asks for the same name and got it, with the target 192.0.2.1. To mend it, remove the name from one of the objects.',
    OwnerConflict:
      'the name belongs to the owner "them", and this instance is "me". To mend it, remove the name where "them" publishes it, or choose another name.',
    OwnershipNotStorable:
      'its ownership cannot be stored, because the TXT record "a-example.org" lies outside the zone example.org. To mend it, set --txt-prefix.',
    RegistryAmbiguous:
      'its ownership records name several owners (me, them). To mend it, keep the TXT value or the item of the true owner and remove the others.',
    NoMatchingZone:
      'no hosted zone that this instance sees encloses "a.example.org". To mend it, correct the name, or create the zone.',
    DeletionsHeld:
      'nothing asks for it any more, but its deletion is held, because the deletions of this run exceed a limit (more than 100 deletions in one run). To mend it, restore what asked for it, or approve the deletions with --approve=abc123.',
    AdoptionHeld:
      'DNS holds it without an owner, and taking it over (--adopt) waits for approval. To mend it, approve it with --approve=def456.',
    SourceUnavailable:
      'the source service could not be read (forbidden), so nobody knows whether it still asks for the name. To mend it, make the source service readable again, or leave it out of --source.',
    ZoneUnavailable: 'it could not be read. To mend it, let the run list it.',
    PolicyForbids: '--policy=upsert-only allows no deletion.',
    Deferred: "the run's time was nearly over; the next run goes on.",
    DomainFiltered: 'the name lies outside the domains that this instance serves.',
    TypeNotManaged: 'this instance does not manage records of type A. To mend it, add A to --managed-record-types.',
  };

  it.each(Object.entries(sentences))('the cause %s: %s', (code, text) => {
    expect(noteOf(skipped(causes[code as CauseCode]))).toBe(`${record} ${text}`);
  });
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
  ])('%s', (_, note, bytes, expected) => {
    expect(fitNote(note, bytes)).toBe(expected);
  });

  it('never exceeds the limit, and keeps a beginning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer({ min: 3, max: 60 }), (note, bytes) => {
        const fitted = fitNote(note, bytes);
        expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(Math.max(bytes, 3));
        expect(fitted === note || note.startsWith(fitted.slice(0, -1))).toBe(true);
      }),
    );
  });
});
