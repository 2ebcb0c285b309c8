import { describe, expect, it } from '@jest/globals';
import type { Cause } from '../../../lib/endpoint/cause.ts';
import type { Endpoint } from '../../../lib/endpoint/endpoint.ts';
import type { Change, CurrentRecord } from '../../../lib/plan/change.ts';
import { assemble, checksum, type PlanRules, plan } from '../../../lib/plan/plan.ts';
import {
  aaaa,
  changeLine,
  cname,
  complete,
  of,
  ours,
  type PlannerExample,
  plannerExamples,
  usualTypes,
  weighted,
} from '../../support/planner-examples.ts';
import { planRules, record, wish } from '../../support/zone-records.ts';

const lines = (
  current: readonly CurrentRecord[],
  desired: readonly Endpoint[],
  rules: Partial<PlanRules> = {},
): readonly string[] =>
  plan({ current, desired, refusals: [], rules: planRules({ managedTypes: usualTypes, ...rules }) }).changes.map(
    changeLine,
  );

describe('plan', () => {
  it.each(plannerExamples.map(complete))('%s', (_, current, desired, changes, rules) => {
    expect(lines(current, desired, rules)).toEqual(changes);
  });

  it('29. without an owner (noop) everything managed counts as ours', () => {
    const { owner: _, ...rules } = planRules();
    const { changes } = plan({
      current: [record(undefined)],
      desired: [wish({ dnsName: 'b.ex.com' })],
      refusals: [],
      rules,
    });
    expect(changes.map(changeLine)).toEqual(['Delete A a.ex.com 1.1.1.1', 'Create A b.ex.com 1.1.1.1']);
  });

  const more: readonly PlannerExample[] = [
    [
      'a DNAME is not treated like a CNAME: it stands beside addresses',
      [],
      [wish(), wish({ recordType: 'DNAME', targets: ['x.com'] })],
      ['Create A a.ex.com 1.1.1.1', 'Create DNAME a.ex.com x.com'],
      { managedTypes: new Set(['A', 'DNAME'] as const) },
    ],
    [
      'a name outside the domain filter is told, not created',
      [],
      [wish()],
      ['None A a.ex.com 1.1.1.1 DomainFiltered'],
      { inDomain: () => false },
    ],
    [
      'a record whose ownership row got lost is updated although nothing else differs',
      [record('me', { ownership: { state: 'owned', owner: 'me', rows: 'incomplete' } })],
      [wish()],
      ['Update A a.ex.com 1.1.1.1'],
    ],
    [
      'a record of several owners is not touched, and both sides are told',
      [record('me', { ownership: { state: 'ambiguous', owners: ['me', 'you'] } })],
      [aaaa()],
      ['None A a.ex.com 1.1.1.1 RegistryAmbiguous', 'None AAAA a.ex.com ::1 RegistryAmbiguous'],
    ],
    [
      'a record of several other owners is nobody’s news',
      [record('me', { ownership: { state: 'ambiguous', owners: ['he', 'you'] } })],
      [],
      [],
    ],
    [
      'a name whose ownership cannot be stored is not created',
      [],
      [wish()],
      ['None A a.ex.com 1.1.1.1 NoMatchingZone'],
      { objection: () => ({ code: 'NoMatchingZone', view: 'all-zones' }) },
    ],
    [
      'nor is it updated, but what is up to date stays so',
      [record('me'), record('me', { dnsName: 'b.ex.com' })],
      [wish(), wish({ dnsName: 'b.ex.com', ttl: 60 })],
      ['None A a.ex.com 1.1.1.1 UpToDate', 'None A b.ex.com 1.1.1.1 NoMatchingZone'],
      { objection: () => ({ code: 'NoMatchingZone', view: 'all-zones' }) },
    ],
    [
      'under create-only a change between types that may stand together still creates',
      [record('me')],
      [aaaa()],
      ['None A a.ex.com 1.1.1.1 PolicyForbids', 'Create AAAA a.ex.com ::1'],
      { policy: 'create-only' },
    ],
  ];

  const settled: readonly PlannerExample[] = [
    [
      'a configured TTL and settings that are there already are no difference',
      [record('me', { ttl: 300, providerSpecific: weighted })],
      [wish({ ttl: 300, providerSpecific: weighted })],
      ['None A a.ex.com 1.1.1.1 UpToDate'],
    ],
    [
      'another value of a setting updates',
      [record('me', { providerSpecific: weighted })],
      [wish({ providerSpecific: { 'aws/weight': '20' } })],
      ['Update A a.ex.com 1.1.1.1'],
    ],
    [
      'a foreign record blocks its name even where another record of it is ours',
      [record('me'), record('other', { ...aaaa() })],
      [cname()],
      ['Delete A a.ex.com 1.1.1.1', 'None CNAME a.ex.com lb.x.com OwnerConflict'],
    ],
    [
      'under upsert-only nothing takes the place of a CNAME',
      [record('me', { ...cname() })],
      [wish()],
      ['None A a.ex.com 1.1.1.1 PolicyForbids', 'None CNAME a.ex.com lb.x.com PolicyForbids'],
      { policy: 'upsert-only' },
    ],
  ];

  it.each([...more, ...settled].map(complete))('%s', (_, current, desired, changes, rules) => {
    expect(lines(current, desired, rules)).toEqual(changes);
  });

  it('gives an Update what was read, and a conflict both owners', () => {
    const update = plan({ current: [record('me')], desired: [wish({ ttl: 60 })], refusals: [], rules: planRules() });
    expect(update.changes).toEqual([{ action: 'Update', endpoint: wish({ ttl: 60 }), current: record('me') }]);
    const conflict = plan({ current: [record('other')], desired: [wish()], refusals: [], rules: planRules() });
    expect(conflict.changes).toMatchObject([{ cause: { code: 'OwnerConflict', owner: 'other', ownOwner: 'me' } }]);
    const unowned = plan({ current: [record(undefined)], desired: [wish()], refusals: [], rules: planRules() });
    expect(unowned.changes).toMatchObject([{ cause: { code: 'OwnerConflict', ownOwner: 'me' } }]);
  });

  it.each<readonly [string, CurrentRecord, readonly Endpoint[], PlanRules['policy'], Cause]>([
    [
      'the policy, and the update that it forbids',
      record('me'),
      [wish({ ttl: 60 })],
      'create-only',
      { code: 'PolicyForbids', policy: 'create-only', would: 'Update' },
    ],
    [
      'the policy, and the deletion that it forbids',
      record('me'),
      [],
      'upsert-only',
      { code: 'PolicyForbids', policy: 'upsert-only', would: 'Delete' },
    ],
    [
      'all owners of an ambiguous record, and its namesake',
      record('me', { ownership: { state: 'ambiguous', owners: ['me', 'you'], namesake: '*.ex.com' } }),
      [],
      'sync',
      { code: 'RegistryAmbiguous', owners: ['me', 'you'], namesake: '*.ex.com' },
    ],
  ])('names %s', (_, current, desired, policy, cause) => {
    const { changes } = plan({ current: [current], desired, refusals: [], rules: planRules({ policy }) });
    expect(changes).toMatchObject([{ action: 'None', cause }]);
    expect(changes).toHaveLength(1);
  });

  it('names the deletion that the policy forbids to whoever asks for the name', () => {
    const rules = planRules({ policy: 'upsert-only' });
    const { changes } = plan({ current: [record('me')], desired: [cname()], refusals: [], rules });
    const cause = { code: 'PolicyForbids', policy: 'upsert-only', would: 'Delete' };
    expect(changes).toMatchObject([{ cause }, { cause }]);
  });

  it('makes a change of every refusal', () => {
    const cause = { code: 'InvalidName', problem: 'p', fix: 'f' } as const;
    const refusal = { dnsName: 'b..ex.com', targets: [], refs: [], cause };
    const { changes } = plan({ current: [], desired: [], refusals: [refusal], rules: planRules() });
    expect(changes).toEqual([{ action: 'None', endpoint: refusal, cause }]);
  });
});

