import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../../lib/endpoint/endpoint.ts';
import type { WriteChange } from '../../../lib/plan/change.ts';
import { assemble } from '../../../lib/plan/plan.ts';
import { txt } from '../../../lib/registry/txt.ts';
import { encryptedText } from '../../../lib/registry/txt-encryption.ts';
import { rowOf, type TxtOptions } from '../../../lib/registry/txt-row.ts';
import { applied, record, stored, txtOptions, wish } from '../../support/zone-records.ts';

const read = (records: readonly Endpoint[], changes: Partial<TxtOptions> = {}) =>
  txt(txtOptions(changes)).read(records);

/** The row of a record of `Service/shop/web`, as an owner stored it. */
const rowBy = (owner: string, endpoint: Endpoint, changes: Partial<TxtOptions> = {}) =>
  stored(rowOf(endpoint, wish().labels, txtOptions({ ...changes, owner })));

/** A row of the old format, whose name has no type. */
const oldRow = (owner: string, ...more: readonly string[]) =>
  stored(
    wish({
      dnsName: '-txt.a.ex.com',
      recordType: 'TXT',
      targets: [`"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=service/shop/web"`, ...more],
    }),
  );

const a = stored(wish());
const rowOfBoth = { ...rowBy('me', a), targets: [...rowBy('you', a).targets, ...rowBy('me', a).targets] };
const cname = (changes: Partial<Endpoint> = {}) => wish({ recordType: 'CNAME', targets: ['lb.x.com'], ...changes });
const alias = (recordType: 'A' | 'AAAA') =>
  stored(wish({ recordType, targets: ['lb.x.com'], providerSpecific: { alias: 'true' } }));

