import {
  DynamoDBClient,
  paginateScan,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import { impatient } from '../aws/client-options.ts';
import { type AwsFailure, awsFailure, awsProblem, credentialsFix } from '../aws/explain-aws-error.ts';
import { assumedRole, type Role } from '../aws/role.ts';
import { batchesOf } from '../batches.ts';
import type { ChangeError } from '../plan/change.ts';
import { fromAttributes, type OwnershipItem, toAttributes } from './dynamodb-item.ts';
import { RegistryError } from './registry.ts';

/** What is to become of one item, if it still is as it was read. */
export interface ItemWrite {
  readonly key: string;
  /** Whose the item is now; absent where there must be none. */
  readonly from?: string;
  /** Absent to delete it. */
  readonly to?: OwnershipItem;
}

/** The table that ownership is kept in. */
export interface OwnershipTable {
  readonly name: string;
  /** Every item, of whatever owner. Throws RegistryError. */
  items(signal: AbortSignal): Promise<readonly OwnershipItem[]>;
  /** Makes the writes, each item once, and gives those that failed. */
  write(writes: readonly ItemWrite[], signal: AbortSignal): Promise<ReadonlyMap<ItemWrite, ChangeError>>;
}

/** How the table is reached. */
export interface TableConnection {
  readonly name: string;
  /** Absent: that of the environment. */
  readonly region?: string;
  /** Profile of the shared AWS configuration; absent takes the usual credentials. */
  readonly profile?: string;
  readonly role?: Role;
  /** Attempts for each call, the first included. */
  readonly maxAttempts: number;
}

/** A client of the table. Honours `AWS_ENDPOINT_URL`. */
export function connectTable({ name, region, profile, role, maxAttempts }: TableConnection): OwnershipTable {
  const client = new DynamoDBClient({
    ...impatient,
    maxAttempts,
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(role && { credentials: assumedRole(role) }),
  });
  return {
    name,
    items: (signal) => scan(client, name, signal),
    write: (writes, signal) => writeItems(client, name, writes, signal),
  };
}

/**
 * Reads everything: a filter by owner would spare neither requests nor capacity (DynamoDB developer guide, "Scanning
 * tables"), and events are to name the owner of a name that is taken.
 */
async function scan(client: DynamoDBClient, name: string, abortSignal: AbortSignal): Promise<readonly OwnershipItem[]> {
  const items: OwnershipItem[] = [];
  try {
    const scanning = paginateScan({ client }, { TableName: name, ConsistentRead: true }, { abortSignal });
    for await (const { Items = [] } of scanning) items.push(...Items.flatMap((each) => fromAttributes(each) ?? []));
    return items;
  } catch (cause) {
    const fix = fixes[awsFailure(cause)];
    throw new RegistryError(`The DynamoDB table ${name} could not be read: ${awsProblem(cause)}`, { fix, cause });
  }
}

const fixes: Readonly<Record<AwsFailure, string>> = {
  denied: 'allow dynamodb:Scan, dynamodb:PutItem and dynamodb:DeleteItem on it',
  'no-credentials': credentialsFix,
  'not-found':
    'create it with the string hash key "k" (docs/ownership.md), or correct --dynamodb-table or --dynamodb-region',
  'no-region': 'set --dynamodb-region',
  other: 'see that DynamoDB can be reached from here, and try again',
};

/** Writes of one transaction at most (DynamoDB developer guide, "Quotas"). */
const maxTransaction = 100;

async function writeItems(
  client: DynamoDBClient,
  table: string,
  writes: readonly ItemWrite[],
  signal: AbortSignal,
): Promise<ReadonlyMap<ItemWrite, ChangeError>> {
  const batches = batchesOf(writes, maxTransaction);
  const failed = await pMap(batches, (batch) => transact(client, table, batch, signal), { concurrency: 4 });
  return new Map(failed.flatMap((each) => [...each]));
}

/** Sends a batch; where items of it are to blame, again without them: DynamoDB names each in one answer. */
async function transact(
  client: DynamoDBClient,
  table: string,
  batch: readonly ItemWrite[],
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<ItemWrite, ChangeError>> {
  if (batch.length === 0) return new Map();
  const TransactItems = batch.map((write) => transactItem(table, write));
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems }), { abortSignal });
    return new Map();
  } catch (error) {
    const blamed = blamedWrites(error, table, batch);
    if (blamed.size === 0) return new Map(batch.map((write) => [write, failure(error, table)] as const));
    const rest = batch.filter((write) => !blamed.has(write));
    return new Map([...blamed, ...(await transact(client, table, rest, abortSignal))]);
  }
}

/** An item to delete that is gone already is as it should be. */
function transactItem(TableName: string, { key, from, to }: ItemWrite): TransactWriteItem {
  const absent = { condition: 'attribute_not_exists(#k)', names: { '#k': 'k' } };
  const owned = { condition: '#o = :from', names: { '#o': 'o' } };
  const either = { condition: `${absent.condition} OR ${owned.condition}`, names: { ...absent.names, ...owned.names } };
  const { condition, names } = from === undefined ? absent : to === undefined ? either : owned;
  const common = {
    TableName,
    ConditionExpression: condition,
    ExpressionAttributeNames: names,
    ...(from !== undefined && { ExpressionAttributeValues: { ':from': { S: from } } }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  return to === undefined
    ? { Delete: { ...common, Key: { k: { S: key } } } }
    : { Put: { ...common, Item: toAttributes(to) } };
}

/** The cancellation reasons are in the order of the items (API reference, TransactWriteItems). */
function blamedWrites(error: unknown, table: string, batch: readonly ItemWrite[]): ReadonlyMap<ItemWrite, ChangeError> {
  if (!(error instanceof TransactionCanceledException)) return new Map();
  return new Map(
    batch.flatMap((write, index) => {
      const { Code: code = 'None', Message: message = '', Item } = error.CancellationReasons?.[index] ?? {};
      if (code === 'None') return [];
      const problem = code === 'ConditionalCheckFailed' ? lostRace(fromAttributes(Item ?? {})) : `${code}: ${message}`;
      return [[write, { code, message: `the item "${write.key}" of the DynamoDB table ${table} ${problem}` }] as const];
    }),
  );
}

const lostRace = (item: OwnershipItem | undefined): string =>
  `was changed by somebody else after it was read${item === undefined ? '' : `; its owner is now "${item.owner}"`}`;

const failure = (error: unknown, table: string): ChangeError => ({
  code: error instanceof Error ? error.name : 'UnknownError',
  message: `the DynamoDB table ${table} could not be written: ${awsProblem(error)}`,
});