describe('a record that is to be replaced by one of another type', () => {
  const tooLong = { code: 'OwnershipNotStorable', rowName: 'r', problem: 'p', fix: 'f' } as const;
  const objection = ({ recordType }: Endpoint) => (recordType === 'A' ? undefined : tooLong);

  it('stays when the ownership of the other cannot be stored: the name would go dark', () => {
    expect(lines([record('me')], [cname()], { objection })).toEqual([
      'None A a.ex.com 1.1.1.1 OwnershipNotStorable',
      'None CNAME a.ex.com lb.x.com OwnershipNotStorable',
    ]);
  });

  it('goes when one of several can be stored', () => {
    const current = record('me', { recordType: 'CNAME', targets: ['lb.x.com'] });
    expect(lines([current], [wish(), aaaa()], { objection })).toEqual([
      'Create A a.ex.com 1.1.1.1',
      'None AAAA a.ex.com ::1 OwnershipNotStorable',
      'Delete CNAME a.ex.com lb.x.com',
    ]);
  });

  it('goes when the first of several cannot be stored, and the second can', () => {
    const current = record('me', { recordType: 'CNAME', targets: ['lb.x.com'] });
    const onlyAaaa = ({ recordType }: Endpoint) => (recordType === 'A' ? tooLong : undefined);
    expect(lines([current], [wish(), aaaa()], { objection: onlyAaaa })).toEqual([
      'None A a.ex.com 1.1.1.1 OwnershipNotStorable',
      'Create AAAA a.ex.com ::1',
      'Delete CNAME a.ex.com lb.x.com',
    ]);
  });

  it('goes when another record of the name stays', () => {
    expect(lines([record('me'), record('me', { ...aaaa() })], [wish()], { objection: () => tooLong })).toEqual([
      'None A a.ex.com 1.1.1.1 UpToDate',
      'Delete AAAA a.ex.com ::1',
    ]);
  });

  it('goes when nobody asks for the name any more', () => {
    expect(lines([record('me')], [], { objection })).toEqual(['Delete A a.ex.com 1.1.1.1']);
  });
});

