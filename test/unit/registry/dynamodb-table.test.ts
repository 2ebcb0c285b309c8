import {
  type CancellationReason,
  DynamoDBClient,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { toAttributes } from '../../../lib/registry/dynamodb-item.ts';
import { connectTable, type ItemWrite } from '../../../lib/registry/dynamodb-table.ts';
import { RegistryError } from '../../../lib/registry/registry.ts';

const dynamodb = mockClient(DynamoDBClient);
const table = connectTable({ name: 'owners', region: 'eu-west-1', maxAttempts: 1 });
const { signal } = new AbortController();

beforeEach(() => {
  dynamodb.reset();
});

const item = (key: string, owner = 'me') => ({ key, owner, labels: { resource: 'service/shop/web' } });

const insert = (key: string): ItemWrite => ({ key, to: item(key) });
const inserts = (count: number) => Array.from({ length: count }, (_, index) => insert(`n${index}`));

/** The keys that each transaction wrote. */
const sent = () =>
  dynamodb
    .commandCalls(TransactWriteItemsCommand)
    .map(({ args: [{ input }] }) =>
      (input.TransactItems ?? []).map(({ Put, Delete }) => Put?.Item?.['k']?.S ?? Delete?.Key?.['k']?.S),
    );

/** As DynamoDB cancels: one reason for each item, in their order. */
const cancelled = (...CancellationReasons: readonly CancellationReason[]) =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: [...CancellationReasons],
  });

const fine: CancellationReason = { Code: 'None' };
const taken: CancellationReason = { Code: 'ConditionalCheckFailed', Item: toAttributes(item('n1', 'you')) };

describe('reading the table', () => {
  it('reads every page, of whatever owner, as it is at that moment', async () => {
    dynamodb
      .on(ScanCommand)
      .resolvesOnce({ Items: [toAttributes(item('a')), { other: { S: 'x' } }], LastEvaluatedKey: { k: { S: 'a' } } })
      .resolvesOnce({ Items: [toAttributes(item('b', 'you'))] });
    expect(await table.items(signal)).toEqual([item('a'), item('b', 'you')]);
    expect(dynamodb.commandCalls(ScanCommand).map(({ args: [{ input }] }) => input)).toMatchObject([
      { TableName: 'owners', ConsistentRead: true },
      { TableName: 'owners', ConsistentRead: true, ExclusiveStartKey: { k: { S: 'a' } } },
    ]);
  });

  it.each([
    ['there is no such table', 'ResourceNotFoundException', 'not found', /; create it .*--dynamodb-table/],
    ['it may not be read', 'AccessDeniedException', 'not authorized', /; allow dynamodb:Scan, dynamodb:PutItem and/],
    ['no region is known', 'Error', 'Region is missing', /; set --dynamodb-region$/],
  ])('says what to do where %s', async (_, name, problem, fix) => {
    const cause = Object.assign(new Error(problem), { name });
    dynamodb.on(ScanCommand).rejects(cause);
    const error: unknown = await table.items(signal).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RegistryError);
    expect(error).toMatchObject({ name: 'RegistryError', cause, message: expect.stringMatching(fix) });
    expect(error).toMatchObject({
      message: expect.stringContaining(`table owners could not be read: ${name}: ${problem};`),
    });
  });
});

it('gives up with the run', async () => {
  dynamodb.on(ScanCommand).resolves({}).on(TransactWriteItemsCommand).resolves({});
  await table.items(signal);
  await table.write([insert('k')], signal);
  expect(dynamodb.calls().map(({ args }) => [...args].at(1))).toEqual([
    { abortSignal: signal },
    { abortSignal: signal },
  ]);
});

describe('writing the table', () => {
  it.each<readonly [string, ItemWrite, object]>([
    [
      'writes an item that must not be there',
      insert('k'),
      {
        Put: {
          TableName: 'owners',
          Item: toAttributes(item('k')),
          ConditionExpression: 'attribute_not_exists(#k)',
          ExpressionAttributeNames: { '#k': 'k' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ],
    [
      'rewrites an item that must be the same owner’s still',
      { key: 'k', from: 'old', to: item('k') },
      {
        Put: {
          TableName: 'owners',
          Item: toAttributes(item('k')),
          ConditionExpression: '#o = :from',
          ExpressionAttributeNames: { '#o': 'o' },
          ExpressionAttributeValues: { ':from': { S: 'old' } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ],
    [
      'deletes an item that is the owner’s, or gone already',
      { key: 'k', from: 'me' },
      {
        Delete: {
          TableName: 'owners',
          Key: { k: { S: 'k' } },
          ConditionExpression: 'attribute_not_exists(#k) OR #o = :from',
          ExpressionAttributeNames: { '#k': 'k', '#o': 'o' },
          ExpressionAttributeValues: { ':from': { S: 'me' } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ],
  ])('%s', async (_, write, expected) => {
    dynamodb.on(TransactWriteItemsCommand).resolves({});
    expect(await table.write([write], signal)).toEqual(new Map());
    expect(dynamodb.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input).toEqual({ TransactItems: [expected] });
  });

  it('sends nothing where there is nothing to write', async () => {
    await table.write([], signal);
    expect(sent()).toEqual([]);
  });

  it('sends a hundred items at a time', async () => {
    dynamodb.on(TransactWriteItemsCommand).resolves({});
    await table.write(inserts(250), signal);
    expect(sent().map(({ length }) => length)).toEqual([100, 100, 50]);
  });

  it('writes the others again, in one request, where items were changed by somebody else', async () => {
    dynamodb
      .on(TransactWriteItemsCommand)
      .rejectsOnce(cancelled(fine, taken, fine))
      .resolves({});
    const writes = inserts(3);
    const failed = await table.write(writes, signal);
    expect(sent()).toEqual([
      ['n0', 'n1', 'n2'],
      ['n0', 'n2'],
    ]);
    const message =
      'the item "n1" of the DynamoDB table owners was changed by somebody else after it was read; its owner is now "you"';
    expect([...failed]).toEqual([[writes[1], { code: 'ConditionalCheckFailed', message }]]);
  });

  it('names no owner of an item that somebody deleted in the meantime', async () => {
    dynamodb.on(TransactWriteItemsCommand).rejects(cancelled({ Code: 'ConditionalCheckFailed' }));
    const [error] = [...(await table.write([insert('k')], signal)).values()];
    expect(error?.message).toBe(
      'the item "k" of the DynamoDB table owners was changed by somebody else after it was read',
    );
    expect(sent()).toEqual([['k']]);
  });

  it('tells what DynamoDB says of an item that it cannot take', async () => {
    dynamodb.on(TransactWriteItemsCommand).rejects(cancelled({ Code: 'ThrottlingError', Message: 'too fast' }));
    const [error] = [...(await table.write([insert('k')], signal)).values()];
    expect(error).toMatchObject({ code: 'ThrottlingError', message: expect.stringContaining('too fast') });
  });

  it('fails the whole batch, without trying its items one by one, where none is to blame', async () => {
    dynamodb.on(TransactWriteItemsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    const failed = await table.write(inserts(3), signal);
    expect(failed.size).toBe(3);
    expect(sent()).toHaveLength(1);
    expect([...failed.values()][0]).toEqual({
      code: 'AccessDeniedException',
      message: 'the DynamoDB table owners could not be written: AccessDeniedException: no',
    });
  });
});