describe('reading ownership', () => {
  it.each<readonly [string, readonly Endpoint[], object]>([
    ['a record without a row is nobody’s', [a], { state: 'none' }],
    ['its row names the owner', [a, rowBy('me', a)], { state: 'owned', owner: 'me', rows: 'complete' }],
    ['another owner is told', [a, rowBy('you', a)], { state: 'owned', owner: 'you', rows: 'complete' }],
    ['a row of another type says nothing', [a, rowBy('me', cname())], { state: 'none' }],
    ['a row of another set identifier says nothing', [a, rowBy('me', wish({ setIdentifier: 'x' }))], { state: 'none' }],
    [
      'a row of another zone says nothing',
      [a, rowBy('me', wish({ zone: { id: 'Z2', name: 'ex.com', visibility: 'private' } }))],
      { state: 'none' },
    ],
    [
      'a row without owner says nothing',
      [a, { ...rowBy('me', a), targets: ['"heritage=external-dns"'] }],
      { state: 'none' },
    ],
    ['two owners are ambiguous', [a, rowOfBoth], { state: 'ambiguous', owners: ['me', 'you'] }],
    [
      'a row of the old format counts, and is incomplete',
      [a, oldRow('me')],
      { state: 'owned', owner: 'me', rows: 'incomplete' },
    ],
    [
      'the row with a type goes before the old format',
      [a, oldRow('me'), rowBy('you', a)],
      { state: 'owned', owner: 'you', rows: 'complete' },
    ],
    [
      'the old format says nothing of an AAAA',
      [stored(wish({ recordType: 'AAAA', targets: ['::1'] })), oldRow('me')],
      { state: 'none' },
    ],
    [
      'nor of a type that may be a stranger’s beside our address',
      [stored(wish({ recordType: 'MX', targets: ['10 mail.x.com'] })), oldRow('me')],
      { state: 'none' },
    ],
    ['an alias AAAA never had the row of a CNAME', [alias('AAAA'), rowBy('me', cname())], { state: 'none' }],
    [
      'an alias may have the row of a CNAME',
      [alias('A'), rowBy('me', cname())],
      { state: 'owned', owner: 'me', rows: 'incomplete' },
    ],
    ['an address may not', [a, rowBy('me', cname())], { state: 'none' }],
  ])('%s', (_, records, ownership) => {
    expect(read(records).records.map((each) => each.ownership)).toEqual([ownership]);
  });

  it('is complete where the new format could not be stored anyway', () => {
    const apex = stored(wish({ dnsName: 'ex.com' }));
    const options = { prefix: '' };
    const old = { ...oldRow('me'), dnsName: 'ex.com' };
    expect(read([apex, old], options).records[0]?.ownership).toEqual({ state: 'owned', owner: 'me', rows: 'complete' });
  });

  it('gives a record the labels of its row, and leaves rows out', () => {
    expect(read([a, rowBy('me', a)]).records).toMatchObject([
      { dnsName: 'a.ex.com', labels: { owner: 'me', resource: 'service/shop/web' } },
    ]);
  });

  it('leaves ordinary text a record', () => {
    const spf = stored(wish({ recordType: 'TXT', targets: ['"v=spf1 -all"'] }));
    expect(read([spf]).records).toEqual([{ ...spf, ownership: { state: 'none' } }]);
  });

  it.each<readonly [string, Endpoint, object]>([
    ['one owner', rowBy('me', a), { state: 'owned', owner: 'me', rows: 'complete' }],
    ['two owners, as nobody’s to remove,', rowOfBoth, { state: 'ambiguous', owners: ['me', 'you'] }],
  ])('lists a row of %s whose record is gone', (_, row, ownership) => {
    const labels = { owner: expect.any(String), resource: 'service/shop/web' };
    expect(read([row]).orphans).toEqual([{ dnsName: 'a.ex.com', row: { ...row, labels, ownership } }]);
    expect(read([a, row]).orphans).toEqual([]);
  });

  it('lists no row whose name does not fit the affixes: nobody knows of what it speaks', () => {
    expect(read([rowBy('me', a, { prefix: 'own.' })]).orphans).toEqual([]);
  });

  it('reads encrypted rows', () => {
    const options = { codec: encryptedText(Buffer.alloc(32, 1)) };
    expect(read([a, rowBy('me', a, options)], options).records[0]?.ownership).toMatchObject({ owner: 'me' });
  });

  it('gives a row that fits a wildcard and a plain name to neither, where both are there', () => {
    const options = { wildcardReplacement: 'any' };
    const [wildcard, literal] = [wish({ dnsName: '*.ex.com' }), wish({ dnsName: 'any.ex.com' })].map(stored);
    const row = rowBy('me', wildcard ?? a, options);
    const ownerships = (...records: readonly (Endpoint | undefined)[]) =>
      read([...records.filter((each) => each !== undefined), row], options).records.map(({ ownership }) => ownership);
    expect(ownerships(wildcard, literal)).toEqual([
      { state: 'ambiguous', owners: ['me'], namesake: 'any.ex.com' },
      { state: 'ambiguous', owners: ['me'], namesake: '*.ex.com' },
    ]);
    expect([...ownerships(wildcard), ...ownerships(literal)]).toMatchObject([{ state: 'owned' }, { state: 'owned' }]);
  });

  it('gives an old row that fits both to the plain name, where the wildcard has a row of its own', () => {
    const options = { wildcardReplacement: 'any' };
    const records = [stored(wish({ dnsName: 'any.ex.com' })), stored(cname({ dnsName: '*.ex.com' }))];
    const old = { ...oldRow('me'), dnsName: '-txt.any.ex.com' };
    const own = rowBy('me', cname({ dnsName: '*.ex.com' }), options);
    expect(read([...records, old, own], options).records.map(({ ownership }) => ownership)).toEqual([
      { state: 'owned', owner: 'me', rows: 'incomplete' },
      { state: 'owned', owner: 'me', rows: 'complete' },
    ]);
  });

  it('replaces an asterisk that is the first label, and no other', () => {
    const options = { wildcardReplacement: 'any' };
    const inside = stored(wish({ dnsName: 'x.*.ex.com' }));
    expect(read([inside, rowBy('me', inside, options)], options).records).toMatchObject([
      { ownership: { owner: 'me' } },
    ]);
  });
});

