import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Cause, CauseCode } from '../../../lib/endpoint/cause.ts';
import { buildEvents } from '../../../lib/events/build-events.ts';
import { type EventKind, eventReasons, type RecordEvent } from '../../../lib/events/event.ts';
import { eventKind, isProblem } from '../../../lib/events/event-kind.ts';
import type { ChangeResult } from '../../../lib/plan/change.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';
import { causes, created, deleted, failed, held, placed, skipped, unanswered, updated } from './result-fixture.ts';

type Kind = `${EventKind['type']} ${EventKind['reason']} ${EventKind['action']}`;
type Told = readonly [kind: Kind, note: string];

const problem = 'Warning RecordError FailedSync';
const skip = 'Normal RecordSkipped Skipped';
const filtered = 'Normal RecordFiltered Skipped';

const textOf = ({ type, reason, action, note }: RecordEvent): string => `${type} ${reason} ${action}: ${note}`;
const told = (...results: readonly ChangeResult[]): readonly string[] =>
  buildEvents(results, new Set(eventReasons), { owner: 'me' }).map(textOf);

const inZone = 'the A record "a.example.org" in the public zone example.org';
const notPublished = 'The A record "a.example.org" was not published in the public zone example.org:';
const kept = 'The A record "a.example.org" was kept as it is in the public zone example.org:';

describe('what the provider was asked to do', () => {
  it.each<readonly [string, readonly ChangeResult[], Told]>([
    [
      'A creation',
      [created()],
      ['Normal RecordReady Created', `Created ${inZone} with the target 192.0.2.1 (TTL 60).`],
    ],
    [
      'A creation for several objects',
      [created({ refs: ['f', 'e', 'd', 'c', 'b', 'a'].map((name) => serviceReference(name)) })],
      [
        'Normal RecordReady Created',
        `Created ${inZone} with the target 192.0.2.1 (TTL 60). It is shared by Service/shop/a and Service/shop/b and Service/shop/c and Service/shop/d and Service/shop/e and others.`,
      ],
    ],
    [
      'A creation for two objects',
      [created({ refs: [serviceReference('web'), serviceReference('api')] })],
      [
        'Normal RecordReady Created',
        `Created ${inZone} with the target 192.0.2.1 (TTL 60). It is shared by Service/shop/api and Service/shop/web.`,
      ],
    ],
    [
      'A creation for as many objects as are named',
      [created({ refs: ['e', 'd', 'c', 'b', 'a'].map((name) => serviceReference(name)) })],
      [
        'Normal RecordReady Created',
        `Created ${inZone} with the target 192.0.2.1 (TTL 60). It is shared by Service/shop/a and Service/shop/b and Service/shop/c and Service/shop/d and Service/shop/e.`,
      ],
    ],
    [
      'An update',
      [updated],
      [
        'Normal RecordReady Updated',
        `Updated ${inZone} from the target 192.0.2.9 (TTL 60) to the target 192.0.2.1 (TTL 60).`,
      ],
    ],
    [
      'A deletion',
      [deleted],
      [
        'Normal RecordDeleted Deleted',
        'Deleted the A record "a.example.org" from the public zone example.org, which had the target 192.0.2.9 (TTL 60), because nothing asks for it any more.',
      ],
    ],
    [
      'A deletion of what is owned and not there',
      [{ change: { action: 'Delete', endpoint: held({ targets: [] }) }, status: 'Success' }],
      [
        'Normal RecordDeleted Deleted',
        'Removed the ownership of the A record "a.example.org", which DNS does not hold.',
      ],
    ],
    [
      'A refusal of the provider',
      [failed({}, 'User: arn:aws:sts::123456789012:assumed-role/sync is not authorized, Request ID: 0d9e8c1a-1111')],
      [
        problem,
        'The A record "a.example.org" was not created in the public zone example.org: User: arn:aws:sts::…:assumed-role/sync is not authorized. It will be tried again.',
      ],
    ],
    [
      'An answer that never came',
      [unanswered],
      [
        problem,
        'The A record "a.example.org" was not created in the public zone example.org: Route 53 could not be asked (ECONNRESET): socket hang up. It may have been done all the same: the next run looks, and tries again where it was not.',
      ],
    ],
  ])('%s is told', (_, results, [kind, note]) => {
    expect(new Set(told(...results))).toEqual(new Set([`${kind}: ${note}`]));
  });

  it('A deletion that makes room is told as such, beside what takes its place', () => {
    const cname = held({ recordType: 'CNAME', targets: ['lb.example.net'] });
    expect(told({ change: { action: 'Delete', endpoint: cname }, status: 'Success' }, created())).toEqual([
      'Normal RecordDeleted Deleted: Deleted the CNAME record "a.example.org" from the public zone example.org, which had the target lb.example.net (TTL 60), because another record of that name takes its place.',
      `Normal RecordReady Created: Created ${inZone} with the target 192.0.2.1 (TTL 60).`,
    ]);
  });
});

