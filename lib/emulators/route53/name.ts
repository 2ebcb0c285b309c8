/**
 * Domain names as Route 53 keeps them: lower case, trailing dot, and `\ooo` for every octet but a-z, 0-9, `-` and `_`
 * (developer guide, "DNS domain name format").
 */

const maxLabelBytes = 63;
const maxNameBytes = 255;

/** A name, or a value, that Route 53 refuses; `found` is what it stumbled over. */
export interface Problem {
  readonly code: string;
  readonly text: string;
  readonly found: string;
}

/** The service's wording of a problem. */
export const problemText = ({ code, text, found }: Problem): string =>
  `FATAL problem: ${code} (${text}) encountered with '${found}'`;

/** A parsed name in stored form, or why there is none. */
export type NameResult = { readonly name: string } | { readonly problem: Problem };

const fail = (code: string, text: string, found: string): NameResult => ({ problem: { code, text, found } });

const token = /\\([0-3][0-7]{2})|([\s\S])/gy;
const plain = /^[a-z0-9_-]$/;

const escapeOctet = (octet: string): string =>
  plain.test(octet) ? octet : `\\${octet.charCodeAt(0).toString(8).padStart(3, '0')}`;

const needsEscape = (character: string): boolean => character <= ' ' || character > '~' || character === '\\';

/** One label as octets (a Latin-1 string), lower case; a string of one raw character that should have been escaped otherwise. */
function octetsOf(label: string): { readonly octets: string } | { readonly unsupported: string } {
  let octets = '';
  for (const [, octal, literal = ''] of label.matchAll(token)) {
    if (octal === undefined && needsEscape(literal)) return { unsupported: literal };
    octets += octal === undefined ? literal : String.fromCharCode(Number.parseInt(octal, 8));
  }
  return { octets: octets.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) };
}

/**
 * Brings a name of a request into the stored form. The trailing dot is optional, octets up to 040 and from 177 on must
 * come as escapes, everything else may.
 */
export function parseName(text: string): NameResult {
  const bare = text.endsWith('.') ? text.slice(0, -1) : text;
  if (bare === '') return fail('DomainNameEmpty', 'Domain name is empty', '');
  const labels: string[] = [];
  let bytes = 1;
  for (const label of bare.split('.')) {
    if (label === '') return fail('DomainLabelEmpty', 'Domain label is empty', text);
    const parsed = octetsOf(label);
    if ('unsupported' in parsed) {
      return fail('UnsupportedCharacter', 'Value contains unsupported characters', parsed.unsupported);
    }
    if (parsed.octets.length > maxLabelBytes) return fail('DomainLabelTooLong', 'Domain label is too long', label);
    bytes += parsed.octets.length + 1;
    labels.push(parsed.octets.replace(/[\s\S]/g, escapeOctet));
  }
  if (bytes > maxNameBytes) return fail('DomainNameTooLong', 'Domain name is too long', text);
  return { name: `${labels.join('.')}.` };
}

/**
 * The stored form of a name that the caller vouches for.
 * @throws TypeError naming the text, when it is no domain name.
 */
export function storedName(text: string): string {
  const result = parseName(text);
  if ('problem' in result)
    throw new TypeError(`${JSON.stringify(text)} is no domain name: ${problemText(result.problem)}`);
  return result.name;
}

/** The name for how errors quote it: the stored form where there is one, else what was sent plus the dot. */
export function nameInMessages(text: string): string {
  const result = parseName(text);
  if ('name' in result) return result.name;
  return text.endsWith('.') ? text : `${text}.`;
}

/** Turns `\ooo` back into octets; keeps everything else. */
export const unescapeName = (name: string): string =>
  name.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** The labels of a stored name, leftmost first, still escaped (a dot inside a label is `\056`). */
export const labelsOf = (name: string): readonly string[] => name.slice(0, -1).split('.');

/**
 * What Route 53 lists by: the octets of the labels, reversed, each with its dot (`com.example.www.`), in ASCII order
 * (API reference, ListResourceRecordSets).
 */
export const sortKey = (name: string): string =>
  labelsOf(name)
    .toReversed()
    .map((label) => `${unescapeName(label)}.`)
    .join('');

/** Whether a stored name is the zone's own or lies below it. */
export const isWithin = (name: string, zoneName: string): boolean => name === zoneName || name.endsWith(`.${zoneName}`);