describe('the name servers of a zone', () => {
  const servers = record(undefined, { dnsName: 'ex.com', recordType: 'NS', targets: ['ns.aws.com'] });
  const rules = { managedTypes: new Set(['A', 'NS'] as const) };

  it('are not in the way of another record of the apex', () => {
    expect(lines([servers], [wish({ dnsName: 'ex.com' })], rules)).toEqual(['Create A ex.com 1.1.1.1']);
  });

  it('are not to be asked for: they could only be refused in each run', () => {
    const wanted = wish({ dnsName: 'ex.com', recordType: 'NS', targets: ['ns.x.com'] });
    const { changes } = plan({ current: [servers], desired: [wanted], refusals: [], rules: planRules(rules) });
    const cause = {
      code: 'InvalidName',
      problem: '"ex.com" is the name of the zone itself, whose name servers the provider sets',
      fix: 'delegate a name below it',
    };
    expect(changes).toEqual([{ action: 'None', endpoint: wanted, cause }]);
  });

  it('are not deleted where everything counts as ours', () => {
    const { owner: _owner, ...withoutOwner } = planRules(rules);
    expect(plan({ current: [servers], desired: [], refusals: [], rules: withoutOwner }).changes).toEqual([]);
  });

  it('are not those of a name that was delegated', () => {
    const delegation = record('me', { dnsName: 'sub.ex.com', recordType: 'NS', targets: ['ns.aws.com'] });
    expect(lines([delegation], [], rules)).toEqual(['Delete NS sub.ex.com ns.aws.com']);
  });
});

describe('a record whose ownership row names an object that no longer asks for it', () => {
  const ref = (name: string) => ({ apiVersion: 'v1', kind: 'Service', namespace: 'shop', name, source: 'service' });
  const left = ours('left', { refs: [ref('left')] });
  const took = of('took', { refs: [ref('took')] });

  const handovers: readonly PlannerExample[] = [
    ['is written again for the object that took it over', [left], [took], ['Update A a.ex.com 1.1.1.1']],
    [
      'stays when the object it names is one of several that ask',
      [left],
      [{ ...took, refs: [ref('took'), ref('left')] }],
      ['None A a.ex.com 1.1.1.1 UpToDate'],
    ],
    [
      'stays when one of the objects that it names still asks',
      [{ ...left, refs: [ref('gone'), ref('left')] }],
      [{ ...took, refs: [ref('took'), ref('left')] }],
      ['None A a.ex.com 1.1.1.1 UpToDate'],
    ],
    ['stays when it names no object', [{ ...left, refs: [] }], [took], ['None A a.ex.com 1.1.1.1 UpToDate']],
    ['stays when no object asks', [left], [{ ...took, refs: [] }], ['None A a.ex.com 1.1.1.1 UpToDate']],
    [
      'stays when the label is asked for as it is',
      [left],
      [{ ...took, labels: { resource: 'service/shop/left' } }],
      ['None A a.ex.com 1.1.1.1 UpToDate'],
    ],
    ['stays under create-only', [left], [took], ['None A a.ex.com 1.1.1.1 UpToDate'], { policy: 'create-only' }],
    [
      'stays when the row could not be written',
      [left],
      [took],
      ['None A a.ex.com 1.1.1.1 UpToDate'],
      { objection: () => ({ code: 'InvalidName', problem: 'p', fix: 'f' }) },
    ],
  ];

  it.each(handovers.map(complete))('%s', (_, current, desired, changes, rules) => {
    expect(lines(current, desired, rules)).toEqual(changes);
  });
});

