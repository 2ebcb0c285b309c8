import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../../lib/endpoint/endpoint.ts';
import type { Change, CurrentRecord } from '../../../lib/plan/change.ts';
import { assemble, checksum, type PlanRules, plan } from '../../../lib/plan/plan.ts';
import { planRules, record, wish } from '../../support/zone-records.ts';

/** A change in a line: `Update A a.ex.com 1.1.1.1`, `None A a.ex.com 1.1.1.1 OwnerConflict`. */
function line(change: Change): string {
  const { recordType, dnsName, setIdentifier, targets } = change.endpoint;
  const cause = change.action === 'None' ? [change.cause.code] : [];
  return [change.action, recordType, dnsName, ...(setIdentifier ? [setIdentifier] : []), ...targets, ...cause].join(
    ' ',
  );
}

const usualTypes = new Set(['A', 'AAAA', 'CNAME'] as const);

const lines = (
  current: readonly CurrentRecord[],
  desired: readonly Endpoint[],
  rules: Partial<PlanRules> = {},
): readonly string[] =>
  plan({ current, desired, refusals: [], rules: planRules({ managedTypes: usualTypes, ...rules }) }).changes.map(line);

const of = (object: string, changes: Partial<Endpoint> = {}) =>
  wish({ labels: { resource: `service/shop/${object}` }, ...changes });
const ours = (object: string, changes: Partial<CurrentRecord> = {}) =>
  record('me', { labels: { owner: 'me', resource: `service/shop/${object}` }, ...changes });
const aaaa = (target = '::1') => wish({ recordType: 'AAAA', targets: [target] });
const cname = (target = 'lb.x.com') => wish({ recordType: 'CNAME', targets: [target] });
const weighted = { 'aws/weight': '10' };

type Example = readonly [
  title: string,
  current: readonly CurrentRecord[],
  desired: readonly Endpoint[],
  changes: readonly string[],
  rules?: Partial<PlanRules>,
];

/** Jest would fill what is missing with a function. */
const complete = ([title, current, desired, changes, rules = {}]: Example) =>
  [title, current, desired, changes, rules] as const;

