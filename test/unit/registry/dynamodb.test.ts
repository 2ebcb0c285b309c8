import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../../lib/endpoint/endpoint.ts';
import { type ChangeResult, isWrite, type WriteChange } from '../../../lib/plan/change.ts';
import { plan } from '../../../lib/plan/plan.ts';
import { dynamodb } from '../../../lib/registry/dynamodb.ts';
import { itemOf, type OwnershipItem } from '../../../lib/registry/dynamodb-item.ts';
import { txt } from '../../../lib/registry/txt.ts';
import { rowOf } from '../../../lib/registry/txt-row.ts';
import { TableInMemory } from '../../support/ownership-table.ts';
import { planRules, record, stored, txtOptions, wish, zone } from '../../support/zone-records.ts';

const { signal } = new AbortController();
const web = wish();
const key = 'a.ex.com#A#';
const mine = itemOf(web, 'me');
const yours = itemOf(web, 'you');
const elsewhere = { id: 'Z2', name: 'ex.com', visibility: 'private' } as const;
const inOtherZone = stored({ ...web, zone: elsewhere });
/** No affix: the row of an apex would lie outside its zone. */
const options = txtOptions({ prefix: '' });
const textRow = (owner: string, endpoint: Endpoint = web) =>
  stored(rowOf(endpoint, endpoint.labels, { ...options, owner }));
const textOfBoth = { ...textRow('me'), targets: [...textRow('you').targets, ...textRow('me').targets] };

function read(
  records: readonly Endpoint[],
  items: readonly OwnershipItem[] = [],
  table = new TableInMemory(items),
  mayBeElsewhere?: (dnsName: string) => boolean,
) {
  return dynamodb({ owner: 'me', table, items, txt: txt(options) }).read(records, mayBeElsewhere);
}

describe('reading ownership', () => {
  it.each<readonly [string, readonly OwnershipItem[], readonly Endpoint[], object]>([
    ['nobody’s, without an item', [], [], { state: 'none' }],
    ['ours, by an item', [mine], [], { state: 'owned', owner: 'me', rows: 'complete' }],
    ['another owner’s, by an item', [yours], [], { state: 'owned', owner: 'you', rows: 'complete' }],
    [
      'ours and to migrate, by a TXT record alone',
      [],
      [textRow('me')],
      { state: 'owned', owner: 'me', rows: 'incomplete' },
    ],
    [
      'another owner’s, by a TXT record alone',
      [],
      [textRow('you')],
      { state: 'owned', owner: 'you', rows: 'incomplete' },
    ],
    ['ours, by both', [mine], [textRow('me')], { state: 'owned', owner: 'me', rows: 'complete' }],
    ['ambiguous, where they differ', [mine], [textRow('you')], { state: 'ambiguous', owners: ['me', 'you'] }],
    ['ambiguous, the other way round too', [yours], [textRow('me')], { state: 'ambiguous', owners: ['me', 'you'] }],
    ['ambiguous, by a TXT record of two owners', [], [textOfBoth], { state: 'ambiguous', owners: ['me', 'you'] }],
    ['ambiguous, by that beside an item', [mine], [textOfBoth], { state: 'ambiguous', owners: ['me', 'you'] }],
  ])('a record is %s', (_, items, rows, ownership) => {
    const { records } = read([stored(web), ...rows], items);
    expect(records.map(({ dnsName }) => dnsName)).toEqual(['a.ex.com']);
    expect(records.map((each) => each.ownership)).toEqual([ownership]);
  });

  it('gives a record the labels of its item', () => {
    expect(read([stored(web)], [mine]).records[0]?.labels).toEqual({ owner: 'me', resource: 'service/shop/web' });
  });

  it('lists the items without a record, where the zones read would hold it', () => {
    const gone = (dnsName: string, owner = 'me') => itemOf(wish({ dnsName }), owner);
    const ns = stored(wish({ dnsName: 'sub.ex.com', recordType: 'NS', targets: ['ns.example.net'] }));
    const items = [mine, gone('b.ex.com'), gone('x.sub.ex.com'), gone('b.elsewhere.test'), gone('x.a.ex.com', 'you')];
    const labels = { owner: 'me', resource: 'service/shop/web' };
    expect(read([stored(web), ns], [...items, { key: 'no key', owner: 'me', labels: {} }]).orphans).toMatchObject([
      {
        dnsName: 'b.ex.com',
        row: { zone, targets: [], labels, refs: [], ownership: { state: 'owned', owner: 'me', rows: 'complete' } },
      },
      { dnsName: 'x.a.ex.com', row: { ownership: { owner: 'you' } } },
    ]);
  });
});

