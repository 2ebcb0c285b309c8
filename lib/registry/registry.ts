import type { Cause } from '../endpoint/cause.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import type { ChangeResult, CurrentRecord, Verdict, WriteChange } from '../plan/change.ts';

/** Knows which records are ours. A file is named after each: txt.ts, dynamodb.ts, noop.ts. */
export interface Registry {
  readonly name: string;
  /**
   * Ownership in: separates ownership rows from records and says who owns each record. Pure.
   * `mayBeElsewhere`: whether a zone that could not be read may hold a record of that name too; absent, none does.
   */
  read(records: readonly Endpoint[], mayBeElsewhere?: (dnsName: string) => boolean): RegistryReading;
  /** The names at which rows that speak of these records may be, older formats included. */
  rowNames(records: readonly Endpoint[]): readonly string[];
}

/** What a registry made of the records of one reading, and what it would write beside a change of them. */
export interface RegistryReading {
  /** Every record but the ownership rows. */
  readonly records: readonly CurrentRecord[];
  /** Ownership rows whose record is gone. */
  readonly orphans: readonly Orphan[];
  /** Why the ownership of a new record could not be stored; undefined when it can. */
  objection(endpoint: Endpoint): Cause | undefined;
  /** Ownership out: the rows that have to go and to come in the same batch as the change. */
  rows(change: WriteChange): OwnershipRows;
  /** Sentences on ownership that DNS seems to hold and that cannot be read as it is. */
  readonly warnings: readonly string[];
  /** Ownership that lies outside of DNS; absent where all of it travels with the records. */
  readonly store?: OwnershipStore;
}

/** An ownership row that speaks of a record which is not there. */
export interface Orphan {
  /** The name that it speaks of. */
  readonly dnsName: string;
  /** The row as if it were a record; without targets where it lies outside of DNS. */
  readonly row: CurrentRecord;
}

/** Ownership rows that go and come in one batch with a change. */
export interface OwnershipRows {
  /** Exactly as read. */
  readonly remove: readonly Endpoint[];
  readonly add: readonly Endpoint[];
}

/**
 * Keeps ownership outside of DNS, so that no batch holds both. Whatever comes to nothing in between, no record may be
 * there without its owner: what comes is written before DNS is changed, what goes is removed after it.
 */
export interface OwnershipStore {
  /** Before DNS is changed. Gives what became of the changes that DNS is not to see (`Success`: the store alone was concerned). Never rejects. */
  before(changes: readonly WriteChange[], signal: AbortSignal): Promise<ReadonlyMap<WriteChange, Verdict>>;
  /** After it, with what became of all. Gives a sentence for each thing that could not be written. Never rejects. */
  after(results: readonly ChangeResult[], signal: AbortSignal): Promise<readonly string[]>;
}

/** Ownership could not be read: nobody knows which records are ours, so nothing may be planned. Its message ends in the fix. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  /** What to do: a clause. */
  readonly fix: string;

  constructor(problem: string, { fix, cause }: { readonly fix: string; readonly cause: unknown }) {
    super(`${problem}; ${fix}`, { cause });
    this.fix = fix;
  }
}
