import { InvalidInput, NoSuchHealthCheck } from '@aws-sdk/client-route-53';
import { describe, expect, it } from '@jest/globals';
import { blamedFor, inOrder } from '../../../../lib/providers/route53/blame.ts';
import type { Transaction } from '../../../../lib/providers/route53/transaction.ts';
import { creations } from './transaction-fixture.ts';

/** Each has a record and its row: the places 1 and 2, 3 and 4, 5 and 6. */
const batch = creations(
  { dnsName: 'a.example.org' },
  { dnsName: 'b.example.org', providerSpecific: { 'aws/health-check-id': 'gone' } },
  { dnsName: 'c.example.org' },
);

const metadata = { $metadata: { httpStatusCode: 400 } };
const invalid = (message: string) => new InvalidInput({ message, ...metadata });
const blamed = (error: unknown) => [...blamedFor(error, batch)].map(([{ dnsName }, text]) => [dnsName, text]);

const weight = (place: number, value = '300') =>
  `Value '${value}' at 'changeBatch.changes.${place}.member.resourceRecordSet.weight' failed to satisfy constraint: Member must have value less than or equal to 255`;
const told = 'resourceRecordSet.weight failed to satisfy constraint: Member must have value less than or equal to 255';

describe('validation errors that count the changes', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['one', `1 validation error detected: ${weight(3)}`, ['b.example.org']],
    ['one in a row', `1 validation error detected: ${weight(2)}`, ['a.example.org']],
    ['several', `2 validation errors detected: ${weight(1)}; ${weight(6)}`, ['a.example.org', 'c.example.org']],
    ['several of one record', `2 validation errors detected: ${weight(1)}; ${weight(2)}`, ['a.example.org']],
    [
      'one, of a value that speaks of another',
      `1 validation error detected: ${weight(3, weight(1).slice("Value '".length))}`,
      ['b.example.org'],
    ],
    [
      'several, of which one speaks of an innocent record: only the last place is sure',
      `2 validation errors detected: ${weight(3, `x${weight(1)}; Value 'y`)}; ${weight(6)}`,
      ['c.example.org'],
    ],
    ['a place that the batch does not have', `1 validation error detected: ${weight(7)}`, []],
    ['a value where no place follows', "1 validation error detected: Value 'x' at 'resourceId' failed", []],
  ])('blame the records at their places: %s', (_, message, names) => {
    expect(blamed(invalid(message))).toEqual(names.map((name) => [name, told]));
  });

  it('count deletions before creations, whatever the order of the records', () => {
    const [first, second] = batch;
    if (first === undefined || second === undefined) throw new Error('the batch has three');
    const leaving: Transaction = {
      ...second,
      operations: second.operations.map((each) => ({ ...each, Action: 'DELETE' as const })),
    };
    const steps = inOrder([first, leaving]).map(({ transaction, operation }) => [
      transaction.dnsName,
      operation.Action,
    ]);
    expect(steps).toEqual([
      ...Array(2).fill(['b.example.org', 'DELETE']),
      ...Array(2).fill(['a.example.org', 'CREATE']),
    ]);
  });
});

it.each([
  ['No health check exists with the specified ID: gone', ['b.example.org']],
  ['No health check exists with the specified ID gone.', ['b.example.org']],
  ['No health check exists with the specified ID: gone-too', []],
])('a missing health check blames the records that have it: %s', (message, names) => {
  expect(blamed(new NoSuchHealthCheck({ message, ...metadata }))).toEqual(names.map((name) => [name, message]));
});
