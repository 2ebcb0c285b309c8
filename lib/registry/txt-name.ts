import { type RecordType, recordTypes } from '../endpoint/endpoint.ts';

/** How the name of an ownership row is made from the name of its record. Prefix and suffix exclude each other. */
export interface Affixes {
  readonly prefix: string;
  readonly suffix: string;
  /** Stands for `*` in row names; empty keeps the asterisk. */
  readonly wildcardReplacement: string;
}

/** What a row name says: the record's name, and its type unless the row is of the old format without one. */
export interface RowSubject {
  readonly dnsName: string;
  readonly recordType?: RecordType;
}

/** Stands for the record's type in an affix. */
export const typeTemplate = '%{record_type}';

/**
 * The name of the row that stores the ownership of a record (ExternalDNS registry/mapper), for example:
 *
 * | prefix             | record                | row                     |
 * |--------------------|-----------------------|-------------------------|
 * |                    | www.example.com A     | a-www.example.com       |
 * | txt.               | www.example.com A     | txt.a-www.example.com   |
 * | %{record_type}-txt.| example.com CNAME     | cname-txt.example.com   |
 */
export function rowName(affixes: Affixes, dnsName: string, type: RecordType): string {
  const lower = type.toLowerCase();
  const typed = isTemplated(affixes.prefix, affixes.suffix) ? '' : `${lower}-`;
  return affixed(affixes, dnsName, typed).replaceAll(typeTemplate, lower);
}

/** The name that the row of a record had in the old format, which told no type. */
export const untypedRowName = (affixes: Affixes, dnsName: string): string =>
  affixed(affixes, dnsName, '').replaceAll(typeTemplate, '');

function affixed({ prefix, suffix, wildcardReplacement }: Affixes, dnsName: string, typed: string): string {
  const [head, rest] = splitHead(dnsName);
  const wild = head === '*' && wildcardReplacement !== '' ? wildcardReplacement.toLowerCase() : head;
  return `${prefix.toLowerCase()}${typed}${wild}${suffix.toLowerCase()}${rest}`;
}

/**
 * The record that a row speaks of; undefined when the affixes do not fit. A name that can be read with a type is read
 * so: `a-record.example.com` speaks of the A record at `record.example.com`. The other reading would make a stranger's
 * record ours.
 */
export function rowSubject(affixes: Affixes, name: string): RowSubject | undefined {
  const lower = name.toLowerCase();
  return isTemplated(affixes.prefix, affixes.suffix) ? templatedSubject(affixes, lower) : typedSubject(affixes, lower);
}

const isTemplated = (prefix: string, suffix: string): boolean =>
  prefix.includes(typeTemplate) || suffix.includes(typeTemplate);

function splitHead(name: string): readonly [head: string, rest: string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
}

/** Every type is tried in turn; last comes the old format, in which the template stood for nothing. */
function templatedSubject({ prefix, suffix }: Affixes, name: string): RowSubject | undefined {
  const stripAs = (type: string) =>
    strip(
      name,
      prefix.toLowerCase().replaceAll(typeTemplate, type),
      suffix.toLowerCase().replaceAll(typeTemplate, type),
    );
  const recordType = recordTypes.find((type) => stripAs(type.toLowerCase()) !== undefined);
  const dnsName = stripAs(recordType?.toLowerCase() ?? '');
  return dnsName === undefined ? undefined : { dnsName, ...(recordType && { recordType }) };
}

function typedSubject({ prefix, suffix }: Affixes, name: string): RowSubject | undefined {
  const bare = strip(name, prefix.toLowerCase(), suffix.toLowerCase());
  if (bare === undefined) return undefined;
  const dash = bare.indexOf('-');
  const recordType = recordTypes.find((type) => dash > 0 && type.toLowerCase() === bare.slice(0, dash));
  return recordType === undefined ? { dnsName: bare } : { dnsName: bare.slice(dash + 1), recordType };
}

/** Takes the prefix from the front, and the suffix from the end of as many labels as it spans. */
function strip(name: string, prefix: string, suffix: string): string | undefined {
  if (!name.startsWith(prefix)) return undefined;
  const rest = name.slice(prefix.length);
  if (suffix === '') return rest === '' ? undefined : rest;
  const labels = rest.split('.');
  const span = suffix.split('.').length;
  const head = labels.slice(0, span).join('.');
  if (!head.endsWith(suffix) || head === suffix) return undefined;
  return [head.slice(0, -suffix.length), ...labels.slice(span)].join('.');
}
