import { isDeepStrictEqual } from 'node:util';
import type { ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import { type Endpoint, recordKey, type Zone } from '../../endpoint/endpoint.ts';
import { sameTargets } from '../../endpoint/targets.ts';
import { textOf, wasSentAgain } from './change-errors.ts';
import { decodeName } from './names.ts';
import { endpointOf } from './record-set.ts';
import { listRecordSetsAt } from './record-sets.ts';
import type { Transaction } from './transaction.ts';

/** What Route 53 says of changes that are made already. */
const madeAlready = /already exists|was not found|do not match/i;

/** Whether a batch that Route 53 refused is made all the same; `unknown` where nobody could look. */
export type Fate = 'made' | 'not-made' | 'unknown';

/**
 * Whether a refused batch was made by an earlier attempt, whose answer was lost on the way: the SDK sends such a request
 * again, and Route 53 finds every change made already. A batch is made as a whole or not at all, so its first and last
 * transaction tell; with four requests at most for records that have one row each.
 */
export async function fateOf(
  client: Route53Client,
  batch: readonly Transaction[],
  error: unknown,
  signal: AbortSignal,
): Promise<Fate> {
  if (!wasSentAgain(error) || !madeAlready.test(textOf(error))) return 'not-made';
  const witnesses = new Set([batch.at(0), batch.at(-1)].filter((each) => each !== undefined));
  try {
    for (const witness of witnesses) if (!(await isInPlace(client, witness, signal))) return 'not-made';
    return 'made';
  } catch {
    return 'unknown';
  }
}

async function isInPlace(
  client: Route53Client,
  { zone, operations }: Transaction,
  signal: AbortSignal,
): Promise<boolean> {
  const sets = setsOf(operations);
  const there: ResourceRecordSet[] = [];
  for (const name of new Set(sets.map(({ Name = '' }) => decodeName(Name))))
    there.push(...(await listRecordSetsAt(client, zone, name, signal)));
  const held = byKey(there, zone);
  const wanted = byKey(setsOf(operations.filter(({ Action }) => Action !== 'DELETE')), zone);
  return [...byKey(sets, zone).keys()].every((key) => isSame(wanted.get(key), held.get(key)));
}

const setsOf = (operations: Transaction['operations']): readonly ResourceRecordSet[] =>
  operations.flatMap(({ ResourceRecordSet: set }) => set ?? []);

const byKey = (sets: readonly ResourceRecordSet[], zone: Zone): ReadonlyMap<string, Endpoint> =>
  new Map(sets.flatMap((set) => endpointOf(set, zone) ?? []).map((each) => [recordKey(each), each] as const));

/** Whether a record is what was wanted; what was only deleted is wanted by nobody. */
function isSame(wanted: Endpoint | undefined, held: Endpoint | undefined): boolean {
  if (wanted === undefined || held === undefined) return wanted === held;
  return (
    sameTargets(wanted.recordType, wanted.targets, held.targets) &&
    wanted.ttl === held.ttl &&
    isDeepStrictEqual(wanted.providerSpecific, held.providerSpecific)
  );
}
