import type { Cause } from '../endpoint/cause.ts';
import { type Endpoint, recordKey } from '../endpoint/endpoint.ts';
import type { CurrentRecord, Ownership, WriteChange } from '../plan/change.ts';
import type { Orphan, OwnershipRows, Registry, RegistryReading } from './registry.ts';
import {
  indexBySubject,
  matchRows,
  rowNamesOf,
  rowsSpeakingOf,
  type SubjectIndex,
  wildcardNamesake,
} from './txt-match.ts';
import { rowSubject } from './txt-name.ts';
import { type OwnershipRow, parseRow, rowOf, saysAlready, storageCause, type TxtOptions } from './txt-row.ts';

/** Keeps ownership in TXT records beside each record, as ExternalDNS does (registry/txt). */
export const txt = (options: TxtOptions): Registry => ({
  name: 'txt',
  read: (records) => readRows(options, records),
  rowNames: (records) => [...new Set(records.flatMap((record) => rowNamesOf(options, record)))],
});

/** What one reading of the zones holds. */
interface Reading {
  readonly options: TxtOptions;
  /** By record key of the row itself. */
  readonly rows: ReadonlyMap<string, OwnershipRow>;
  /** By what the name of the row speaks of. */
  readonly index: SubjectIndex;
  /** By record key of the record: the rows that speak of it, the one that counts first. */
  readonly speaking: ReadonlyMap<string, readonly OwnershipRow[]>;
  /** The records that a row speaks of. */
  readonly subjects: ReadonlyMap<OwnershipRow, readonly Endpoint[]>;
}

function readRows(options: TxtOptions, all: readonly Endpoint[]): RegistryReading {
  const parsed = all.map((record) => ({ record, row: parseRow(record, options.codec) }));
  const rows = parsed.flatMap(({ row }) => row ?? []);
  const records = parsed.flatMap(({ record, row }) => (row === undefined ? record : []));
  const index = indexBySubject(options, rows);
  const matches = matchRows(records, index, options);
  const reading: Reading = {
    options,
    index,
    rows: new Map(rows.map((row) => [recordKey(row.endpoint), row] as const)),
    speaking: collect(
      matches,
      ({ record }) => recordKey(record),
      ({ row }) => row,
    ),
    subjects: collect(
      matches,
      ({ row }) => row,
      ({ record }) => record,
    ),
  };
  return {
    records: records.map((record) => withOwnership(record, reading)),
    orphans: rows.filter((row) => !reading.subjects.has(row)).flatMap((row) => orphan(row, options)),
    objection: (endpoint) => objection(endpoint, reading),
    rows: (change) => rowsOf(change, reading),
  };
}

/** A row whose name does not fit our affixes may speak of a record that we cannot name. */
function orphan(row: OwnershipRow, options: TxtOptions): readonly Orphan[] {
  const subject = rowSubject(options, row.endpoint.dnsName);
  const [owner = ''] = row.owners;
  if (subject === undefined) return [];
  const ownership: Ownership =
    row.owners.length > 1 ? { state: 'ambiguous', owners: row.owners } : { state: 'owned', owner, rows: 'complete' };
  return [{ dnsName: subject.dnsName, row: { ...row.endpoint, labels: row.labels, ownership } }];
}

const collect = <Item, Key, Value>(
  items: readonly Item[],
  key: (item: Item) => Key,
  value: (item: Item) => Value,
): ReadonlyMap<Key, readonly Value[]> =>
  new Map([...Map.groupBy(items, key)].map(([each, group]) => [each, group.map(value)] as const));

function withOwnership(record: Endpoint, reading: Reading): CurrentRecord {
  const [row] = reading.speaking.get(recordKey(record)) ?? [];
  if (row === undefined) return { ...record, ownership: { state: 'none' } };
  return { ...record, labels: { ...record.labels, ...row.labels }, ownership: ownershipOf(record, row, reading) };
}

function ownershipOf(record: Endpoint, row: OwnershipRow, { options, rows }: Reading): Ownership {
  const [owner = ''] = row.owners;
  if (row.owners.length > 1) return { state: 'ambiguous', owners: row.owners };
  if (owner === '') return { state: 'none' };
  const expected = rowOf(record, row.labels, options);
  const complete = rows.has(recordKey(expected)) || storageCause(expected) !== undefined;
  return { state: 'owned', owner, rows: complete ? 'complete' : 'incomplete' };
}