describe('checksum', () => {
  const create = (changes: Partial<Endpoint> = {}): Change => ({ action: 'Create', endpoint: wish(changes) });

  it.each<readonly [string, Change]>([
    ['another target', create({ targets: ['2.2.2.2'] })],
    ['another name', create({ dnsName: 'b.ex.com' })],
    ['another TTL', create({ ttl: 60 })],
    ['another setting', create({ providerSpecific: weighted })],
    ['another action', { action: 'Delete', endpoint: record('me') }],
  ])('differs with %s', (_, change) => {
    expect(checksum([change])).not.toBe(checksum([create()]));
  });

  it('is 16 hex digits, and does not see what is not written', () => {
    const none: Change = { action: 'None', endpoint: wish(), cause: { code: 'UpToDate' } };
    expect(checksum([create(), none])).toBe(checksum([create()]));
    expect(checksum([])).toMatch(/^[0-9a-f]{16}$/);
  });

  it('does not see the order of settings', () => {
    const settings = { 'aws/weight': '10', alias: 'true' };
    const reversed = { alias: 'true', 'aws/weight': '10' };
    expect(checksum([create({ providerSpecific: settings })])).toBe(checksum([create({ providerSpecific: reversed })]));
  });

  it('takes a TTL of nobody for none at all', () => {
    expect(checksum([create()])).toBe(checksum([create({ ttl: 0 })]));
  });

  it('does not see the order of targets', () => {
    const [left, right] = [
      ['1.1.1.1', '2.2.2.2'],
      ['2.2.2.2', '1.1.1.1'],
    ].map((targets) => create({ targets }));
    expect(left && checksum([left])).toBe(right && checksum([right]));
  });
});

it('assemble sorts by zone, name, type and set identifier', () => {
  const changes = [
    wish({ dnsName: 'b.ex.com' }),
    wish({ recordType: 'AAAA' }),
    wish({ setIdentifier: 'y' }),
    wish({ setIdentifier: 'x' }),
    wish({ dnsName: 'z.ex.com', zone: { id: 'Z0', name: 'ex.com', visibility: 'private' } }),
  ].map((endpoint) => ({ action: 'Create', endpoint }) as const);
  expect(assemble(changes).changes.map(changeLine)).toEqual([
    'Create A z.ex.com 1.1.1.1',
    'Create A a.ex.com x 1.1.1.1',
    'Create A a.ex.com y 1.1.1.1',
    'Create AAAA a.ex.com 1.1.1.1',
    'Create A b.ex.com 1.1.1.1',
  ]);
});

it.each<readonly [string, readonly [Change, Change]]>([
  [
    'by their cause',
    [
      { action: 'None', endpoint: wish(), cause: { code: 'DomainFiltered' } },
      { action: 'None', endpoint: wish(), cause: { code: 'UpToDate' } },
    ],
  ],
  [
    'by their action',
    [
      { action: 'Create', endpoint: wish() },
      { action: 'None', endpoint: wish(), cause: { code: 'DomainFiltered' } },
    ],
  ],
  [
    'by all else that they ask for',
    [
      { action: 'Create', endpoint: wish({ targets: ['1.1.1.1'] }) },
      { action: 'Create', endpoint: wish({ targets: ['2.2.2.2'] }) },
    ],
  ],
])('assemble sorts changes of one record set %s', (_, [first, second]) => {
  expect(assemble([second, first]).changes).toEqual([first, second]);
  expect(assemble([first, second]).changes).toEqual([first, second]);
});
