import type { Change } from '@aws-sdk/client-route-53';
import { codeOf, isZoneFull, namedTransactions, textOf } from './change-errors.ts';
import type { Transaction } from './transaction.ts';

/** One operation of a batch, and what it is part of. */
export interface Step {
  readonly transaction: Transaction;
  readonly operation: Change;
}

/** The operations of a batch as they are sent: every deletion before every creation, which come by rank. */
export function inOrder(batch: readonly Transaction[]): readonly Step[] {
  const steps = batch.flatMap((transaction) => transaction.operations.map((operation) => ({ transaction, operation })));
  const isDeletion = ({ operation }: Step) => operation.Action === 'DELETE';
  return [...steps.filter(isDeletion), ...steps.filter((step) => !isDeletion(step))];
}

/** Complaints by transaction. */
type Blame = ReadonlyMap<Transaction, string>;

/** Whom a refusal of this batch is about, as far as it says so: by place in the batch, by name, or by what it holds. */
export function blamedFor(error: unknown, batch: readonly Transaction[]): Blame {
  if (isZoneFull(error)) return adding(batch, textOf(error));
  const counted = countedTransactions(error, batch);
  if (counted.size > 0) return counted;
  const checked = withMissingHealthCheck(error, batch);
  return checked.size > 0 ? checked : namedTransactions(error, batch);
}

const adding = (batch: readonly Transaction[], text: string): Blame =>
  new Map(batch.filter((each) => growth(each) > 0).map((each) => [each, text] as const));

const growth = ({ operations }: Transaction): number =>
  operations.reduce((sum, { Action }) => sum + (Action === 'DELETE' ? -1 : 1), 0);

const header = /^(\d+) validation errors? detected: /;
// What comes behind a place is not matched with it: that could hide the place of another error.
const places =
  /' at 'changeBatch\.changes\.(?<place>\d+)\.member\.(?<field>[\w.]+)' (?=(?<problem>failed to satisfy constraint: [^;]*))/g;

/**
 * `2 validation errors detected: Value 'V' at 'changeBatch.changes.7.member...' failed to satisfy constraint: ...; ...`
 * counts the changes of the batch from one. It repeats the values that were sent, and whoever wrote one may have made
 * it look like an error of somebody else's record. Hence all places count where there are as many as are announced;
 * where there are more, the last one alone, which no value comes after.
 */
function countedTransactions(error: unknown, batch: readonly Transaction[]): Blame {
  const text = textOf(error);
  const announced = header.exec(text)?.[1];
  if (announced === undefined) return new Map();
  const found = [...text.matchAll(places)].map(({ groups }) => groups ?? {});
  const sure = found.length === Number(announced) ? found : found.slice(-1);
  const steps = inOrder(batch);
  return new Map(
    sure.flatMap(({ place, field, problem }) => {
      const step = steps[Number(place) - 1];
      return step === undefined ? [] : [[step.transaction, `${field} ${problem}`] as const];
    }),
  );
}

/** The answer names the missing check alone. */
function withMissingHealthCheck(error: unknown, batch: readonly Transaction[]): Blame {
  if (codeOf(error) !== 'NoSuchHealthCheck') return new Map();
  const text = textOf(error);
  const words = new Set(text.split(/[^\w-]+/));
  const isMissing = ({ ResourceRecordSet: set }: Change) =>
    set?.HealthCheckId !== undefined && words.has(set.HealthCheckId);
  return new Map(
    batch.filter(({ operations }) => operations.some(isMissing)).map((transaction) => [transaction, text] as const),
  );
}
