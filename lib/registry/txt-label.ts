import type { Labels } from '../endpoint/endpoint.ts';

const heritage = 'external-dns';

/** Labels that live in memory only. */
const transientLabels: ReadonlySet<string> = new Set(['ownedRecord', 'txt-encryption-nonce']);

/**
 * The text of an ownership row (ExternalDNS endpoint/labels.go), without quotes:
 * `heritage=external-dns,external-dns/owner=me,external-dns/resource=ingress/shop/web`. Keys are sorted by bytes.
 */
export function labelText(labels: Labels): string {
  const keys = Object.keys(labels)
    .filter((key) => !transientLabels.has(key))
    .sort();
  return [`heritage=${heritage}`, ...keys.map((key) => `external-dns/${key}=${labels[key]}`)].join(',');
}

/** The labels of such a text, quoted or not; undefined when its heritage is not ours. */
export function parseLabelText(text: string): Labels | undefined {
  const pairs = unquote(text).split(',').flatMap(parsePair);
  if (!pairs.some(([key, value]) => key === 'heritage' && value === heritage)) return undefined;
  if (pairs.some(([key, value]) => key === 'heritage' && value !== heritage)) return undefined;
  const prefix = 'external-dns/';
  return Object.fromEntries(
    pairs.filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

/** Strings of 255 bytes at most may have been stored one after the other (RFC 7208 section 3.3 joins them likewise). */
const unquote = (text: string): string => text.replace(/^"|"$/g, '').replaceAll('" "', '');

function parsePair(token: string): readonly (readonly [string, string])[] {
  const equals = token.indexOf('=');
  return equals < 0 ? [] : [[token.slice(0, equals), token.slice(equals + 1)]];
}