/** Every cause that there is: a new one has to be told here before this compiles. */
const byCause: Readonly<Record<CauseCode, Told | 'no event'>> = {
  UpToDate: 'no event',
  DryRun: 'no event',
  InvalidObject: [problem, 'the hostname "a b" has a blank. To mend it, remove the blank.'],
  InvalidName: [problem, 'the hostname "a b" has a blank. To mend it, remove the blank.'],
  InvalidTarget: [problem, 'the hostname "a b" has a blank. To mend it, remove the blank.'],
  NotAccepted: [problem, 'the hostname "a b" has a blank. To mend it, remove the blank.'],
  NoTargets: [skip, 'the hostname "a b" has a blank. To mend it, remove the blank.'],
  RecordConflict: [
    problem,
    'Service/shop/api asks for the same name and got it, with the target 192.0.2.1. To mend it, remove the name from one of the objects.',
  ],
  OwnerConflict: [
    problem,
    'the name belongs to the owner "them", and this instance is "me". To mend it, remove the name where "them" publishes it, or choose another name.',
  ],
  OwnershipNotStorable: [
    problem,
    'its ownership cannot be stored, because the TXT record "a-example.org" lies outside the zone example.org. To mend it, set --txt-prefix.',
  ],
  RegistryAmbiguous: [
    problem,
    'its ownership records name several owners (me, them). To mend it, keep the TXT value or the item of the true owner and remove the others.',
  ],
  NoMatchingZone: [
    problem,
    'no hosted zone that this instance sees encloses "a.example.org". To mend it, correct the name, or create the zone.',
  ],
  DeletionsHeld: [
    problem,
    'nothing asks for it any more, but this run would delete more than 100 records in all, and so many wait for approval. To mend it, restore what asked for them, or let the deletions be approved (--approve=abc123).',
  ],
  AdoptionHeld: [
    skip,
    'DNS holds it without an owner, and taking it over (--adopt) waits for approval. To mend it, approve it with --approve=def456.',
  ],
  SourceUnavailable: [
    problem,
    'the source service could not be read (forbidden), so nobody knows whether an object still asks for the name. To mend it, make the source service readable again, or leave it out of --source.',
  ],
  ZoneUnavailable: [problem, 'it could not be read. To mend it, let the run list it.'],
  PolicyForbids: [skip, 'this instance is set to --policy=upsert-only, which allows no deletion.'],
  Deferred: [skip, "the run's time was nearly over; the next run goes on."],
  DomainFiltered: [filtered, 'the name lies outside the domains that this instance serves.'],
  TypeNotManaged: [
    filtered,
    'this instance does not manage records of type A. To mend it, add A to --managed-record-types.',
  ],
};

const rows = Object.values(causes).map((cause) => ({ cause, code: cause.code, expected: byCause[cause.code] }));

