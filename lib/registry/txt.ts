import type { Cause } from '../endpoint/cause.ts';
import { type Endpoint, type Labels, type NameRequest, type RecordType, recordKey } from '../endpoint/endpoint.ts';
import { quoteText } from '../endpoint/txt-value.ts';
import type { CurrentRecord, Ownership, WriteChange } from '../plan/change.ts';
import type { OwnershipRows, Registry, RegistryReading } from './registry.ts';
import { type LabelCodec, plainText } from './txt-encryption.ts';
import { parseLabelText } from './txt-label.ts';
import { type Affixes, rowName, rowSubject } from './txt-name.ts';

export interface TxtOptions extends Affixes {
  readonly owner: string;
  /** How label text is stored; plain unless `--txt-encrypt-enabled`. */
  readonly codec?: LabelCodec;
}

/** An ownership row as read, with the labels of its first value and every owner that its values name. */
interface Row {
  readonly endpoint: Endpoint;
  readonly labels: Labels;
  readonly owners: readonly string[];
}

/** Keeps ownership in TXT records beside each record, as ExternalDNS does (registry/txt). */
export const txt = (options: TxtOptions): Registry => ({
  name: 'txt',
  read: (records) => readRows(options, records),
});

function readRows(options: TxtOptions, records: readonly Endpoint[]): RegistryReading {
  const rows = new Map<string, Row>();
  const plainRecords = records.filter((record) => {
    const row = parseRow(record, options.codec ?? plainText);
    if (row !== undefined) rows.set(recordKey(record), row);
    return row === undefined;
  });
  const bySubject = indexBySubject(options, rows.values());
  const matches = new Map(
    plainRecords.map((record) => [recordKey(record), matchRow(record, bySubject, options)] as const),
  );
  const reading: Reading = { options, rows, matches, uses: Map.groupBy(matches.values(), (row) => row) };
  return {
    records: plainRecords.map((record) => withOwnership(record, reading)),
    orphans: [...rows.values()].filter((row) => !reading.uses.has(row)).map((row) => row.endpoint),
    objection: (endpoint) => objection(endpoint, reading),
    rows: (change) => rowsOf(change, reading),
  };
}

interface Reading {
  readonly options: TxtOptions;
  /** By record key of the row itself. */
  readonly rows: ReadonlyMap<string, Row>;
  /** By record key of the record that the row speaks of. */
  readonly matches: ReadonlyMap<string, Row | undefined>;
  /** The old format has one row for several records of a name. */
  readonly uses: ReadonlyMap<Row | undefined, readonly unknown[]>;
}

function parseRow(record: Endpoint, codec: LabelCodec): Row | undefined {
  if (record.recordType !== 'TXT') return undefined;
  const values = record.targets
    .map((target) => parseLabelText(codec.decode(target)))
    .filter((value) => value !== undefined);
  const [labels] = values;
  if (labels === undefined) return undefined;
  return { endpoint: record, labels, owners: [...new Set(values.map((value) => value['owner'] ?? ''))] };
}

const subjectKey = (zone: string, dnsName: string, type: RecordType | '', setIdentifier: string): string =>
  [zone, dnsName, type, setIdentifier].join(' ');

function indexBySubject(affixes: Affixes, rows: Iterable<Row>): ReadonlyMap<string, Row> {
  const index = new Map<string, Row>();
  for (const row of rows) {
    const { dnsName, zone, setIdentifier } = row.endpoint;
    const subject = rowSubject(affixes, dnsName);
    if (subject === undefined) continue;
    index.set(subjectKey(zone?.id ?? '', subject.dnsName, subject.recordType ?? '', setIdentifier ?? ''), row);
  }
  return index;
}

/** Its own type first; an alias may have been stored as a CNAME's; the old format knew no type, and no AAAA. */
function matchRow(record: Endpoint, index: ReadonlyMap<string, Row>, affixes: Affixes): Row | undefined {
  const name = withoutWildcard(record.dnsName, affixes);
  const types: readonly (RecordType | '')[] = [
    record.recordType,
    ...(record.providerSpecific['alias'] === 'true' ? (['CNAME'] as const) : []),
    ...(record.recordType === 'AAAA' ? [] : ([''] as const)),
  ];
  const keys = types.map((type) => subjectKey(record.zone?.id ?? '', name, type, record.setIdentifier ?? ''));
  return keys.map((key) => index.get(key)).find((row) => row !== undefined);
}

const withoutWildcard = (dnsName: string, { wildcardReplacement }: Affixes): string =>
  wildcardReplacement === '' ? dnsName : dnsName.replace(/^\*(?=\.|$)/, wildcardReplacement.toLowerCase());

