import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../../lib/endpoint/endpoint.ts';
import type { Change } from '../../../lib/plan/change.ts';
import { assemble } from '../../../lib/plan/plan.ts';
import { txt } from '../../../lib/registry/txt.ts';
import { rowOf } from '../../../lib/registry/txt-row.ts';
import { leftOverRows, leftOverWarning, removals } from '../../../lib/run/orphans.ts';
import { applied, planRules, record, stored, txtOptions, wish } from '../../support/zone-records.ts';

const registry = txt(txtOptions());
const rowBy = (owner: string, changes: Partial<Endpoint> = {}) =>
  stored(rowOf(wish(changes), { resource: 'service/shop/web' }, txtOptions({ owner })));

const left = (rows: readonly Endpoint[], changes: readonly Change[] = [], rules = planRules()) =>
  leftOverRows(registry.read(rows).orphans, registry, changes, rules);

const names = (...args: Parameters<typeof left>) => left(...args).map(({ dnsName }) => dnsName);

describe('left-over rows', () => {
  it('are those of ours whose record is gone', () => {
    expect(names([rowBy('me'), rowBy('you', { dnsName: 'b.ex.com' })])).toEqual(['a-txt.a.ex.com']);
    expect(names([rowBy('me'), stored(wish())])).toEqual([]);
  });

  it.each<readonly [string, Change]>([
    ['is to be created', { action: 'Create', endpoint: wish() }],
    [
      'waits for its address',
      {
        action: 'None',
        endpoint: { dnsName: 'a.ex.com', targets: [], refs: [] },
        cause: { code: 'NoTargets', problem: 'p', fix: 'f' },
      },
    ],
    ['is to be created with another type', { action: 'Create', endpoint: wish({ recordType: 'AAAA' }) }],
  ])('are not those of a name that %s', (_, change) => {
    expect(names([rowBy('me')], [change])).toEqual([]);
  });

  it('are not those of names that are not served, or whose row names two owners', () => {
    expect(names([rowBy('me')], [], planRules({ inDomain: (name) => name !== 'a.ex.com' }))).toEqual([]);
    const shared = { ...rowBy('me'), targets: [...rowBy('me').targets, ...rowBy('you').targets] };
    expect(names([shared])).toEqual([]);
  });

  it('are not those whose name does not fit the affixes', () => {
    const other = stored(rowOf(wish(), {}, txtOptions({ prefix: 'own-' })));
    expect(names([other])).toEqual([]);
  });
});

describe('removing left-over rows', () => {
  it('deletes the rows, and tells no object', () => {
    const changes = removals(left([rowBy('me')]), planRules());
    expect(changes).toMatchObject([{ action: 'Delete', endpoint: { dnsName: 'a-txt.a.ex.com', refs: [] } }]);
    expect(applied([rowBy('me')], assemble(changes), registry.read([rowBy('me')]))).toEqual([]);
  });

  it('leaves text that people added', () => {
    const row = { ...rowBy('me'), targets: [...rowBy('me').targets, '"a note"'] };
    const changes = removals(left([row]), planRules());
    expect(applied([row], assemble(changes), registry.read([row]))).toMatchObject([{ targets: ['"a note"'] }]);
  });

  it('is a deletion to the policy', () => {
    expect(removals([record('me')], planRules({ policy: 'upsert-only' }))).toMatchObject([
      { action: 'None', cause: { code: 'PolicyForbids', would: 'Delete' } },
    ]);
  });
});

describe('the warning of left-over rows', () => {
  it('is none where nothing is left over', () => {
    expect(leftOverWarning([])).toEqual([]);
  });

  it('is one sentence, which names the first five', () => {
    expect(leftOverWarning(['a', 'b'])).toEqual([
      'Ownership rows are left over whose records are gone (a, b); --remove-orphaned-rows removes them.',
    ]);
    expect(leftOverWarning(['a', 'b', 'c', 'd', 'e', 'f'])[0]).toContain('(a, b, c, d, e and more)');
  });
});
