import { randomUUID } from 'node:crypto';
import { awsProblem } from '../aws/explain-aws-error.ts';
import type { ItemWrite, OwnershipTable } from '../registry/dynamodb-table.ts';
import { RegistryError } from '../registry/registry.ts';
import { awsCheck, type Check, type Finding, failed, ok, unchecked } from './check.ts';
import type { AwsPatient } from './patient.ts';

/** Whose the item would have to be that is tried: nobody's. */
const nobody = 'dns-herald-doctor';

/** Reads the table that ownership is kept in, and tries to write it; nothing without one. */
export async function tableChecks({ table: open, config, signal }: AwsPatient): Promise<readonly Check[]> {
  if (open === undefined) return [];
  const check = (action: string, finding: Finding): Check =>
    awsCheck(`${action} of the table ${config.dynamodbTable}`, finding);
  const table = await open();
  const reading = await tryItems(table, signal);
  if (reading.status === 'failed') return [check('dynamodb:Scan', reading)];
  const key = `dns-herald-doctor-${randomUUID()}`;
  const item = { key, owner: nobody, labels: {} };
  return [
    check('dynamodb:Scan', reading),
    check('dynamodb:PutItem', await tryWrite(table, { key, from: nobody, to: item }, signal)),
    check('dynamodb:DeleteItem', await tryWrite(table, { key, from: nobody }, signal)),
  ];
}

async function tryItems(table: OwnershipTable, signal: AbortSignal): Promise<Finding> {
  try {
    const { length } = await table.items(signal);
    return ok(`${length} ${length === 1 ? 'item' : 'items'}`);
  } catch (error) {
    if (signal.aborted || !(error instanceof RegistryError)) throw error;
    return failed(awsProblem(error.cause), error.fix);
  }
}

/**
 * Asks for a change of an item with a random key, under the condition that it is there. It is not, so nothing can change;
 * whoever may not write is told before the condition is looked at.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
async function tryWrite(table: OwnershipTable, write: ItemWrite, signal: AbortSignal): Promise<Finding> {
  const { code = conditionFailed, message = '' } = (await table.write([write], signal)).get(write) ?? {};
  if (code === conditionFailed) return ok('tried with an item that does not exist');
  const action = write.to === undefined ? 'dynamodb:DeleteItem' : 'dynamodb:PutItem';
  if (/AccessDenied/.test(code)) return failed(message, `allow ${action} on the table ${table.name}`);
  if (/Validation/.test(code)) return failed(message, 'create the table with the string hash key "k" and no range key');
  return unchecked(message);
}

const conditionFailed = 'ConditionalCheckFailed';