describe('rowNames', () => {
  it.each<readonly [string, Endpoint, readonly string[]]>([
    ['an address: its row, and that of the old format', a, ['a-txt.a.ex.com', '-txt.a.ex.com']],
    ['an alias: that of a CNAME too', alias('A'), ['a-txt.a.ex.com', 'cname-txt.a.ex.com', '-txt.a.ex.com']],
    ['any other type: its row alone', stored(wish({ recordType: 'MX' })), ['mx-txt.a.ex.com']],
  ])('are for %s', (_, endpoint, names) => {
    expect(txt(txtOptions()).rowNames([endpoint, endpoint])).toEqual(names);
  });
});

describe('objection', () => {
  const textAtRow = wish({ dnsName: 'a-txt.a.ex.com', recordType: 'TXT', targets: ['"x"'] });

  it.each<readonly [string, readonly Endpoint[], object | undefined]>([
    ['nothing in the way', [], undefined],
    ['our own row, left by a lost record', [rowBy('me', a)], undefined],
    ['the row of another owner', [rowBy('you', a)], { code: 'OwnerConflict', owner: 'you', ownOwner: 'me' }],
    [
      'a row without owner',
      [{ ...rowBy('me', a), targets: ['"heritage=external-dns"'] }],
      { code: 'OwnerConflict', ownOwner: 'me' },
    ],
    ['a row of two owners', [rowOfBoth], { code: 'OwnerConflict', owner: 'you', ownOwner: 'me' }],
  ])('to a new record, with %s', (_, records, cause) => {
    expect(read(records).objection(wish())).toEqual(cause);
  });

  it('does not judge the row of a record that is there: its owner was judged by it', () => {
    expect(read([a, rowBy('old', a)]).objection(wish())).toBeUndefined();
  });

  it('refuses a name whose row would lie outside its zone', () => {
    expect(read([], { prefix: '' }).objection(wish({ dnsName: 'ex.com' }))).toMatchObject({
      code: 'OwnershipNotStorable',
      rowName: 'a-ex.com',
    });
  });

  it('refuses a TXT where an ownership row stands', () => {
    const text = wish({ dnsName: rowBy('me', a).dnsName, recordType: 'TXT', targets: ['"text"'] });
    expect(read([a, rowBy('me', a)]).objection(text)).toMatchObject({ code: 'InvalidName' });
  });

  it('lets an address be where an ownership row stands', () => {
    expect(read([a, rowBy('me', a)]).objection(wish({ dnsName: rowBy('me', a).dnsName }))).toBeUndefined();
  });

  it.each<readonly [string, Partial<Endpoint>, string]>([
    [
      'other text',
      { targets: ['"v=spf1 -all"', '"x"'] },
      'is there already, and holds another text ("v=spf1 -all", "x")',
    ],
    [
      'what another key encrypted, beside other text',
      { targets: ['"x"', ...rowBy('you', a, { codec: encryptedText(Buffer.alloc(32, 9)) }).targets] },
      'is there already, and holds what no key of this instance decrypts',
    ],
    ['text of any routing', { targets: ['"x"'], setIdentifier: 'blue' }, 'is there already'],
    ['a CNAME', { recordType: 'CNAME', targets: ['lb.x.com'] }, 'cannot stand beside the CNAME record of that name'],
  ])('refuses a name whose row would stand where DNS holds %s', (_, changes, problem) => {
    const inTheWay = stored(wish({ dnsName: 'a-txt.a.ex.com', recordType: 'TXT', ...changes }));
    expect(read([inTheWay]).objection(wish())).toMatchObject({
      code: 'OwnershipNotStorable',
      rowName: 'a-txt.a.ex.com',
      problem: expect.stringContaining(problem),
    });
  });

  it.each<readonly [string, Partial<Endpoint>]>([
    ['text of the same', { setIdentifier: 'green' }],
    ['text without', {}],
    ['a CNAME of other', { setIdentifier: 'blue', recordType: 'CNAME', targets: ['lb.x.com'] }],
  ])('refuses a name with routing whose row would stand where DNS holds %s routing', (_, changes) => {
    const inTheWay = stored({ ...textAtRow, ...changes });
    expect(read([inTheWay]).objection(wish({ setIdentifier: 'green' }))).toMatchObject({
      code: 'OwnershipNotStorable',
      rowName: 'a-txt.a.ex.com',
    });
  });

  it.each<readonly [string, Partial<Endpoint>]>([
    ['text of other routing', { setIdentifier: 'blue' }],
    ['text in another zone', { zone: { id: 'Z2', name: 'ex.com', visibility: 'private' }, setIdentifier: 'green' }],
    ['an address', { recordType: 'A', targets: ['1.1.1.1'], setIdentifier: 'green' }],
  ])('does not mind %s in the place of a row: it is beside it', (_, changes) => {
    const beside = stored({ ...textAtRow, ...changes });
    expect(read([beside]).objection(wish({ setIdentifier: 'green' }))).toBeUndefined();
  });

  it('neither completes nor updates a record of the old format whose new row has no room', () => {
    const reading = read([a, oldRow('me'), stored(textAtRow)]);
    expect(reading.records[0]?.ownership).toEqual({ state: 'owned', owner: 'me', rows: 'complete' });
    expect(reading.objection(wish({ ttl: 60 }))).toMatchObject({ code: 'OwnershipNotStorable' });
  });

  it('refuses a CNAME where the row of another name stands, but not where its own of the old format does', () => {
    const options = { prefix: '' };
    const row = rowBy('me', a, options);
    expect(read([a, row], options).objection(cname({ dnsName: row.dnsName }))).toMatchObject({ code: 'InvalidName' });
    const old = { ...oldRow('me'), dnsName: 'a.ex.com' };
    expect(read([a, old], options).objection(cname())).toBeUndefined();
    expect(read([row]).objection(cname({ dnsName: row.dnsName }))).toMatchObject({ code: 'InvalidName' });
  });

  it('refuses names whose row would be that of another name as well', () => {
    const options = { wildcardReplacement: 'any' };
    const [wildcard, literal] = [wish({ dnsName: '*.ex.com' }), wish({ dnsName: 'any.ex.com' })];
    const shared = { code: 'OwnershipNotStorable', rowName: 'a-txt.any.ex.com', fix: 'choose another name' };
    expect(read([], options).objection(literal)).toMatchObject({
      ...shared,
      problem: 'would be that of *.ex.com as well',
    });
    expect(read([stored(literal), rowBy('me', literal)], options).objection(wildcard)).toMatchObject({
      ...shared,
      problem: 'would be that of any.ex.com as well',
    });
    expect(read([], options).objection(wildcard)).toBeUndefined();
    expect(read([stored(literal)], options).objection(wildcard)).toMatchObject(shared);
    const alias = stored({ ...literal, providerSpecific: { alias: 'true' } });
    const wildCname = { ...wildcard, recordType: 'CNAME' as const, targets: ['lb.x.com'] };
    expect(read([alias], options).objection(wildCname)).toMatchObject({ rowName: 'cname-txt.any.ex.com' });
    expect(read([alias], options).objection({ ...wildcard, recordType: 'AAAA', targets: ['::1'] })).toBeUndefined();
    expect(read([stored(literal)], options).objection(wildCname)).toBeUndefined();
    expect(read([stored(literal), rowBy('me', literal)], options).objection(literal)).toBeUndefined();
    expect(read([]).objection(literal)).toBeUndefined();
  });

  it('refuses a wildcard of which an old row would speak, whose name is that of another record', () => {
    const old = { ...oldRow('me'), dnsName: '-txt.any.ex.com' };
    const reading = read([stored(wish({ dnsName: 'any.ex.com' })), old], { wildcardReplacement: 'any' });
    expect(reading.objection(cname({ dnsName: '*.ex.com' }))).toMatchObject({
      code: 'OwnershipNotStorable',
      problem: 'would be that of any.ex.com as well',
    });
  });

  it('refuses text that would make a record ours, or another’s', () => {
    const forged = wish({ recordType: 'TXT', targets: ['"v=spf1"', '"heritage=external-dns,external-dns/owner=me"'] });
    expect(read([]).objection(forged)).toMatchObject({ code: 'InvalidTarget' });
    expect(read([]).objection(wish({ recordType: 'TXT', targets: ['"v=spf1"'] }))).toBeUndefined();
  });
});

