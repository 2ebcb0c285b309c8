import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../../lib/endpoint/endpoint.ts';
import { type CurrentRecord, isWrite } from '../../../lib/plan/change.ts';
import { plan } from '../../../lib/plan/plan.ts';
import { txt } from '../../../lib/registry/txt.ts';
import { rowOf } from '../../../lib/registry/txt-row.ts';
import { adoptMigrating } from '../../../lib/run/adopt-migrating.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';
import { applied, planRules, record, stored, txtOptions, wish } from '../../support/zone-records.ts';

const old = record('old');
const adopted = { state: 'owned', owner: 'me', rows: 'incomplete' };

const adopt = (
  current: CurrentRecord,
  desired: readonly Endpoint[] = [wish()],
  owners: { readonly from?: string; readonly owner?: string } = { from: 'old', owner: 'me' },
) => adoptMigrating([current], { from: owners.from, owner: owners.owner, desired })[0]?.ownership;

describe('adoptMigrating', () => {
  it.each<readonly [string, CurrentRecord, readonly Endpoint[]]>([
    ['whose object asks for its name', old, [wish()]],
    ['whose object asks for its name with another type', old, [wish({ recordType: 'CNAME', targets: ['lb.x.com'] })]],
    [
      'whose object asks for its name together with others',
      old,
      [wish({ refs: [serviceReference('api'), serviceReference()] })],
    ],
    [
      'whose row of the new format got lost',
      record('old', { ownership: { state: 'owned', owner: 'old', rows: 'incomplete' } }),
      [wish()],
    ],
  ])('takes over a record of the old owner %s', (_, current, desired) => {
    expect(adopt(current, desired)).toEqual(adopted);
  });

  it.each<readonly [string, CurrentRecord, readonly Endpoint[]]>([
    ['whose object is not here', record('old', { refs: [serviceReference('gone')] }), [wish()]],
    ['whose row names no object', record('old', { refs: [] }), [wish()]],
    [
      'whose object asks for another name alone: another cluster has an object of that name',
      old,
      [wish({ dnsName: 'b.ex.com' })],
    ],
    ['whose object asks for another set identifier', old, [wish({ setIdentifier: 'x' })]],
    ['that nobody asks for', old, []],
    ['of ours already: it is not written again in each run (30. of the planner’s examples)', record('me'), [wish()]],
    ['of a third owner', record('third'), [wish()]],
    ['of nobody', record(undefined), [wish()]],
    ['of two owners', record('old', { ownership: { state: 'ambiguous', owners: ['me', 'old'] } }), [wish()]],
  ])('leaves a record %s', (_, current, desired) => {
    expect(adopt(current, desired)).toEqual(current.ownership);
  });

  it.each([
    ['without the flag', { owner: 'me' }],
    ['without owners (noop)', { from: 'old' }],
    ['from itself', { from: 'old', owner: 'old' }],
  ])('changes nothing %s', (_, owners) => {
    expect(adopt(old, [wish()], owners)).toEqual(old.ownership);
  });
});

describe('a migration', () => {
  const desired = [
    wish(),
    wish({ dnsName: 'b.ex.com', refs: [serviceReference('api')], labels: { resource: 'service/shop/api' } }),
  ];
  const gone = wish({ dnsName: 'c.ex.com', labels: { resource: 'service/shop/gone' } });
  const before = [...desired, gone].flatMap((endpoint) => [
    stored(endpoint),
    stored(rowOf(endpoint, endpoint.labels, txtOptions({ owner: 'old' }))),
  ]);

  /** One run with `--migrate-from-txt-owner=old`. */
  function run(records: readonly Endpoint[]) {
    const reading = txt(txtOptions()).read(records);
    const recalled = reading.records.map((each) => {
      const name = each.labels['resource']?.split('/').at(-1) ?? '';
      return { ...each, refs: [serviceReference(name)] };
    });
    const current = adoptMigrating(recalled, { from: 'old', owner: 'me', desired });
    const made = plan({ current, desired, refusals: [], rules: planRules({ objection: reading.objection }) });
    return { made, after: applied(records, made, reading) };
  }

  it('rewrites each row once, leaves the rest to its owner, and finds nothing to do afterwards', () => {
    const first = run(before);
    expect(first.made.changes.filter(isWrite).map(({ action, endpoint }) => [action, endpoint.dnsName])).toEqual([
      ['Update', 'a.ex.com'],
      ['Update', 'b.ex.com'],
    ]);
    const owners = txt(txtOptions())
      .read(first.after)
      .records.map(({ dnsName, ownership }) => [dnsName, ownership]);
    expect(Object.fromEntries(owners)).toEqual({
      'a.ex.com': { state: 'owned', owner: 'me', rows: 'complete' },
      'b.ex.com': { state: 'owned', owner: 'me', rows: 'complete' },
      'c.ex.com': { state: 'owned', owner: 'old', rows: 'complete' },
    });
    expect(run(first.after).made.changes.filter(isWrite)).toEqual([]);
  });
});
