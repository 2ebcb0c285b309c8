import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../../lib/endpoint/endpoint.ts';
import { type CurrentRecord, isWrite } from '../../../lib/plan/change.ts';
import { guard } from '../../../lib/plan/guard/guard.ts';
import { plan } from '../../../lib/plan/plan.ts';
import { adoptUnowned } from '../../../lib/run/adopt-unowned.ts';
import { guardInput } from '../../support/guard-input.ts';
import { planRules, record, wish } from '../../support/zone-records.ts';

const free = record(undefined, { refs: [], labels: {} });
const cname = { recordType: 'CNAME', targets: ['lb.example.net'] } as const;

const adopt = (
  records: readonly CurrentRecord[],
  names: readonly string[] = ['a.ex.com'],
  desired: readonly Endpoint[] = [wish()],
  owner: string | undefined = 'me',
) => adoptUnowned(records, { adopt: names, owner, desired });

describe('adoptUnowned', () => {
  it.each<readonly [string, CurrentRecord, readonly string[], readonly Endpoint[]]>([
    ['whose name is given', free, ['a.ex.com'], [wish()]],
    ['whose name is given in another spelling', free, ['A.Ex.com.'], [wish()]],
    ['that an object given asks for', free, ['Service/shop/web'], [wish()]],
    ['that an object given in small letters asks for', free, ['service/shop/web'], [wish()]],
    ['that is in the way of what is asked for', record(undefined, cname), ['a.ex.com'], [wish()]],
    ['that a CNAME is to replace', free, ['a.ex.com'], [wish(cname)]],
  ])('takes over a record %s', (_, current, names, desired) => {
    const { records, adopted } = adopt([current], names, desired);
    expect(records).toMatchObject([{ ownership: { state: 'owned', owner: 'me', rows: 'incomplete' } }]);
    expect(adopted).toEqual(records);
  });

  it.each<readonly [string, CurrentRecord, readonly string[], readonly Endpoint[]]>([
    ['that nobody asks for: it would be deleted', free, ['a.ex.com'], []],
    ['of a type that nobody asks for', record(undefined, { recordType: 'TXT' }), ['a.ex.com'], [wish()]],
    ['of another set identifier', record(undefined, { setIdentifier: 'x' }), ['a.ex.com'], [wish()]],
    ['of another name', free, ['b.ex.com'], [wish()]],
    ['that another object asks for', free, ['Service/shop/api'], [wish()]],
    ['of another owner', record('you'), ['a.ex.com'], [wish()]],
    [
      'of two owners',
      record(undefined, { ownership: { state: 'ambiguous', owners: ['me', 'you'] } }),
      ['a.ex.com'],
      [wish()],
    ],
  ])('leaves a record %s', (_, current, names, desired) => {
    expect(adopt([current], names, desired)).toEqual({ records: [current], adopted: [] });
  });

  it('takes nothing over where nothing is named, or where the registry knows no owners', () => {
    expect(adopt([free], [])).toEqual({ records: [free], adopted: [] });
    expect(adoptUnowned([free], { adopt: ['a.ex.com'], owner: undefined, desired: [wish()] }).adopted).toEqual([]);
  });
});

describe('an adoption', () => {
  const beside = record('me', { dnsName: 'b.ex.com' });
  const desired = [wish(), wish({ dnsName: 'b.ex.com', targets: ['2.2.2.2'] })];

  /** One run with `--adopt=a.ex.com`. */
  function run(current: CurrentRecord, approve?: string) {
    const { records, adopted } = adopt([current, beside], ['a.ex.com'], desired);
    const planned = plan({ current: records, desired, refusals: [], rules: planRules() });
    const { limits } = guardInput();
    return guard(guardInput({ plan: planned, adopted, limits: { ...limits, ...(approve && { approve }) } })).changes;
  }

  const heldSum = (current: CurrentRecord): string => {
    const [held] = run(current).flatMap((change) =>
      change.action === 'None' && change.cause.code === 'AdoptionHeld' ? [change.cause.checksum] : [],
    );
    return held ?? '';
  };

  const tell = (current: CurrentRecord, approve?: string) =>
    run(current, approve).map((change) =>
      [change.action, change.endpoint.recordType, change.endpoint.dnsName].join(' '),
    );

  it('waits for its checksum, and nothing else does', () => {
    expect(tell(free)).toEqual(['None A a.ex.com', 'Update A b.ex.com']);
    expect(tell(free, 'another checksum')).toEqual(['None A a.ex.com', 'Update A b.ex.com']);
    expect(tell(free, heldSum(free))).toEqual(['Update A a.ex.com', 'Update A b.ex.com']);
  });

  it('waits as a whole where one record replaces another', () => {
    const other = record(undefined, cname);
    expect(tell(other)).toEqual(['None A a.ex.com', 'None CNAME a.ex.com', 'Update A b.ex.com']);
    expect(tell(other, heldSum(other))).toEqual(['Create A a.ex.com', 'Delete CNAME a.ex.com', 'Update A b.ex.com']);
  });

  it('is approved for the values that were seen alone', () => {
    const sum = heldSum(record(undefined, cname));
    expect(run(free, sum).filter(isWrite)).toHaveLength(1);
  });
});
