import { ChangeResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';
import pMap from 'p-map';
import type { Cause } from '../../endpoint/cause.ts';
import { type ChangeResult, isWrite, type Plan, type Verdict, type WriteChange } from '../../plan/change.ts';
import type { ApplyContext } from '../provider.ts';
import { type BatchLimits, pack } from './batch.ts';
import {
  detailsOf,
  failureText,
  isAboutContent,
  isRefusal,
  isZoneFull,
  namedTransactions,
  textOf,
} from './change-errors.ts';
import { type Snapshot, type Transaction, transactions } from './transaction.ts';

export type { BatchLimits } from './batch.ts';

/** All changes of a transaction share what became of it. */
type Verdicts = readonly (readonly [Transaction, Verdict])[];

/** Sends the writes of a plan: zones side by side, one batch in flight in each, as Route 53 demands. */
export async function applyPlan(
  client: Route53Client,
  plan: Plan,
  snapshot: Snapshot,
  limits: BatchLimits,
  context: ApplyContext,
): Promise<readonly ChangeResult[]> {
  const all = transactions(plan.changes.filter(isWrite), context.rows, snapshot);
  const zones = [...Map.groupBy(all, ({ zone }) => zone.id).values()];
  const verdicts = (await pMap(zones, (zone) => applyZone(client, zone, limits, context))).flat();
  const byChange = new Map(
    verdicts.flatMap(([{ changes }, verdict]) => changes.map((change) => [change, verdict] as const)),
  );
  return plan.changes.map((change) => ({ change, ...verdictOf(change, byChange) }));
}

function verdictOf(change: Plan['changes'][number], verdicts: ReadonlyMap<WriteChange, Verdict>): Verdict {
  if (!isWrite(change)) return { status: 'Skip', cause: change.cause };
  const verdict = verdicts.get(change);
  if (verdict === undefined) throw new Error(`No outcome for ${change.action} of ${change.endpoint.dnsName}`);
  return verdict;
}

async function applyZone(
  client: Route53Client,
  members: readonly Transaction[],
  limits: BatchLimits,
  context: ApplyContext,
): Promise<Verdicts> {
  const verdicts: (readonly [Transaction, Verdict])[] = [];
  let refusal: Verdict | undefined;
  for (const batch of pack(members, limits)) {
    const settled = refusal === undefined ? await settle(client, batch, context) : sameForAll(batch, refusal);
    verdicts.push(...settled);
    refusal ??= zoneRefusal(settled);
  }
  return verdicts;
}

/** These say that no batch of the zone can go through; sending the others would only cost requests. */
const zoneWideCodes: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredToken',
  'InvalidClientTokenId',
  'NoSuchHostedZone',
  'SignatureDoesNotMatch',
]);

const zoneRefusal = (verdicts: Verdicts): Verdict | undefined =>
  verdicts
    .map(([, verdict]) => verdict)
    .find((verdict) => verdict.status === 'Failed' && zoneWideCodes.has(verdict.error.code));

const sameForAll = (batch: readonly Transaction[], verdict: Verdict): Verdicts =>
  batch.map((each) => [each, verdict] as const);

/**
 * Sends a batch, and when it is refused finds who is to blame, never by sending the records one by one:
 *
 * | refused because of        | then                                                        |
 * |---------------------------|-------------------------------------------------------------|
 * | the zone being full       | what adds to it fails; the rest is sent again               |
 * | records it names          | those fail; the rest is sent again, in one request          |
 * | content it does not name  | each half is sent; a half of one record has found the fault |
 * | anything else             | all fail: throttling, rights and outages do not fan out     |
 */
async function settle(client: Route53Client, batch: readonly Transaction[], context: ApplyContext): Promise<Verdicts> {
  const [first] = batch;
  if (first === undefined) return [];
  const stop = context.signal.aborted ? stopped : await context.stop();
  if (stop !== undefined) return sameForAll(batch, { status: 'Skip', cause: stop });
  try {
    await send(client, first.zone.id, batch, context.signal);
    return sameForAll(batch, { status: 'Success' });
  } catch (error) {
    if (!isAboutContent(error)) return sameForAll(batch, failed(error, textOf(error)));
    return isolate(client, batch, error, context);
  }
}

const stopped: Cause = { code: 'Deferred', problem: 'the run was stopped before this was written' };

async function isolate(
  client: Route53Client,
  batch: readonly Transaction[],
  error: unknown,
  context: ApplyContext,
): Promise<Verdicts> {
  const blamed = isZoneFull(error) ? adding(batch, textOf(error)) : namedTransactions(error, batch);
  if (blamed.size > 0) {
    const rest = batch.filter((each) => !blamed.has(each));
    const faults = [...blamed].map(([transaction, text]) => [transaction, failed(error, text)] as const);
    return [...faults, ...(await settle(client, rest, context))];
  }
  if (batch.length === 1) return sameForAll(batch, failed(error, textOf(error)));
  const middle = Math.ceil(batch.length / 2);
  const left = await settle(client, batch.slice(0, middle), context);
  return [...left, ...(await settle(client, batch.slice(middle), context))];
}

const adding = (batch: readonly Transaction[], text: string): ReadonlyMap<Transaction, string> =>
  new Map(batch.filter((each) => growth(each) > 0).map((each) => [each, text] as const));

const growth = ({ operations }: Transaction): number =>
  operations.reduce((sum, { Action }) => sum + (Action === 'DELETE' ? -1 : 1), 0);

const failed = (error: unknown, text: string): Verdict => ({
  status: 'Failed',
  error: {
    ...detailsOf(error),
    message: failureText(error, text),
    ...(!isRefusal(error) && { effect: 'unknown' as const }),
  },
});

async function send(
  client: Route53Client,
  zoneId: string,
  batch: readonly Transaction[],
  abortSignal: AbortSignal,
): Promise<void> {
  // Every deletion before every creation; the transactions, and so the creations, come by rank.
  const operations = batch.flatMap((transaction) => transaction.operations);
  const Changes = [
    ...operations.filter(({ Action }) => Action === 'DELETE'),
    ...operations.filter(({ Action }) => Action !== 'DELETE'),
  ];
  await client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes } }), {
    abortSignal,
  });
}