describe('the objection to a record', () => {
  it.each<readonly [string, readonly Endpoint[], readonly OwnershipItem[], Endpoint, object | undefined]>([
    ['none to a new name', [], [], web, undefined],
    ['none to a name that an item of ours reserves', [], [mine], web, undefined],
    ['none to an apex, which no TXT record beside it could speak of', [], [], wish({ dnsName: 'ex.com' }), undefined],
    ['that another owner has it', [], [yours], web, { code: 'OwnerConflict', owner: 'you', ownOwner: 'me' }],
    ['that a TXT record reserves it', [textRow('you')], [], web, { code: 'OwnerConflict', owner: 'you' }],
    ['none to a record that migrates from another owner', [stored(web)], [yours], web, undefined],
    [
      'that its item would speak of a stranger’s record in another zone',
      [inOtherZone],
      [],
      web,
      {
        code: 'OwnershipNotStorable',
        table: 'owners',
        rowName: key,
        problem: 'would speak of a record in the private zone ex.com too, which is not ours',
        fix: expect.stringContaining('--registry=txt'),
      },
    ],
    [
      'the same of another owner’s record there',
      [inOtherZone, textRow('you', inOtherZone)],
      [],
      web,
      { code: 'OwnershipNotStorable', rowName: key },
    ],
    ['none where that is ours too', [inOtherZone], [mine], web, undefined],
    ['none where that is ours by a TXT record', [inOtherZone, textRow('me', inOtherZone)], [], web, undefined],
    ['none to the update of a record without an owner', [stored(web)], [], web, undefined],
  ])('is %s', (_, records, items, endpoint, expected) => {
    const objection = read(records, items).objection(endpoint);
    if (expected === undefined) expect(objection).toBeUndefined();
    else expect(objection).toMatchObject(expected);
  });
});

describe('the rows in DNS beside a change', () => {
  const current = record('me');
  it.each<readonly [string, WriteChange, readonly Endpoint[]]>([
    ['none beside a creation', { action: 'Create', endpoint: web }, []],
    ['the TXT record, where an update migrates it', { action: 'Update', endpoint: web, current }, [textRow('me')]],
    ['the TXT record beside a deletion', { action: 'Delete', endpoint: current }, [textRow('me')]],
  ])('are %s', (_, change, remove) => {
    expect(read([stored(web), textRow('me')], []).rows(change)).toEqual({ remove, add: [] });
  });
});

interface Held {
  readonly records?: readonly Endpoint[];
  readonly items?: readonly OwnershipItem[];
  readonly mayBeElsewhere?: (dnsName: string) => boolean;
}

/** The writes to the table before DNS and after it, where DNS answered so. */
async function around(
  { records = [stored(web)], items = [], mayBeElsewhere }: Held,
  changes: readonly WriteChange[],
  answer: (change: WriteChange) => ChangeResult = (change) => ({ change, status: 'Success' }),
) {
  const table = new TableInMemory(items);
  const { store } = read(records, items, table, mayBeElsewhere);
  if (store === undefined) throw new Error('There is no store');
  const verdicts = await store.before(changes, signal);
  const before = table.written();
  const told = changes.map((change) => {
    const verdict = verdicts.get(change);
    return verdict === undefined ? answer(change) : { change, ...verdict };
  });
  const warnings = await store.after(told, signal);
  return { before, after: table.written(), verdicts, warnings, held: [...table.held.values()] };
}

const create: WriteChange = { action: 'Create', endpoint: web };
const update: WriteChange = { action: 'Update', endpoint: web, current: record('me') };
const remove: WriteChange = { action: 'Delete', endpoint: record('me') };
const moved = itemOf(wish({ labels: { resource: 'service/shop/api' } }), 'me');