/** Reference examples of ExternalDNS's planner, by their number; where ours differs the title says so. */
const examples: readonly Example[] = [
  ['1. a new name is created', [], [wish()], ['Create A a.ex.com 1.1.1.1']],
  ['2. a TTL that nobody configured is no difference', [record('me')], [wish()], ['None A a.ex.com 1.1.1.1 UpToDate']],
  ['3. another target updates', [record('me')], [wish({ targets: ['2.2.2.2'] })], ['Update A a.ex.com 2.2.2.2']],
  [
    '4. case and trailing dot of a name are no difference',
    [record('me', { dnsName: 'A.ex.com.' })],
    [wish()],
    ['None A a.ex.com 1.1.1.1 UpToDate'],
  ],
  [
    '5. spellings of an IPv6 address are no difference',
    [record('me', { ...aaaa('2001:db8:0:0:0:0:0:1') })],
    [aaaa('2001:DB8::1')],
    ['None AAAA a.ex.com 2001:DB8::1 UpToDate'],
  ],
  [
    '6. a configured TTL that differs updates',
    [record('me', { ttl: 300 })],
    [wish({ ttl: 60 })],
    ['Update A a.ex.com 1.1.1.1'],
  ],
  ['7. our record that nobody asks for is deleted', [record('me')], [], ['Delete A a.ex.com 1.1.1.1']],
  ['8. another owner’s record that nobody asks for is nobody’s news', [record('other')], [], []],
  ['9. a record without owner that nobody asks for is nobody’s news', [record(undefined)], [], []],
  [
    '10. a record without owner is not updated; unlike upstream the asker is told',
    [record(undefined)],
    [wish({ targets: ['2.2.2.2'] })],
    ['None A a.ex.com 2.2.2.2 OwnerConflict'],
  ],
  [
    '11. another owner’s record blocks other types of its name; unlike upstream the asker is told',
    [record('other')],
    [aaaa()],
    ['None AAAA a.ex.com ::1 OwnerConflict'],
  ],
  [
    '12. a change of type creates the one and deletes the other',
    [record('me')],
    [cname()],
    ['Delete A a.ex.com 1.1.1.1', 'Create CNAME a.ex.com lb.x.com'],
  ],
  [
    '13. under upsert-only the change of type is forbidden; upstream’s lone Create would be refused by DNS',
    [record('me')],
    [cname()],
    ['None A a.ex.com 1.1.1.1 PolicyForbids', 'None CNAME a.ex.com lb.x.com PolicyForbids'],
    { policy: 'upsert-only' },
  ],
  [
    '14. a CNAME loses to any other type; unlike upstream its asker is told',
    [],
    [cname(), wish()],
    ['Create A a.ex.com 1.1.1.1', 'None CNAME a.ex.com lb.x.com RecordConflict'],
  ],
  [
    '15. so does a CNAME that is there',
    [record('me', { ...cname() })],
    [cname(), wish()],
    ['Create A a.ex.com 1.1.1.1', 'Delete CNAME a.ex.com lb.x.com', 'None CNAME a.ex.com lb.x.com RecordConflict'],
  ],
  [
    '16. of two objects the lesser address wins, by value',
    [],
    [of('a', { targets: ['10.0.0.1'] }), of('b', { targets: ['9.9.9.9'] })],
    ['Create A a.ex.com 9.9.9.9', 'None A a.ex.com 10.0.0.1 RecordConflict'],
  ],
  [
    '17. the shorter list wins',
    [],
    [of('a', { targets: ['1.1.1.1', '1.1.1.2'] }), of('b', { targets: ['9.9.9.9'] })],
    ['Create A a.ex.com 9.9.9.9', 'None A a.ex.com 1.1.1.1 1.1.1.2 RecordConflict'],
  ],
  [
    '18. a name stays with the object that has it',
    [ours('b', { targets: ['9.9.9.9'] })],
    [of('a'), of('b', { targets: ['9.9.9.8'] })],
    ['None A a.ex.com 1.1.1.1 RecordConflict', 'Update A a.ex.com 9.9.9.8'],
  ],
  [
    '19. a name whose object is gone goes to the least',
    [ours('z', { targets: ['9.9.9.9'] })],
    [of('a'), of('b', { targets: ['9.9.9.9'] })],
    ['None A a.ex.com 9.9.9.9 RecordConflict', 'Update A a.ex.com 1.1.1.1'],
  ],
  [
    '20. another set identifier is another record',
    [record('me', { setIdentifier: 'x' })],
    [wish({ setIdentifier: 'y' })],
    ['Delete A a.ex.com x 1.1.1.1', 'Create A a.ex.com y 1.1.1.1'],
  ],
  [
    '21. a second type is created beside ours',
    [record('me')],
    [wish(), aaaa()],
    ['None A a.ex.com 1.1.1.1 UpToDate', 'Create AAAA a.ex.com ::1'],
  ],
  [
    '22. a type that nobody asks for any more is deleted',
    [record('me'), record('me', { ...aaaa() })],
    [wish()],
    ['None A a.ex.com 1.1.1.1 UpToDate', 'Delete AAAA a.ex.com ::1'],
  ],
  [
    '23. a new provider setting updates',
    [record('me')],
    [wish({ providerSpecific: weighted })],
    ['Update A a.ex.com 1.1.1.1'],
  ],
  [
    '24. a provider setting that is gone updates',
    [record('me', { providerSpecific: weighted })],
    [wish()],
    ['Update A a.ex.com 1.1.1.1'],
  ],
  [
    '25. create-only creates, and tells why it does not update',
    [record('me')],
    [wish({ targets: ['2.2.2.2'] }), wish({ dnsName: 'b.ex.com' })],
    ['None A a.ex.com 2.2.2.2 PolicyForbids', 'Create A b.ex.com 1.1.1.1'],
    { policy: 'create-only' },
  ],
  [
    '26. upsert-only deletes nothing, and tells why',
    [record('me')],
    [],
    ['None A a.ex.com 1.1.1.1 PolicyForbids'],
    { policy: 'upsert-only' },
  ],
  [
    '27. a type that is not managed is left alone; unlike upstream the asker is told',
    [record('me', { recordType: 'TXT', targets: ['"x"'] })],
    [wish({ recordType: 'TXT', targets: ['"y"'] }), wish({ dnsName: 'b.ex.com' })],
    ['None TXT a.ex.com "y" TypeNotManaged', 'Create A b.ex.com 1.1.1.1'],
  ],
  [
    '28. nor is an excluded type',
    [record('me', { ...aaaa() })],
    [aaaa('::2')],
    ['None AAAA a.ex.com ::2 TypeNotManaged'],
    { managedTypes: new Set(['A', 'CNAME'] as const) },
  ],
  [
    '30 and 31. a record of the owner to migrate from is not ours before it is adopted',
    [record('old')],
    [wish()],
    ['None A a.ex.com 1.1.1.1 OwnerConflict'],
  ],
  [
    '32. a record outside the domain filter is left alone',
    [record('me')],
    [wish({ dnsName: 'b.other.com' })],
    ['Create A b.other.com 1.1.1.1'],
    { inDomain: (name) => name.endsWith('other.com') },
  ],
  [
    '33. a CNAME loses to an MX as well',
    [],
    [cname(), wish({ recordType: 'MX', targets: ['10 mail.x.com'] })],
    ['None CNAME a.ex.com lb.x.com RecordConflict', 'Create MX a.ex.com 10 mail.x.com'],
    { managedTypes: new Set(['CNAME', 'MX'] as const) },
  ],
  [
    '34. of two CNAMEs the lesser name wins',
    [],
    [of('b', { ...cname('b.x.com'), labels: { resource: 'service/shop/b' } }), of('a', { ...cname('a.x.com') })],
    ['Create CNAME a.ex.com a.x.com', 'None CNAME a.ex.com b.x.com RecordConflict'],
  ],
  [
    '35. Unicode and punycode are one name',
    [record('me', { dnsName: 'xn--bcher-kva.de' })],
    [wish({ dnsName: 'bücher.de' })],
    ['None A bücher.de 1.1.1.1 UpToDate'],
  ],
  [
    '36. our record beside another owner’s is updated; unlike upstream the asker of the other is told',
    [record('other'), record('me', { ...aaaa() })],
    [wish(), aaaa('::2')],
    ['None A a.ex.com 1.1.1.1 OwnerConflict', 'Update AAAA a.ex.com ::2'],
  ],
  [
    '37. conflicts across set identifiers are not seen',
    [],
    [wish({ ...cname(), setIdentifier: 'x' }), wish({ setIdentifier: 'y' })],
    ['Create A a.ex.com y 1.1.1.1', 'Create CNAME a.ex.com x lb.x.com'],
  ],
];

describe('plan', () => {
  it.each(examples.map(complete))('%s', (_, current, desired, changes, rules) => {
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
    expect(changes.map(line)).toEqual(['Delete A a.ex.com 1.1.1.1', 'Create A b.ex.com 1.1.1.1']);
  });

  const more: readonly Example[] = [
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

  it.each(more.map(complete))('%s', (_, current, desired, changes, rules) => {
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

  const handovers: readonly Example[] = [
    ['is written again for the object that took it over', [left], [took], ['Update A a.ex.com 1.1.1.1']],
    [
      'stays when the object it names is one of several that ask',
      [left],
      [{ ...took, refs: [ref('took'), ref('left')] }],
      ['None A a.ex.com 1.1.1.1 UpToDate'],
    ],
    ['stays when it names no object', [{ ...left, refs: [] }], [took], ['None A a.ex.com 1.1.1.1 UpToDate']],
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
  expect(assemble(changes).changes.map(line)).toEqual([
    'Create A z.ex.com 1.1.1.1',
    'Create A a.ex.com x 1.1.1.1',
    'Create A a.ex.com y 1.1.1.1',
    'Create AAAA a.ex.com 1.1.1.1',
    'Create A b.ex.com 1.1.1.1',
  ]);
});
