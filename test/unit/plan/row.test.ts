import { expect, it } from '@jest/globals';
import { rowKey, rows } from '../../../lib/plan/row.ts';
import { record, wish } from '../../support/zone-records.ts';

it.each([
  ['another case', { dnsName: 'A.EX.com' }],
  ['a trailing dot', { dnsName: 'a.ex.com.' }],
  ['another type', { recordType: 'CNAME' }],
] as const)('%s is the same row', (_, changes) => {
  expect(rowKey(wish(changes))).toBe(rowKey(wish()));
});

it.each([
  ['another name', { dnsName: 'b.ex.com' }],
  ['a set identifier', { setIdentifier: 'x' }],
  ['another zone', { zone: { id: 'Z2', name: 'ex.com', visibility: 'private' } }],
] as const)('%s is another row', (_, changes) => {
  expect(rowKey(wish(changes))).not.toBe(rowKey(wish()));
});

it('rows hold both sides, sorted by key', () => {
  const b = wish({ dnsName: 'b.ex.com' });
  const c = record('me', { dnsName: 'c.ex.com' });
  const aaaa = record('me', { recordType: 'AAAA' });
  expect(rows([record('me'), aaaa, c], [wish(), b])).toEqual(rows([c, aaaa, record('me')], [b, wish()]));
  expect(rows([c, aaaa, record('me')], [b, wish()])).toEqual([
    { current: [record('me'), aaaa], candidates: [wish()] },
    { current: [], candidates: [b] },
    { current: [c], candidates: [] },
  ]);
});

it('the key of a row is its zone, its name and its set identifier, each empty where there is none', () => {
  expect(rowKey(wish({ setIdentifier: 'x' }))).toBe('Z1 a.ex.com x');
  expect(rowKey({ dnsName: 'a.ex.com', targets: [], refs: [] })).toBe(' a.ex.com ');
});
