import { describe, expect, it } from '@jest/globals';
import type { Change, CurrentRecord } from '../../../../lib/plan/change.ts';
import { type DeletionLimits, holdDeletions } from '../../../../lib/plan/guard/deletion-limits.ts';
import { checksum } from '../../../../lib/plan/plan.ts';
import { guardInput } from '../../../support/guard-input.ts';
import { record, wish, zone } from '../../../support/zone-records.ts';

const defaults = guardInput().limits;

/** Records of so many names. */
const names = (count: number, changes: Partial<CurrentRecord> = {}): readonly CurrentRecord[] =>
  Array.from({ length: count }, (_, index) => record('me', { dnsName: `n${index}.ex.com`, ...changes }));

const deletions = (records: readonly CurrentRecord[]): readonly Change[] =>
  records.map((endpoint) => ({ action: 'Delete', endpoint }));

const held = (
  changes: readonly Change[],
  owned: readonly CurrentRecord[],
  limits: Partial<DeletionLimits> = {},
): readonly Change[] => holdDeletions(changes, guardInput({ owned, limits: { ...defaults, ...limits } }));

/** The limits in words that hold the first so many of so many owned names; none when they are deleted. */
const limitsOf = (changes: readonly Change[]): readonly string[] => [
  ...new Set(
    changes.flatMap((change) =>
      change.action === 'None' && change.cause.code === 'DeletionsHeld' && 'limit' in change.cause
        ? [change.cause.limit]
        : [],
    ),
  ),
];

const share = 'more than 5 names and over 30% of the names owned in the zone';
const empties = 'every one of the more than 2 names owned in the zone';
const total = 'more than 100 records in all';

describe('holdDeletions', () => {
  it.each([
    ['five of six names are deleted: not more than five', 5, 6, []],
    ['six of twenty are deleted: not over 30%', 6, 20, []],
    ['six of nineteen are held', 6, 19, [share]],
    ['seven of twenty are held', 7, 20, [share]],
    ['both names of a zone are deleted: not more than two', 2, 2, []],
    ['all three are held', 3, 3, [empties]],
    ['three of four are deleted: the zone is not emptied', 3, 4, []],
    ['a hundred of a thousand are deleted', 100, 1000, []],
    ['a hundred and one are held', 101, 1000, [total]],
  ])('%s', (_, count, of, limits) => {
    const owned = names(of);
    const changes = held(deletions(owned.slice(0, count)), owned);
    expect(limitsOf(changes)).toEqual(limits);
    expect(changes.filter(({ action }) => action === 'Delete')).toHaveLength(limits.length === 0 ? count : 0);
  });

  it.each<readonly [string, Partial<DeletionLimits>, number, number]>([
    ['--hold-deletions-over-count', { overCount: 6 }, 6, 6 + 1],
    ['--hold-deletions-over-percent', { overPercent: 90 }, 9, 10],
    ['--hold-deletions-emptying-zone-over', { emptyingZoneOver: 3 }, 3, 3],
    ['--hold-deletions-over-total', { overTotal: 101 }, 101, 1000],
  ])('%s moves its limit', (_, limits, count, of) => {
    const owned = names(of);
    expect(limitsOf(held(deletions(owned.slice(0, count)), owned))).not.toEqual([]);
    expect(limitsOf(held(deletions(owned.slice(0, count)), owned, limits))).toEqual([]);
  });

  it('counts names, not records, against the share of a zone', () => {
    const dual = [...names(10), ...names(10, { recordType: 'AAAA', targets: ['::1'] })];
    const five = dual.filter(({ dnsName }) => /^n[0-4]/.test(dnsName));
    expect(limitsOf(held(deletions(five), dual))).toEqual([]);
  });

  it('does not take names that lose one of their records for an emptied zone', () => {
    const dual = [...names(3), ...names(3, { recordType: 'AAAA', targets: ['::1'] })];
    expect(limitsOf(held(deletions(dual.slice(3)), dual))).toEqual([]);
    expect(limitsOf(held(deletions(dual), dual))).toEqual([empties]);
  });

  it('looks at each zone for itself', () => {
    const other = { zone: { ...zone, id: 'Z2' } };
    const [here, there] = [names(6), names(100, other)];
    const changes = held([...deletions(here), ...deletions(there.slice(0, 6))], [...here, ...there]);
    expect(limitsOf(changes)).toEqual([share]);
    expect(changes.filter(({ action }) => action === 'Delete')).toEqual(deletions(there.slice(0, 6)));
  });

  it('does not count what is replaced', () => {
    const owned = names(10);
    const replacements = owned.map(
      ({ dnsName }): Change => ({
        action: 'Create',
        endpoint: wish({ dnsName, recordType: 'CNAME', targets: ['lb.x.com'] }),
      }),
    );
    const changes = [...deletions(owned), ...replacements];
    expect(held(changes, owned)).toEqual(changes);
    expect(limitsOf(held(changes.slice(0, -5), owned))).toEqual([]);
    expect(limitsOf(held(changes.slice(0, -6), owned))).toEqual([share]);
  });

  it('does not call a zone emptied that gains a name', () => {
    const owned = names(3);
    const create: Change = { action: 'Create', endpoint: wish({ dnsName: 'new.ex.com' }) };
    expect(limitsOf(held([...deletions(owned), create], owned))).toEqual([]);
    const elsewhere: Change = { action: 'Create', endpoint: wish({ zone: { ...zone, id: 'Z2' } }) };
    expect(limitsOf(held([...deletions(owned), elsewhere], owned))).toEqual([empties]);
  });

  it('names the checksum of the held set alone, which approves exactly that set', () => {
    const owned = names(6);
    const create: Change = { action: 'Create', endpoint: wish({ zone: { ...zone, id: 'Z2' } }) };
    const changes = [create, ...deletions(owned)];
    const approve = checksum(deletions(owned));
    expect(held(changes, owned)[1]).toMatchObject({ cause: { code: 'DeletionsHeld', checksum: approve } });
    expect(held(changes, owned, { approve })).toEqual(changes);
    expect(held(deletions(owned), owned, { approve })).toEqual(deletions(owned));
  });

  it('holds a set again that changed after its approval', () => {
    const approve = checksum(deletions(names(6)));
    const more = names(7);
    expect(limitsOf(held(deletions(more), more, { approve }))).toEqual([share]);
    const fewer = names(5);
    expect(limitsOf(held(deletions(fewer), fewer, { approve }))).toEqual([empties]);
    const moved = names(6, { targets: ['2.2.2.2'] });
    expect(limitsOf(held(deletions(moved), moved, { approve }))).toEqual([share]);
  });
});

