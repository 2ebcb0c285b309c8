import type { Cause } from '../endpoint/cause.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import type { CurrentRecord, WriteChange } from '../plan/change.ts';

/** Knows which records are ours. One file each in this folder. */
export interface Registry {
  readonly name: string;
  /** Ownership in: separates ownership rows from records and says who owns each record. Pure. */
  read(records: readonly Endpoint[]): RegistryReading;
  /** The names at which rows that speak of these records may be, older formats included. */
  rowNames(records: readonly Endpoint[]): readonly string[];
}

/** What a registry made of the records of one reading, and what it would write beside a change of them. */
export interface RegistryReading {
  /** Every record but the ownership rows. */
  readonly records: readonly CurrentRecord[];
  /** Ownership rows whose record is gone. */
  readonly orphans: readonly Endpoint[];
  /** Why the ownership of a new record could not be stored; undefined when it can. */
  objection(endpoint: Endpoint): Cause | undefined;
  /** Ownership out: the rows that have to go and to come in the same batch as the change. */
  rows(change: WriteChange): OwnershipRows;
}

export interface OwnershipRows {
  /** Exactly as read. */
  readonly remove: readonly Endpoint[];
  readonly add: readonly Endpoint[];
}
