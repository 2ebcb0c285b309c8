import { type Endpoint, recordKey } from '../endpoint/endpoint.ts';
import type { CurrentRecord, Ownership, WriteChange } from '../plan/change.ts';
import type { Orphan, OwnershipRows, Registry, RegistryReading } from './registry.ts';
import { lostOwnership } from './txt-hints.ts';
import { rowNamesOf } from './txt-match.ts';
import { rowSubject } from './txt-name.ts';
import { objection, unstorableCause } from './txt-objection.ts';
import { type Reading, readingOf } from './txt-reading.ts';
import { type OwnershipRow, parseRow, rowOf, rowPlace, saysAlready, type TxtOptions } from './txt-row.ts';

/** Keeps ownership in TXT records beside each record, as ExternalDNS does (registry/txt). */
export const txt = (options: TxtOptions): Registry => ({
  name: 'txt',
  read: (records) => readRows(options, records),
  rowNames: (records) => [...new Set(records.flatMap((record) => rowNamesOf(options, record)))],
});

function readRows(options: TxtOptions, all: readonly Endpoint[]): RegistryReading {
  const rows: OwnershipRow[] = [];
  const records: Endpoint[] = [];
  for (const record of all) {
    const row = parseRow(record, options.codec);
    if (row === undefined) records.push(record);
    else rows.push(row);
  }
  const reading = readingOf(options, rows, records);
  const unmatched = rows.filter((row) => !reading.subjects.has(row));
  const current = records.map((record) => withOwnership(record, reading));
  const { warnings, misplaced } = lostOwnership({ options, unmatched, records: current });
  return {
    records: current,
    orphans: unmatched.filter((row) => !misplaced.has(row)).flatMap((row) => orphan(row, options)),
    warnings,
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

function withOwnership(record: Endpoint, reading: Reading): CurrentRecord {
  const [row] = reading.speaking.get(recordKey(record)) ?? [];
  if (row === undefined) return { ...record, ownership: { state: 'none' } };
  return { ...record, labels: { ...record.labels, ...row.labels }, ownership: ownershipOf(record, row, reading) };
}

/**
 * With `--txt-wildcard-replacement=any` a row of `*.example.com` is named as one of `any.example.com` would be: where
 * both records exist one of them may be a stranger's, and nobody can tell which. Upstream takes both for its own.
 */
function ownershipOf(record: Endpoint, row: OwnershipRow, reading: Reading): Ownership {
  const { options, rows, subjects, speaking, obstacles } = reading;
  const [owner = ''] = row.owners;
  const others = (subjects.get(row) ?? []).filter(({ dnsName }) => dnsName !== record.dnsName);
  const namesake = others.find((other) => speaking.get(recordKey(other))?.[0] === row)?.dnsName;
  if (namesake !== undefined) return { state: 'ambiguous', owners: row.owners, namesake };
  if (row.owners.length > 1) return { state: 'ambiguous', owners: row.owners };
  if (owner === '') return { state: 'none' };
  const expected = rowPlace(record, options);
  const complete = rows.has(recordKey(expected)) || unstorableCause(expected, obstacles) !== undefined;
  return { state: 'owned', owner, rows: complete ? 'complete' : 'incomplete' };
}

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
  if (isItsOwn && saysAlready(present, endpoint, options)) return { remove: [], add: [] };
  return { remove: [present.endpoint], add: [{ ...row, targets: [...row.targets, ...present.others] }] };
}

/**
 * The rows that go with a record: its own, and any that an older format left, which would make the next record of that
 * name ours, whoever writes it; or a row itself that is left over. Text that people added stays.
 */
function rowsToRemove(record: Endpoint, reading: Reading): OwnershipRows {
  const { options, rows, speaking } = reading;
  const itself = rows.get(recordKey(record));
  if (itself !== undefined) return { remove: [], add: withOthers(itself) };
  const going = (speaking.get(recordKey(record)) ?? []).filter(
    (row, index) =>
      carrierOf(row, reading) === recordKey(record) &&
      (index === 0 || row.owners.every((owner) => owner === options.owner)),
  );
  return {
    remove: going.map(({ endpoint }) => endpoint),
    add: going.flatMap(withOthers),
  };
}

/**
 * The record that a row goes with: of a wildcard and its namesake the one that it counts for, or the first where each
 * has a row of its own; so it goes once where both go. None where it counts for several.
 */
function carrierOf(row: OwnershipRow, { speaking, subjects }: Reading): string | undefined {
  const keys = (subjects.get(row) ?? []).map(recordKey);
  const its = keys.filter((key) => speaking.get(key)?.[0] === row);
  return its.length > 1 ? undefined : (its[0] ?? keys[0]);
}

const withOthers = ({ endpoint, others }: OwnershipRow): readonly Endpoint[] =>
  others.length === 0 ? [] : [{ ...endpoint, targets: others }];