describe('what was not done', () => {
  it.each(rows.filter(({ expected }) => expected === 'no event'))('The cause $code is no news', ({ cause }) => {
    expect(told(skipped(cause))).toEqual([]);
  });

  it.each(rows.filter(({ expected }) => expected !== 'no event'))(
    'The cause $code is told as $expected',
    ({ cause, expected: [kind, why] }) => {
      expect(told(skipped(cause))).toEqual([`${kind}: ${notPublished} ${why}`]);
    },
  );

  it.each<readonly [string, Cause, Told, string?]>([
    [
      'A name that nearly lies in a zone',
      { code: 'NoMatchingZone', view: 'all-zones', meant: 'a.example.com' },
      [
        problem,
        'no hosted zone that this instance sees encloses "a.example.org"; perhaps "a.example.com" is meant. To mend it, correct the name, or create the zone.',
      ],
    ],
    [
      'A name whose zone another instance may serve',
      { code: 'NoMatchingZone', view: 'some-zones' },
      [filtered, 'none of the hosted zones that this instance serves encloses "a.example.org".'],
    ],
    [
      'A name that somebody made without an owner',
      { code: 'OwnerConflict', ownOwner: 'me' },
      [
        problem,
        'DNS holds a record of that name without an owner, and this instance ("me") changes only its own. To mend it, find out who made it: have it taken over (--adopt), delete it where nobody needs it, or choose another name.',
      ],
    ],
    [
      'An ownership that a table cannot hold',
      {
        ...causes.OwnershipNotStorable,
        code: 'OwnershipNotStorable',
        table: 'names',
        rowName: 'a#A',
        problem: 'is too long',
        fix: 'shorten it',
      },
      [
        problem,
        'its ownership cannot be stored, because the item "a#A" of the DynamoDB table names is too long. To mend it, shorten it.',
      ],
    ],
    [
      'An address that wins over the hostname of the same object',
      { code: 'RecordConflict', winner: placed({ recordType: 'AAAA', targets: ['2001:db8::1'] }) },
      [
        problem,
        'the same object asks for the AAAA target 2001:db8::1 under that name as well, which wins, because a name with a CNAME record has no other. To mend it, give the object targets of one sort, addresses or a hostname.',
      ],
    ],
    [
      'An ownership record that two names share',
      { code: 'RegistryAmbiguous', owners: ['me'], namesake: 'any.example.org' },
      [
        problem,
        'its ownership record may be that of "any.example.org" as well, because --txt-wildcard-replacement gives both one name. To mend it, remove the one of the two that nobody needs, or set a replacement that is no name.',
      ],
    ],
    [
      'A name that one object asks for twice',
      { code: 'RecordConflict', winner: placed({ targets: ['192.0.2.7'] }) },
      [
        problem,
        'the same object asks for that name more than once, and got it with the target 192.0.2.7. To mend it, put all targets of the name into one place of the object.',
      ],
    ],
    [
      'A record of what the settings left out',
      { code: 'DeletionsHeld', dropped: 'this run does not read the source ingress', checksum: 'abc123' },
      [
        problem,
        'it may belong to an object that is not looked at any more (this run does not read the source ingress), so it is held. To mend it, set that back, or let go of everything of the kind with --approve=abc123.',
      ],
    ],
    [
      'An update that the policy forbids',
      { code: 'PolicyForbids', policy: 'create-only', would: 'Update' },
      [skip, 'this instance is set to --policy=create-only, which allows no update.'],
    ],
  ])('%s is told', (_, cause, [kind, why]) => {
    expect(told(skipped(cause))).toEqual([`${kind}: ${notPublished} ${why}`]);
  });

  it.each<readonly [string, ChangeResult, string]>([
    [
      'An update that waits',
      { ...updated, status: 'Skip', cause: causes.Deferred },
      'The A record "a.example.org" was not updated in the public zone example.org:',
    ],
    [
      'A deletion that waits',
      { ...deleted, status: 'Skip', cause: causes.Deferred },
      'The A record "a.example.org" was not deleted from the public zone example.org:',
    ],
    ['A record that stays', skipped(causes.Deferred, held()), kept],
    [
      'An object too malformed to name one',
      skipped(causes.Deferred, { dnsName: '', targets: [], refs: [serviceReference()] }),
      'The name was not published:',
    ],
  ])('%s says so', (_, result, beginning) => {
    expect(told(result)).toEqual([`${skip}: ${beginning} the run's time was nearly over; the next run goes on.`]);
  });

  it.each(rows)('The cause $code is a problem exactly where its event is a Warning', ({ cause, expected }) => {
    expect(isProblem(skipped(cause))).toBe(expected[0] === problem);
    expect(eventKind(skipped(cause)) === undefined).toBe(expected === 'no event');
  });
});

describe('docs/consuming-events.md', () => {
  const page = readFileSync('docs/consuming-events.md', 'utf8');

  it.each(rows.filter(({ expected }) => expected !== 'no event'))(
    'tells of the cause $code with the type and the reason that its event has',
    ({ code, expected: [kind] }) => {
      const [type, reason] = (kind ?? '').split(' ');
      expect(page).toContain(`| \`${code}\` | ${type} \`${reason}\` |`);
    },
  );
});

describe('what is told besides', () => {
  it('The winner of a conflict learns of the other', () => {
    const winner = placed({ refs: [serviceReference('api')] });
    expect(told(skipped({ code: 'RecordConflict', winner }), skipped(causes.UpToDate, winner))).toContain(
      'Normal RecordReady Kept: The A record "a.example.org" in the public zone example.org is as this object asks. Service/shop/web asks for the same name and does not get it. To end this, remove the name from one of the objects.',
    );
  });

  it('An object learns what of its wishes is not used, although its record is made', () => {
    const remark = {
      ref: serviceReference(),
      problem: 'the annotation dns/hostnames is not read; perhaps dns/hostname is meant',
    };
    expect(buildEvents([created()], new Set(['RecordError']), {}, [remark]).map(textOf)).toEqual([
      `${problem}: Not everything that this object says about "a.example.org" is used. The annotation dns/hostnames is not read; perhaps dns/hostname is meant.`,
    ]);
  });
});
