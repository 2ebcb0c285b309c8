import type { Endpoint, RecordType } from '../endpoint/endpoint.ts';
import { type Affixes, rowName, rowSubject, untypedRowName } from './txt-name.ts';
import type { OwnershipRow } from './txt-row.ts';

/** Rows by zone, name, type and set identifier of the record that their names speak of. */
export type SubjectIndex = ReadonlyMap<string, OwnershipRow>;

/** A record and a row that speaks of it. */
export interface Match {
  readonly record: Endpoint;
  readonly row: OwnershipRow;
}

/** Pairs records with the rows that speak of them. */
export const matchRows = (records: readonly Endpoint[], index: SubjectIndex, affixes: Affixes): readonly Match[] =>
  records.flatMap((record) => rowsSpeakingOf(record, index, affixes).map((row) => ({ record, row })));

/** The rows whose names speak of a record, the one that counts first. */
export const rowsSpeakingOf = (record: Endpoint, index: SubjectIndex, affixes: Affixes): readonly OwnershipRow[] =>
  subjectKeys(record, affixes)
    .map((key) => index.get(key))
    .filter((row) => row !== undefined);

/** The rows of a reading by what their names speak of. */
export function indexBySubject(affixes: Affixes, rows: readonly OwnershipRow[]): SubjectIndex {
  const entries = rows.flatMap((row) => {
    const subject = rowSubject(affixes, row.endpoint.dnsName);
    return subject === undefined ? [] : [[subjectKey(row.endpoint, subject.dnsName, subject.recordType), row] as const];
  });
  return new Map(entries);
}

const subjectKey = ({ zone, setIdentifier }: Endpoint, dnsName: string, type: RecordType | undefined): string =>
  JSON.stringify([zone?.id, dnsName, type, setIdentifier]);

/** Spelled as in the name of its rows. */
function subjectKeys(record: Endpoint, affixes: Affixes): readonly string[] {
  const dnsName = replacedName(record, affixes) ?? record.dnsName;
  return rowTypes(record).map((type) => subjectKey(record, dnsName, type));
}

/**
 * The types that a record's row may be stored under; undefined is the old format, which knew no type. Its own type
 * comes first; an alias A may have been stored as a CNAME's. Upstream lets a row of the old format speak of any type
 * but AAAA, and so makes a stranger's MX or TXT beside our address ours: here it speaks of A and CNAME alone, of which
 * a name has one.
 */
function rowTypes({ recordType, providerSpecific }: Endpoint): readonly (RecordType | undefined)[] {
  const asCname = recordType === 'A' && providerSpecific['alias'] === 'true' ? ['CNAME' as const] : [];
  const untyped = recordType === 'A' || recordType === 'CNAME' ? [undefined] : [];
  return [recordType, ...asCname, ...untyped];
}

/** The names under which the rows of a record may be stored. */
export const rowNamesOf = (affixes: Affixes, record: Endpoint): readonly string[] =>
  rowTypes(record).map((type) =>
    type === undefined ? untypedRowName(affixes, record.dnsName) : rowName(affixes, record.dnsName, type),
  );

/** The name that stands for a wildcard among rows: `any.example.com` for `*.example.com`. */
export const replacedName = ({ dnsName }: Endpoint, { wildcardReplacement }: Affixes): string | undefined =>
  /^\*(\.|$)/.test(dnsName) && wildcardReplacement !== ''
    ? `${wildcardReplacement.toLowerCase()}${dnsName.slice(1)}`
    : undefined;

/** The wildcard for which a name stands among rows: `*.example.com` for `any.example.com`. */
export function wildcardNamesake(dnsName: string, { wildcardReplacement }: Affixes): string | undefined {
  const head = `${wildcardReplacement.toLowerCase()}.`;
  return head !== '.' && dnsName.startsWith(head) ? `*.${dnsName.slice(head.length)}` : undefined;
}