describe('what the configuration leaves out since the last writing run', () => {
  const dropped = [{ source: 'ingress', problem: 'this run does not read the source ingress' }];
  const of = (resource: string, changes: Partial<CurrentRecord> = {}) =>
    record('me', { labels: { resource }, ...changes });
  const web = of('ingress/shop/web');
  const api = of('service/shop/api', { dnsName: 'b.ex.com' });
  const cname = wish({ recordType: 'CNAME', targets: ['lb.x.com'], labels: { resource: 'service/shop/api' } });
  const owned = [web, api];
  const changes: readonly Change[] = [
    { action: 'Delete', endpoint: web },
    { action: 'Create', endpoint: cname },
    { action: 'Delete', endpoint: api },
    { action: 'Create', endpoint: wish({ dnsName: 'c.ex.com' }) },
  ];

  it('is held however few it is, with what would take its place; the rest goes ahead', () => {
    const after = holdDeletions(changes, guardInput({ owned, dropped }));
    expect(after.map(({ action }) => action)).toEqual(['None', 'None', 'Delete', 'Create']);
    const cause = {
      code: 'DeletionsHeld',
      dropped: 'this run does not read the source ingress',
      checksum: checksum(changes.slice(0, 2)),
    };
    expect(after.slice(0, 2)).toMatchObject([{ cause }, { cause }]);
  });

  it('goes ahead, all of it, once its checksum is approved', () => {
    const approve = checksum(changes.slice(0, 2));
    expect(holdDeletions(changes, guardInput({ owned, dropped, limits: { ...defaults, approve } }))).toEqual(changes);
  });

  it('needs one approval where a limit holds it too', () => {
    const many = names(10, { labels: { resource: 'ingress/shop/web' } });
    const input = { owned: many, dropped };
    const approve = checksum(deletions(many));
    expect(holdDeletions(deletions(many), guardInput(input))).toMatchObject([
      ...Array(10).fill({ cause: { checksum: approve, dropped: expect.any(String) } }),
    ]);
    const limits = { ...defaults, approve };
    expect(holdDeletions(deletions(many), guardInput({ ...input, limits }))).toEqual(deletions(many));
  });
});