describe('rows', () => {
  const create = (endpoint: Endpoint): WriteChange => ({ action: 'Create', endpoint });
  const rows = (records: readonly Endpoint[], change: (reading: ReturnType<typeof read>) => WriteChange) => {
    const reading = read(records);
    return reading.rows(change(reading));
  };
  const update =
    (endpoint: Endpoint) =>
    (reading: ReturnType<typeof read>): WriteChange => ({
      action: 'Update',
      endpoint,
      current: reading.records[0] ?? record('me'),
    });
  const remove = (reading: ReturnType<typeof read>): WriteChange => ({
    action: 'Delete',
    endpoint: reading.records[0] ?? record('me'),
  });
  const removeOrphan = (reading: ReturnType<typeof read>): WriteChange => ({
    action: 'Delete',
    endpoint: reading.orphans[0]?.row ?? record('me'),
  });
  const sharedOldRow = oldRow('me', ...rowBy('you', a).targets);
  const added = rowOf(a, wish().labels, txtOptions());
  const api = wish({ labels: { resource: 'service/shop/api' } });
  const spf = '"v=spf1 -all"';

  it.each<readonly [string, readonly Endpoint[], (reading: ReturnType<typeof read>) => WriteChange, object]>([
    ['a Create adds the row', [], () => create(wish()), { remove: [], add: [added] }],
    ['a Create uses the row that a lost record left', [rowBy('me', a)], () => create(wish()), { remove: [], add: [] }],
    ['an Update leaves a row that says the same', [a, rowBy('me', a)], update(wish()), { remove: [], add: [] }],
    [
      'an Update that moves the record to another object rewrites the row',
      [a, rowBy('me', a)],
      update(api),
      { remove: [rowBy('me', a)], add: [rowOf(a, api.labels, txtOptions())] },
    ],
    [
      'an Update rewrites the row of another owner',
      [a, rowBy('old', a)],
      update(wish()),
      { remove: [rowBy('old', a)], add: [added] },
    ],
    [
      'an Update completes a row of the old format, and leaves it',
      [a, oldRow('me')],
      update(wish()),
      { remove: [], add: [added] },
    ],
    ['a Delete takes the row along', [a, rowBy('me', a)], remove, { remove: [rowBy('me', a)], add: [] }],
    [
      'a Delete takes a row of the old format along too: it would make the next record of the name ours',
      [a, rowBy('me', a), oldRow('me')],
      remove,
      { remove: [rowBy('me', a), oldRow('me')], add: [] },
    ],
    [
      'a Delete leaves an old row of another owner',
      [a, rowBy('me', a), oldRow('you')],
      remove,
      { remove: [rowBy('me', a)], add: [] },
    ],
    [
      'a Delete of a record that migrates takes its row along, of the owner before',
      [a, rowBy('old', a)],
      remove,
      { remove: [rowBy('old', a)], add: [] },
    ],
    [
      'a Delete leaves an old row that names another owner too',
      [a, rowBy('me', a), sharedOldRow],
      remove,
      { remove: [rowBy('me', a)], add: [] },
    ],
    ['a Delete of a row that is left over takes nothing else', [rowBy('me', a)], removeOrphan, { remove: [], add: [] }],
    [
      'a Delete of such a row leaves the text that people added',
      [{ ...rowBy('me', a), targets: [spf, ...rowBy('me', a).targets] }],
      removeOrphan,
      { remove: [], add: [{ ...rowBy('me', a), targets: [spf] }] },
    ],
    [
      'a Delete leaves a row that speaks of another record too',
      [a, stored(cname()), oldRow('me')],
      remove,
      { remove: [], add: [] },
    ],
    [
      'a Delete leaves the text that people added to the row',
      [a, { ...rowBy('me', a), targets: [spf, ...rowBy('me', a).targets] }],
      remove,
      {
        remove: [{ ...rowBy('me', a), targets: [spf, ...rowBy('me', a).targets] }],
        add: [{ ...rowBy('me', a), targets: [spf] }],
      },
    ],
    [
      'an Update leaves it too',
      [a, { ...rowBy('me', a), targets: [spf, ...rowBy('me', a).targets] }],
      update(api),
      {
        remove: [{ ...rowBy('me', a), targets: [spf, ...rowBy('me', a).targets] }],
        add: [{ ...rowOf(a, api.labels, txtOptions()), targets: [...rowOf(a, api.labels, txtOptions()).targets, spf] }],
      },
    ],
  ])('%s', (_, records, change, expected) => {
    expect(rows(records, change)).toEqual(expected);
  });

  it('keeps the row of a CNAME that takes the place of the alias which it spoke of', () => {
    const records = [alias('A'), rowBy('me', cname())];
    const reading = read(records);
    const after = applied(records, assemble([create(cname()), remove(reading)]), reading);
    expect(read(after).records).toMatchObject([{ recordType: 'CNAME', ownership: { owner: 'me', rows: 'complete' } }]);
  });

  it.each<readonly [string, readonly string[]]>([
    ['both', []],
    ['the wildcard', ['any.ex.com']],
    ['its namesake', ['*.ex.com']],
  ])('leaves no row behind, and no record without one, where of those that share rows there goes: %s', (_, kept) => {
    const options = { wildcardReplacement: 'any' };
    const wildcard = stored(wish({ ...alias('A'), dnsName: '*.ex.com' }));
    const literal = stored(cname({ dnsName: 'any.ex.com' }));
    const shared = { ...oldRow('me'), dnsName: '-txt.any.ex.com' };
    const records = [wildcard, literal, rowBy('me', wildcard, options), rowBy('me', literal, options), shared];
    const reading = read(records, options);
    const going = reading.records.filter(({ dnsName }) => !kept.includes(dnsName));
    const after = applied(records, assemble(going.map((endpoint) => ({ action: 'Delete', endpoint }))), reading);
    const { records: left, orphans } = read(after, options);
    expect(orphans).toEqual([]);
    expect(left.map(({ dnsName, ownership }) => [dnsName, ownership.state])).toEqual(
      kept.map((each) => [each, 'owned']),
    );
  });

  it('writes a plain row anew, encrypted, when its record is updated, and not before', () => {
    const options = { codec: encryptedText(Buffer.alloc(32, 1)) };
    const reading = read([a, rowBy('me', a)], options);
    expect(reading.records[0]?.ownership).toEqual({ state: 'owned', owner: 'me', rows: 'complete' });
    const { remove: gone, add } = reading.rows(update(wish({ targets: ['2.2.2.2'] }))(reading));
    expect(gone).toEqual([rowBy('me', a)]);
    expect(add.flatMap(({ targets }) => targets).map(options.codec.decode)).toEqual([
      'heritage=external-dns,external-dns/owner=me,external-dns/resource=service/shop/web',
    ]);
  });

  it('writes a row anew that says it both in plain text and encrypted', () => {
    const options = { codec: encryptedText(Buffer.alloc(32, 1)) };
    const both = { ...rowBy('me', a), targets: [...rowBy('me', a).targets, ...rowBy('me', a, options).targets] };
    const reading = read([a, both], options);
    expect(reading.rows(update(wish())(reading)).remove).toEqual([both]);
  });

  it('leaves encrypted rows as they are, although their text would differ', () => {
    const options = { codec: encryptedText(Buffer.alloc(32, 1)) };
    const reading = read([a, rowBy('me', a, options)], options);
    expect(reading.rows(update(wish({ targets: ['2.2.2.2'] }))(reading))).toEqual({ remove: [], add: [] });
  });
});
