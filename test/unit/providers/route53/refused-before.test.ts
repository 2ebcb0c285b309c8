import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { describe, expect, it } from '@jest/globals';
import { recordKey } from '../../../../lib/endpoint/endpoint.ts';
import type { ChangeError, WriteChange } from '../../../../lib/plan/change.ts';
import { type RefusedRecords, recallRefusals } from '../../../../lib/providers/route53/refused-before.ts';
import { type Snapshot, type Transaction, transactions } from '../../../../lib/providers/route53/transaction.ts';
import { creation, creations, placed, rowOf } from './transaction-fixture.ts';

const minute = 60_000;
const error: ChangeError = { code: 'InvalidChangeBatch', message: 'Route 53 answered InvalidChangeBatch: no' };

const record = (dnsName = 'a.example.org', target = '192.0.2.1'): Transaction => {
  const [transaction] = creations({ dnsName, targets: [target] });
  if (transaction === undefined) throw new Error('one creation is one transaction');
  return transaction;
};

/** A memory in which the record was refused so often at the time 0, and a look into it at a later time. */
function refused(times: number): (at: number, transaction?: Transaction, snapshot?: Snapshot) => string {
  const records: RefusedRecords = new Map();
  for (let count = 0; count < times; count += 1) recallRefusals(records, new Map(), () => 0).refused(record(), error);
  return (at, transaction = record(), snapshot = new Map()) =>
    recallRefusals(records, snapshot, () => at).standing(transaction).state;
}

describe('a record that was refused', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [6, 32],
    [7, 60],
    [40, 60],
  ])('%d times is held for %d minutes, less a little', (times, minutes) => {
    const standingAt = refused(times);
    expect([standingAt(minutes * minute - 11_000), standingAt(minutes * minute - 9_000)]).toEqual(['held', 'suspect']);
  });

  it('is told as it was, with the time of the next try', () => {
    const records: RefusedRecords = new Map();
    recallRefusals(records, new Map(), () => 0).refused(record(), error);
    const standing = recallRefusals(records, new Map(), () => 1).standing(record());
    expect(standing).toEqual({ state: 'held', error: { ...error, nextTryAt: minute } });
  });

  it('is good again when it is done', () => {
    const records: RefusedRecords = new Map();
    const memory = recallRefusals(records, new Map(), () => 0);
    memory.refused(record(), error);
    memory.done(record());
    expect([memory.standing(record()).state, records.size]).toEqual(['good', 0]);
  });

  it('is held no longer than any pause where the clock was set back', () => {
    expect([refused(1)(-50 * minute), refused(1)(-1000 * minute)]).toEqual(['held', 'suspect']);
  });

  it('is the same record although its ownership row is encrypted anew', () => {
    const encrypted = (text: string): Transaction => {
      const rows = (change: WriteChange) => ({ remove: [], add: [rowOf(change.endpoint, text)] });
      const [transaction] = transactions([creation()], rows, new Map());
      if (transaction === undefined) throw new Error('one creation is one transaction');
      return transaction;
    };
    const records: RefusedRecords = new Map();
    const memory = recallRefusals(records, new Map(), () => 0);
    memory.refused(encrypted('one nonce'), error);
    expect(memory.standing(encrypted('another nonce')).state).toBe('held');
  });

  it('is forgotten an hour after nobody tried it', () => {
    const standingAt = refused(1);
    expect([standingAt(61 * minute), standingAt(61 * minute + 1), standingAt(0)]).toEqual(['suspect', 'good', 'good']);
  });

  const inTheWay = placed({ recordType: 'CNAME', targets: ['x.example.net'] });
  const set: ResourceRecordSet = { Name: 'a.example.org.', Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: 'x' }] };

  it.each<readonly [string, Transaction, Snapshot]>([
    ['asks for something else', record('a.example.org', '192.0.2.2'), new Map()],
    ['has another name', record('b.example.org'), new Map()],
    ['finds something else at its name', record(), new Map([[recordKey(inTheWay), set]])],
  ])('is good where it %s', (_, transaction, snapshot) => {
    expect(refused(3)(1, transaction, snapshot)).toBe('good');
  });

  it('is still held where something changed at another name', () => {
    const other = placed({ dnsName: 'b.example.org' });
    expect(refused(3)(1, record(), new Map([[recordKey(other), { ...set, Name: 'b.example.org.' }]]))).toBe('held');
  });
});
