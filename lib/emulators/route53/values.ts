import ipaddr from 'ipaddr.js';
import { characterStrings } from './character-string.ts';
import { type Problem, parseName, problemText } from './name.ts';
import { type RecordSet, valuesOf } from './record-set.ts';

type Check = (value: string) => Problem | undefined;

const problem = (code: string, text: string, found: string): Problem => ({ code, text, found });

const domainName: Check = (value) => {
  const result = parseName(value);
  return 'problem' in result ? result.problem : undefined;
};

/** The first problem that any of the checks finds. */
const first =
  (...checks: readonly Check[]): Check =>
  (value) => {
    for (const check of checks) {
      const found = check(value);
      if (found !== undefined) return found;
    }
    return undefined;
  };

const single =
  (type: string): Check =>
  (value) =>
    /\s/.test(value) ? problem(`${type}RRDATANotSingleField`, 'Value contains spaces', value) : undefined;

const ipv4: Check = (value) =>
  ipaddr.IPv4.isValidFourPartDecimal(value)
    ? undefined
    : problem('ARRDATAIllegalIPv4Address', 'Value is not a valid IPv4 address', value);

const ipv6: Check = (value) =>
  ipaddr.IPv6.isValid(value) && !value.includes('%')
    ? undefined
    : problem('AAAARRDATAIllegalIPv6Address', 'Value is not a valid IPv6 address', value);

const range =
  (type: string, maximum: number): Check =>
  (value) =>
    /^\d+$/.test(value) && Number(value) <= maximum
      ? undefined
      : problem(`${type}RRDATAIllegalNumber`, `Value is not a number from 0 to ${maximum}`, value);

const spelled: Readonly<Record<number, string>> = { 2: 'Two', 3: 'Three', 4: 'Four', 6: 'Six', 7: 'Seven' };

/** The blank-separated fields of a value; a quoted string is one field and keeps its quotes. */
export const fieldsOf = (value: string): readonly string[] => value.match(/"(?:[^"\\]|\\[\s\S])*"|\S+/g) ?? [];

/** A value of blank-separated fields, each with its own check. */
const fields =
  (type: string, ...checks: readonly Check[]): Check =>
  (value) => {
    const parts = fieldsOf(value);
    const count = checks.length;
    if (parts.length !== count) {
      return problem(
        `${type}RRDATANot${spelled[count] ?? count}Fields`,
        `${type} record doesn't have ${count} fields`,
        value,
      );
    }
    for (const [index, check] of checks.entries()) {
      const found = check(parts[index] ?? '');
      if (found !== undefined) return found;
    }
    return undefined;
  };

const strings: Check = (value) => {
  const result = characterStrings(value);
  return 'problem' in result ? result.problem : undefined;
};

const pattern =
  (type: string, allowed: RegExp): Check =>
  (value) =>
    allowed.test(value) ? undefined : problem(`${type}RRDATAIllegalField`, 'Value has a malformed field', value);

const notEmpty: Check = (value) => (value.trim() === '' ? problem('RRDATAEmpty', 'Value is empty', value) : undefined);

const short = (type: string): Check => range(type, 65535);
const octet = (type: string): Check => range(type, 255);
const long = (type: string): Check => range(type, 4294967295);

/** NAPTR's replacement may be the root, which is no name of a record. */
const replacement: Check = (value) => (value === '.' ? undefined : domainName(value));

/** What a value of each type must look like (developer guide, "Supported DNS record types"). */
const checks: Readonly<Record<RecordSet['Type'], Check>> = {
  A: first(single('A'), ipv4),
  AAAA: first(single('AAAA'), ipv6),
  CNAME: first(single('CNAME'), domainName),
  NS: first(single('NS'), domainName),
  PTR: first(single('PTR'), domainName),
  MX: fields('MX', short('MX'), replacement),
  SRV: fields('SRV', short('SRV'), short('SRV'), short('SRV'), replacement),
  TXT: strings,
  SPF: strings,
  NAPTR: fields('NAPTR', short('NAPTR'), short('NAPTR'), strings, strings, strings, replacement),
  CAA: fields('CAA', octet('CAA'), pattern('CAA', /^[a-zA-Z0-9]+$/), strings),
  SOA: fields('SOA', domainName, domainName, long('SOA'), long('SOA'), long('SOA'), long('SOA'), long('SOA')),
  DS: fields('DS', short('DS'), octet('DS'), octet('DS'), pattern('DS', /^[\da-fA-F]+$/)),
  TLSA: fields('TLSA', octet('TLSA'), octet('TLSA'), octet('TLSA'), pattern('TLSA', /^[\da-fA-F]+$/)),
  SSHFP: fields('SSHFP', octet('SSHFP'), octet('SSHFP'), pattern('SSHFP', /^[\da-fA-F]+$/)),
  SVCB: notEmpty,
  HTTPS: notEmpty,
};

/** Everything that is wrong with the values of a set, in the service's words. These messages name no record. */
export function valueProblems(set: RecordSet, valuesPerSet: number): readonly string[] {
  const values = valuesOf(set);
  const check = checks[set.Type];
  const malformed = values.map(check).filter((found) => found !== undefined);
  const repeated = new Set(values.filter((value, index) => values.indexOf(value) !== index));
  return [
    ...(values.length > valuesPerSet ? [`Cannot have more than ${valuesPerSet} records in a RRSet.`] : []),
    ...malformed.map((found) => `Invalid Resource Record: ${problemText(found)}`),
    ...[...repeated].map((value) => `Duplicate Resource Record: '${value}'`),
  ];
}
