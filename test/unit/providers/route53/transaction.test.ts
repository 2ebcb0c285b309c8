import { describe, expect, it } from '@jest/globals';
import { recordKey } from '../../../../lib/endpoint/endpoint.ts';
import type { CurrentRecord, WriteChange } from '../../../../lib/plan/change.ts';
import { recordSetOf } from '../../../../lib/providers/route53/record-set.ts';
import { type Snapshot, type Transaction, transactions } from '../../../../lib/providers/route53/transaction.ts';
import { creations, placed, rowOf } from './transaction-fixture.ts';
import { privateZone } from './zone-fixture.ts';

const operationsOf = ({ operations }: Transaction): readonly string[] =>
  operations.map(({ Action, ResourceRecordSet: set }) => `${Action} ${set?.Type} ${set?.Name} TTL=${set?.TTL}`);

const current: CurrentRecord = {
  ...placed({ targets: ['192.0.2.9'], ttl: 17 }),
  ownership: { state: 'owned', owner: 'me', rows: 'complete' },
};
const snapshot: Snapshot = new Map(
  [current, rowOf(current)].map((endpoint) => [recordKey(endpoint), { ...recordSetOf(endpoint), TTL: 17 }] as const),
);

describe('the operations of a change', () => {
  it.each<readonly [string, WriteChange, { remove: 'row' | 'none'; add: 'row' | 'none' }, readonly string[]]>([
    [
      'a creation makes the record and its row, with the default TTL',
      { action: 'Create', endpoint: placed() },
      { remove: 'none', add: 'row' },
      ['CREATE A a.example.org TTL=300', 'CREATE TXT a-a.example.org TTL=300'],
    ],
    [
      'an update deletes what was read and creates what is wanted',
      { action: 'Update', endpoint: placed(), current },
      { remove: 'none', add: 'none' },
      ['DELETE A a.example.org TTL=17', 'CREATE A a.example.org TTL=300'],
    ],
    [
      'an update may change its row',
      { action: 'Update', endpoint: placed(), current },
      { remove: 'row', add: 'row' },
      [
        'DELETE A a.example.org TTL=17',
        'DELETE TXT a-a.example.org TTL=17',
        'CREATE A a.example.org TTL=300',
        'CREATE TXT a-a.example.org TTL=300',
      ],
    ],
    [
      'a deletion takes its row along, both as they were read',
      { action: 'Delete', endpoint: current },
      { remove: 'row', add: 'none' },
      ['DELETE A a.example.org TTL=17', 'DELETE TXT a-a.example.org TTL=17'],
    ],
  ])('%s', (_, change, rows, expected) => {
    const row = rowOf(change.endpoint);
    const chosen = { remove: rows.remove === 'row' ? [row] : [], add: rows.add === 'row' ? [row] : [] };
    expect(transactions([change], () => chosen, snapshot).flatMap(operationsOf)).toEqual(expected);
  });

  it('refuses, as a bug, to delete what was not read', () => {
    const change: WriteChange = { action: 'Delete', endpoint: current };
    expect(() => transactions([change], () => ({ remove: [], add: [] }), new Map())).toThrow(
      'A a.example.org was to be deleted without having been read',
    );
  });

  it('refuses, as a bug, a change without a zone', () => {
    const { zone: _zone, ...endpoint } = placed();
    expect(() => transactions([{ action: 'Create', endpoint }], () => ({ remove: [], add: [] }), snapshot)).toThrow(
      'A change of a.example.org was planned without a zone',
    );
  });
});

describe('transactions', () => {
  it('hold every change at one name of one zone, a shared row once', () => {
    const shared = rowOf(placed());
    const changes = [placed(), placed({ recordType: 'AAAA', targets: ['2001:db8::1'] })];
    const made = transactions(
      changes.map((endpoint) => ({ action: 'Create', endpoint })),
      () => ({ remove: [], add: [shared] }),
      new Map(),
    );
    expect(made.map(operationsOf)).toEqual([
      ['CREATE A a.example.org TTL=300', 'CREATE TXT a-a.example.org TTL=300', 'CREATE AAAA a.example.org TTL=300'],
    ]);
  });

  it('keep zones apart', () => {
    expect(creations({}, { zone: privateZone() }).map(({ zone }) => zone.id)).toEqual(['ZPUB', 'ZPRIV']);
  });

  const alias = (dnsName: string, target: string) => ({
    dnsName,
    targets: [target],
    providerSpecific: { alias: 'true', 'aws/target-hosted-zone': 'ZPUB', 'aws/evaluate-target-health': 'false' },
  });
  it.each([
    ['an alias comes after its target', [alias('a.example.org', 'z.example.org'), { dnsName: 'z.example.org' }], 'z a'],
    [
      'an alias of an alias comes last',
      [alias('a.example.org', 'b.example.org'), alias('b.example.org', 'c.example.org'), { dnsName: 'c.example.org' }],
      'c b a',
    ],
    [
      'an alias to a host of AWS needs no turn',
      [{ dnsName: 'b.example.org' }, alias('a.example.org', 'd.cloudfront.net')],
      'a b',
    ],
    [
      'a circle of aliases comes to an end',
      [alias('a.example.org', 'b.example.org'), alias('b.example.org', 'a.example.org')],
      'a b',
    ],
  ])('%s', (_, endpoints, order) => {
    const names = creations(...endpoints).map(({ dnsName }) => dnsName.split('.')[0]);
    expect(names.join(' ')).toBe(order);
  });

  it('rank a long chain of aliases of both types without walking every way through it', () => {
    const name = (at: number) => `a${String(at).padStart(4, '0')}.example.org`;
    const chain = Array.from({ length: 2000 }, (_, at) => alias(name(at), name(at + 1)));
    const made = creations(...chain, ...chain.map((each) => ({ ...each, recordType: 'AAAA' as const })));
    expect(made.map(({ rank, dnsName }) => `${rank} ${dnsName}`)).toEqual(
      chain.map((_, at) => `${at} ${name(1999 - at)}`),
    );
  });

  it('weigh their values and the characters of these', () => {
    const [one] = creations({ targets: ['192.0.2.1', '192.0.2.2'] });
    expect(one?.weight).toEqual({ elements: 3, characters: 9 + 9 + '"heritage=external-dns"'.length });
  });
});