/**
 * Why the ownership of an endpoint could not be stored. The row of a record that exists has said already whose it is;
 * one whose record is gone still reserves the name for its owner.
 */
function objection(endpoint: Endpoint, reading: Reading): Cause | undefined {
  if (parseRow(endpoint, reading.options.codec) !== undefined) return forgedOwnership;
  if (reading.rows.has(recordKey(endpoint))) return nameOfRow;
  const row = rowOf(endpoint, {}, reading.options);
  const isNew = !reading.speaking.has(recordKey(endpoint));
  return storageCause(row) ?? (isNew ? reservation(endpoint, row, reading) : undefined);
}

function reservation(endpoint: Endpoint, row: Endpoint, reading: Reading): Cause | undefined {
  const { options, rows } = reading;
  const foreign = rows.get(recordKey(row))?.owners.find((owner) => owner !== options.owner);
  if (foreign !== undefined)
    return { code: 'OwnerConflict', ...(foreign && { owner: foreign }), ownOwner: options.owner };
  const namesake = rowNamesake(endpoint, reading) ?? wildcardNamesake(endpoint.dnsName, options);
  if (namesake === undefined) return undefined;
  const problem = `would be that of ${namesake} as well`;
  return { code: 'OwnershipNotStorable', rowName: row.dnsName, problem, fix: 'choose another name' };
}

/** Another name of which a row speaks already that would speak of this one. */
function rowNamesake(endpoint: Endpoint, { options, index, subjects }: Reading): string | undefined {
  const rows = rowsSpeakingOf(endpoint, index, options);
  const names = rows.flatMap((row) => subjects.get(row) ?? []).map(({ dnsName }) => dnsName);
  return names.find((dnsName) => dnsName !== endpoint.dnsName);
}

const forgedOwnership: Cause = {
  code: 'InvalidTarget',
  problem: 'the text begins with "heritage=external-dns", so it would be taken for an ownership record',
  fix: 'write another text',
};

const nameOfRow: Cause = {
  code: 'InvalidName',
  problem: 'the TXT record of that name is the ownership record of another name',
  fix: 'choose another name',
};

function rowsOf(change: WriteChange, reading: Reading): OwnershipRows {
  switch (change.action) {
    case 'Create':
    case 'Update':
      return rowsToWrite(change.endpoint, reading);
    case 'Delete':
      return rowsToRemove(change.endpoint, reading);
  }
}

/**
 * The row of a record to come. One that is there is written anew when it says something else, or when it is that of
 * another record too (an alias stored as a CNAME's), whose deletion in the same batch would take it along.
 */
function rowsToWrite(endpoint: Endpoint, { options, rows, speaking, subjects }: Reading): OwnershipRows {
  const row = rowOf(endpoint, endpoint.labels, options);
  const present = rows.get(recordKey(row));
  if (present === undefined) return { remove: [], add: [row] };
  const isItsOwn = speaking.has(recordKey(endpoint)) || !subjects.has(present);
  if (isItsOwn && saysAlready(present, row, endpoint.labels, options.owner)) return { remove: [], add: [] };
  return { remove: [present.endpoint], add: [{ ...row, targets: [...row.targets, ...present.others] }] };
}

/**
 * The rows that speak of a record to go, and of no other: its own, and any that an older format left, which would
 * make the next record of that name ours, whoever writes it; or a row itself that is left over. Text that people added
 * stays.
 */
function rowsToRemove(record: Endpoint, { options, rows, speaking, subjects }: Reading): OwnershipRows {
  const itself = rows.get(recordKey(record));
  if (itself !== undefined) return { remove: [], add: withOthers(itself) };
  const going = (speaking.get(recordKey(record)) ?? []).filter(
    (row, index) =>
      subjects.get(row)?.length === 1 && (index === 0 || row.owners.every((owner) => owner === options.owner)),
  );
  return {
    remove: going.map(({ endpoint }) => endpoint),
    add: going.flatMap(withOthers),
  };
}

const withOthers = ({ endpoint, others }: OwnershipRow): readonly Endpoint[] =>
  others.length === 0 ? [] : [{ ...endpoint, targets: others }];