function withOwnership(record: Endpoint, reading: Reading): CurrentRecord {
  const row = reading.matches.get(recordKey(record));
  if (row === undefined) return { ...record, ownership: { state: 'none' } };
  return { ...record, labels: { ...record.labels, ...row.labels }, ownership: ownershipOf(record, row, reading) };
}

function ownershipOf(record: Endpoint, row: Row, { options, rows }: Reading): Ownership {
  const [owner = ''] = row.owners;
  if (row.owners.length > 1) return { state: 'ambiguous', owners: row.owners };
  if (owner === '') return { state: 'none' };
  const expected = rowEndpoint(record, options, row.labels);
  const complete = rows.has(recordKey(expected)) || storageProblem(record, expected) !== undefined;
  return { state: 'owned', owner, rows: complete ? 'complete' : 'incomplete' };
}

/** A row that is there already, of another owner, reserves the name although its record is gone. */
function objection(endpoint: Endpoint, { options, rows }: Reading): Cause | undefined {
  const row = rowEndpoint(endpoint, options, {});
  const problem = storageProblem(endpoint, row);
  if (problem !== undefined) return problem;
  const reserved = rows.get(recordKey(row));
  const foreign = reserved?.owners.find((owner) => owner !== '' && owner !== options.owner);
  return foreign === undefined ? undefined : { code: 'OwnerConflict', owner: foreign, ownOwner: options.owner };
}

/** RFC 1035 section 2.3.4 limits a label to 63 octets; a row outside the zone cannot be written at all. */
function storageProblem({ zone }: NameRequest, row: Endpoint): Cause | undefined {
  const rowInZone = zone === undefined || row.dnsName === zone.name || row.dnsName.endsWith(`.${zone.name}`);
  const tooLong = row.dnsName.split('.').some((label) => Buffer.byteLength(label) > 63);
  if (rowInZone && !tooLong) return undefined;
  return {
    code: 'OwnershipNotStorable',
    rowName: row.dnsName,
    problem: rowInZone ? 'has a label of more than 63 bytes' : `lies outside the zone ${zone?.name}`,
    fix: rowInZone
      ? 'use a shorter name, or a --txt-prefix that ends with a dot'
      : 'set --txt-prefix to one that names the type and ends with a dot, such as "%{record_type}-txt."',
  };
}

function rowEndpoint(record: Endpoint, options: TxtOptions, labels: Labels): Endpoint {
  const { zone, setIdentifier, providerSpecific } = record;
  return {
    dnsName: rowName(options, record.dnsName, record.recordType),
    recordType: 'TXT',
    targets: [quoteText((options.codec ?? plainText).encode({ ...labels, owner: options.owner }))],
    labels: {},
    providerSpecific,
    refs: [],
    ...(zone && { zone }),
    ...(setIdentifier !== undefined && { setIdentifier }),
  };
}

function rowsOf(change: WriteChange, reading: Reading): OwnershipRows {
  switch (change.action) {
    case 'Create':
    case 'Update': {
      const row = rowEndpoint(change.endpoint, reading.options, change.endpoint.labels);
      const present = reading.rows.get(recordKey(row));
      if (present !== undefined && sameRow(present, row, change.endpoint.labels)) return { remove: [], add: [] };
      return { remove: present === undefined ? [] : [present.endpoint], add: [row] };
    }
    case 'Delete': {
      const row = reading.matches.get(recordKey(change.endpoint));
      const shared = (reading.uses.get(row)?.length ?? 0) > 1;
      return { remove: row === undefined || shared ? [] : [row.endpoint], add: [] };
    }
  }
}

/** Labels are compared rather than texts: encrypted text differs each time. */
function sameRow(present: Row, row: Endpoint, labels: Labels): boolean {
  const settings = (endpoint: Endpoint) => JSON.stringify(Object.entries(routing(endpoint)).sort());
  return (
    present.owners.length === 1 &&
    present.labels['owner'] !== undefined &&
    present.labels['resource'] === labels['resource'] &&
    settings(present.endpoint) === settings(row)
  );
}

/** An alias is a property of the record alone; its row is text. */
const routing = ({ providerSpecific }: Endpoint): Endpoint['providerSpecific'] =>
  Object.fromEntries(Object.entries(providerSpecific).filter(([name]) => !recordOnly.has(name)));

const recordOnly: ReadonlySet<string> = new Set(['alias', 'aws/evaluate-target-health', 'aws/target-hosted-zone']);
