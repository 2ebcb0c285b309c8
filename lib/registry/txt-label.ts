import type { Labels } from '../endpoint/endpoint.ts';
import { unquoteText } from '../endpoint/txt-value.ts';

const heritage = 'external-dns';

const keyPrefix = `${heritage}/`;

/** Labels that live in memory only. */
const transientLabels: ReadonlySet<string> = new Set(['ownedRecord', 'txt-encryption-nonce']);

/** The labels that a registry keeps. */
export const storedLabels = (labels: Labels): readonly (readonly [string, string])[] =>
  Object.entries(labels).filter(([key]) => !transientLabels.has(key));

/**
 * The text of an ownership row (ExternalDNS endpoint/labels.go), without quotes:
 * `heritage=external-dns,external-dns/owner=me,external-dns/resource=ingress/shop/web`. Keys are sorted by bytes.
 * The format has no escapes, so a label that holds a comma is left out: a DNSEndpoint may bring any label, and
 * `a,external-dns/owner=you` would make a stranger the owner.
 */
export function labelText(labels: Labels): string {
  const pairs = storedLabels(labels)
    .filter(([key, value]) => !/[,=]/.test(key) && !value.includes(','))
    .map(([key, value]) => [`${keyPrefix}${key}`, value] as const)
    .sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  return [['heritage', heritage] as const, ...pairs].map(([key, value]) => `${key}=${value}`).join(',');
}

/** The labels of such a text, quoted or not; undefined when its heritage is not ours. */
export function parseLabelText(text: string): Labels | undefined {
  const pairs = unquoteText(text).split(',').flatMap(parsePair);
  const heritages = pairs.flatMap(([key, value]) => (key === 'heritage' ? [value] : []));
  if (heritages.length === 0 || heritages.some((value) => value !== heritage)) return undefined;
  return Object.fromEntries(
    pairs.filter(([key]) => key.startsWith(keyPrefix)).map(([key, value]) => [key.slice(keyPrefix.length), value]),
  );
}

function parsePair(token: string): readonly (readonly [string, string])[] {
  const equals = token.indexOf('=');
  return equals < 0 ? [] : [[token.slice(0, equals), token.slice(equals + 1)]];
}