describe('the table around a change', () => {
  it.each<readonly [string, Parameters<typeof around>[0], readonly WriteChange[], readonly OwnershipItem[], object]>([
    [
      'a creation inserts the item first',
      { records: [] },
      [create],
      [mine],
      { before: [{ key, to: mine }], after: [] },
    ],
    [
      'a creation takes the item that is there still',
      { records: [], items: [mine] },
      [create],
      [mine],
      { before: [], after: [] },
    ],
    ['an update of the values alone writes nothing', { items: [mine] }, [update], [mine], { before: [], after: [] }],
    [
      'an update for another object rewrites the labels',
      { items: [moved] },
      [update],
      [mine],
      { before: [{ key, from: 'me', to: mine }], after: [] },
    ],
    [
      'an update that migrates a TXT record inserts the item',
      { records: [stored(web), textRow('me')] },
      [update],
      [mine],
      { before: [{ key, to: mine }], after: [] },
    ],
    [
      'an update that migrates from another owner takes the item over',
      { items: [yours] },
      [update],
      [mine],
      { before: [{ key, from: 'you', to: mine }], after: [] },
    ],
    ['a deletion removes the item last', { items: [mine] }, [remove], [], { before: [], after: [{ key, from: 'me' }] }],
    [
      'a deletion in one of two zones leaves the item to the other',
      { records: [stored(web), inOtherZone], items: [mine] },
      [remove],
      [mine],
      { before: [], after: [] },
    ],
    [
      'a deletion of what a TXT record alone says is ours writes nothing',
      { records: [stored(web), textRow('me')] },
      [remove],
      [],
      { before: [], after: [] },
    ],
    [
      'a deletion leaves the item where a zone that was not read may hold the name too',
      { items: [mine], mayBeElsewhere: (dnsName) => dnsName === 'a.ex.com' },
      [remove],
      [mine],
      { before: [], after: [] },
    ],
    [
      'a deletion removes the item where only other names may be in a zone that was not read',
      { items: [mine], mayBeElsewhere: (dnsName) => dnsName !== 'a.ex.com' },
      [remove],
      [],
      { before: [], after: [{ key, from: 'me' }] },
    ],
    [
      'a move from one zone to another leaves the item',
      { items: [mine] },
      [remove, { action: 'Create', endpoint: { ...web, zone: elsewhere } }],
      [mine],
      { before: [], after: [] },
    ],
  ])('%s', async (_, world, changes, held, writes) => {
    const result = await around(world, changes);
    expect(result).toMatchObject({ ...writes, warnings: [] });
    expect(result.held).toEqual(held);
  });

  const error = { code: 'InvalidChangeBatch', message: 'no' };
  it.each<readonly [string, (change: WriteChange) => ChangeResult, readonly OwnershipItem[]]>([
    ['was refused', (change) => ({ change, status: 'Failed', error }), []],
    ['was not tried', (change) => ({ change, status: 'Skip', cause: { code: 'Deferred', problem: 'later' } }), []],
    [
      'got no answer, which may have been made',
      (change) => ({ change, status: 'Failed', error: { ...error, effect: 'unknown' } }),
      [mine],
    ],
  ])('after a creation that %s holds what is certain', async (_, answer, held) => {
    expect((await around({ records: [] }, [create], answer)).held).toEqual(held);
  });

  it.each<readonly [string, Held, readonly WriteChange[]]>([
    ['creations', { records: [] }, [create, { action: 'Create', endpoint: { ...web, zone: elsewhere } }]],
    [
      'deletions',
      { records: [stored(web), inOtherZone], items: [mine] },
      [remove, { action: 'Delete', endpoint: record('me', { zone: elsewhere }) }],
    ],
  ])('leaves the item where, of two %s of one name, a single one was made', async (_, world, changes) => {
    const onlyFirst = (change: WriteChange): ChangeResult =>
      change === changes[0] ? { change, status: 'Success' } : { change, status: 'Failed', error };
    expect((await around(world, changes, onlyFirst)).held).toEqual([mine]);
  });

  it('gives an item back the labels that it had, where the update was refused', async () => {
    const refused = (change: WriteChange): ChangeResult => ({ change, status: 'Failed', error });
    expect((await around({ items: [moved] }, [update], refused)).held).toEqual([moved]);
    expect((await around({ items: [mine] }, [remove], refused)).held).toEqual([mine]);
  });

  it('fails the change whose item was taken in the meantime, and DNS is not to see it', async () => {
    const table = new TableInMemory([yours]);
    const { store } = read([], [], table);
    const failed = { status: 'Failed', error: { code: 'ConditionalCheckFailed', message: `no ${key}` } } as const;
    expect((await store?.before([create], signal))?.get(create)).toEqual(failed);
    expect(await store?.after([{ change: create, ...failed }], signal)).toEqual([]);
    expect(table.written()).toEqual([]);
  });

  it('removes the item of a record that is gone, without DNS', async () => {
    const { orphans } = read([stored(wish({ dnsName: 'b.ex.com' }))], [mine]);
    const removals = orphans.map(({ row }): WriteChange => ({ action: 'Delete', endpoint: row }));
    const { verdicts, held } = await around({ records: [], items: [mine] }, removals);
    expect([...verdicts.values()]).toEqual([{ status: 'Success' }]);
    expect(held).toEqual([]);
  });

  it('says which item could not be put in order', async () => {
    const table = new TableInMemory([mine]);
    table.broken.add(key);
    const { store } = read([stored(web)], [mine], table);
    expect(await store?.after([{ change: remove, status: 'Success' }], signal)).toEqual([
      `Ownership is not as it should be: no ${key}.`,
    ]);
  });
});

it('plans nothing for what ExternalDNS keeps in the table', () => {
  const reading = read([stored(web)], [mine]);
  const { changes } = plan({
    current: reading.records,
    desired: [web],
    refusals: [],
    rules: planRules({ objection: reading.objection }),
  });
  expect(changes.filter(isWrite)).toEqual([]);
});
