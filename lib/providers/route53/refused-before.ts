import { createHash } from 'node:crypto';
import type { ChangeError } from '../../plan/change.ts';
import { decodeName } from './names.ts';
import type { Snapshot, Transaction } from './transaction.ts';

/** What a warm container keeps of the records that Route 53 refused, by what was asked and what stood in the way. */
export type RefusedRecords = Map<string, RefusedRecord>;

interface RefusedRecord {
  readonly error: ChangeError;
  /** How often it was refused. */
  readonly tries: number;
  /** Milliseconds since the epoch. */
  readonly tryAgainAt: number;
}

/**
 * Whether a record may be sent with the others:
 *
 * | refused before as it is asked for now | decision                                                  |
 * |---------------------------------------|-----------------------------------------------------------|
 * | never                                 | good: it is sent with the others                          |
 * | and its pause is over                 | suspect: it is sent alone, after them                     |
 * | and its pause goes on                 | held: not sent, and told as it was the last time          |
 */
export type Standing = { readonly state: 'good' } | { readonly state: 'suspect' | 'held'; readonly error: ChangeError };

/** The memory of refused records, as one run sees it. */
export interface RefusalMemory {
  standing(transaction: Transaction): Standing;
  /** Route 53 refused it for what it is. */
  refused(transaction: Transaction, error: ChangeError): void;
  done(transaction: Transaction): void;
}

const minute = 60_000;

/** No pause is longer. */
const longestPause = 60 * minute;

/** A schedule is not exact to the second: a run that comes a little early still counts. */
const tolerance = 10_000;

/** The pause after so many refusals: 1 minute, 2, 4, and so on to an hour. */
const pauseAfter = (tries: number): number => Math.min(minute * 2 ** (tries - 1), longestPause);

/** Looks into the memory with the zones as they were read and the time of this run, in milliseconds since the epoch. */
export function recallRefusals(records: RefusedRecords, snapshot: Snapshot, now: () => number): RefusalMemory {
  forgetStale(records, now());
  const keyOf = keyMaker(snapshot);
  return {
    standing(transaction) {
      const before = records.size === 0 ? undefined : records.get(keyOf(transaction));
      if (before === undefined) return { state: 'good' };
      const isDue = now() >= before.tryAgainAt - tolerance || isFromTheFuture(before, now());
      return { state: isDue ? 'suspect' : 'held', error: { ...before.error, nextTryAt: before.tryAgainAt } };
    },
    refused(transaction, error) {
      const key = keyOf(transaction);
      const tries = (records.get(key)?.tries ?? 0) + 1;
      records.set(key, { error, tries, tryAgainAt: now() + pauseAfter(tries) });
    },
    done(transaction) {
      if (records.size > 0) records.delete(keyOf(transaction));
    },
  };
}

/** A clock that was set back must not hold a record for longer than any pause. */
const isFromTheFuture = ({ tryAgainAt }: RefusedRecord, now: number): boolean => tryAgainAt - now > longestPause;

/** What nobody asks for any more is not kept for ever. */
function forgetStale(records: RefusedRecords, now: number): void {
  for (const [key, { tryAgainAt }] of records) if (now > tryAgainAt + longestPause) records.delete(key);
}

/**
 * By what is asked, so that an edited record is tried at once; and by what the zone holds at its names and at its
 * alias targets, so that it is tried as soon as that changes.
 */
function keyMaker(snapshot: Snapshot): (transaction: Transaction) => string {
  let byName: ReadonlyMap<string, readonly unknown[]> | undefined;
  return (transaction) => {
    const { zone, operations } = transaction;
    byName ??= Map.groupBy(snapshot.entries(), ([key, { Name = '' }]) => placeKey(key.split(' ', 1)[0] ?? '', Name));
    const held = namesOf(operations).map((name) => byName?.get(placeKey(zone.id, name)));
    return createHash('sha256')
      .update(JSON.stringify([zone.id, askedBy(transaction), held]))
      .digest('hex');
  };
}

/** The text of an encrypted ownership row differs each time that it is made: the labels of the record stand for it. */
const askedBy = ({ dnsName, changes, operations }: Transaction): unknown => [
  changes.map(({ endpoint }) => Object.entries(endpoint.labels).sort()),
  operations.map(({ Action, ResourceRecordSet: set }) => {
    const { ResourceRecords, ...place } = set ?? {};
    return [Action, decodeName(set?.Name ?? '') === dnsName ? set : place];
  }),
];

const placeKey = (zoneId: string, name: string): string => `${zoneId} ${decodeName(name)}`;

const namesOf = (operations: Transaction['operations']): readonly string[] => [
  ...new Set(operations.flatMap(({ ResourceRecordSet: set }) => [set?.Name ?? '', set?.AliasTarget?.DNSName ?? ''])),
];
