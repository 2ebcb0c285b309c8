import { parseGoDuration } from '../config/go-duration.ts';
import type { Labels } from '../endpoint/endpoint.ts';
import { annotationValue, type DnsAnnotations } from './annotations.ts';
import type { SourceObject } from './source-object.ts';

/** What every endpoint of one object has in common, besides its references. */
export interface RecordSettings {
  /** Seconds. */
  readonly ttl?: number;
  readonly setIdentifier?: string;
  readonly labels: Labels;
  readonly providerSpecific: Readonly<Record<string, string>>;
}

/** The annotations that `annotatedSettings` reads besides `ttl`, for a source's metadata. */
export const providerAnnotations = [
  'set-identifier',
  'alias',
  'record-type',
  'aws-*',
  'azure-tags',
  'cloudflare-*',
  'coredns-*',
  'scw-*',
  'webhook-*',
] as const;

/** Endpoints from pairs of `--fqdn-target-template`: upstream gives them nothing; the label is ours, for deletions. */
export const labelOnly = ({ resourceLabel }: SourceObject): RecordSettings => ({
  labels: { resource: resourceLabel },
  providerSpecific: {},
});

/** Sources that read the `ttl` annotation but no provider-specific ones: node, pod, f5-*. */
export function ttlSettings(object: SourceObject): RecordSettings {
  const { ttl } = recordTtl(object.annotations);
  return { ...labelOnly(object), ...(ttl === undefined ? {} : { ttl }) };
}

/** TTL, provider-specific properties and set identifier, as most sources read them. */
export function annotatedSettings(object: SourceObject): RecordSettings {
  const setIdentifier = annotationValue(object.annotations, 'set-identifier') ?? '';
  return {
    ...ttlSettings(object),
    ...(setIdentifier === '' ? {} : { setIdentifier }),
    providerSpecific: providerSpecificOf(object.annotations),
  };
}

/** Seconds that a TTL can hold (RFC 2181, section 8). */
export const greatestTtl = 2_147_483_647;

/**
 * The `ttl` annotation in seconds: a Go duration, its fraction cut off, or a whole number (ExternalDNS
 * source/annotations/ttl.go). A value outside 1 to 2147483647 counts as none, and `problem` says so.
 */
export function recordTtl(annotations: DnsAnnotations): { readonly ttl?: number; readonly problem?: string } {
  const value = annotationValue(annotations, 'ttl');
  if (value === undefined) return {};
  const ttl = secondsOf(value);
  if (ttl !== undefined && ttl >= 1 && ttl <= greatestTtl) return { ttl };
  const name = annotations.byKey.get('ttl')?.name;
  const fix = `write seconds from 1 to ${greatestTtl}, or a duration such as 1m30s; until then the default TTL holds`;
  return { problem: `the annotation ${name} says ${JSON.stringify(value)}, which is no TTL; ${fix}` };
}

function secondsOf(value: string): number | undefined {
  const seconds = parseGoDuration(value) ?? (/^[+-]?\d+$/.test(value) ? Number(value) : undefined);
  return seconds === undefined ? undefined : Math.trunc(seconds);
}

/** Why the `alias` annotation counts as absent; `false` is what people write who mean just that. */
export function aliasProblem({ byKey }: DnsAnnotations): string | undefined {
  const alias = byKey.get('alias');
  if (alias === undefined || ['true', 'false'].includes(alias.value)) return undefined;
  return `the annotation ${alias.name} says ${JSON.stringify(alias.value)}, which counts for nothing; write "true", or remove it`;
}

const cloudflareKeys = ['custom-hostname', 'proxied', 'region-key', 'record-comment', 'tags'];

/**
 * Provider-specific properties, sorted by annotation (ExternalDNS source/annotations/provider_specific.go).
 *
 *     annotation             property             value
 *     alias                  alias                only exactly "true" counts
 *     record-type            record-type          as is
 *     aws-X scw-X webhook-X coredns-X   aws/X ...  as is
 *     azure-tags             azure/tags           as is
 *     cloudflare-*           the annotation's full name, for the five that exist
 */
function providerSpecificOf(annotations: DnsAnnotations): Readonly<Record<string, string>> {
  const properties = [...annotations.byKey].flatMap(([key, { name, value }]) => {
    const property = propertyName(key, name);
    return property === undefined || (key === 'alias' && value !== 'true') ? [] : [[property, value] as const];
  });
  return Object.fromEntries(properties.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function propertyName(key: string, name: string): string | undefined {
  if (key === 'alias' || key === 'record-type') return key;
  if (key === 'azure-tags') return 'azure/tags';
  if (key.startsWith('cloudflare-')) return cloudflareKeys.some((each) => key.includes(each)) ? name : undefined;
  const [, provider, property] = /^(aws|scw|webhook|coredns)-(.*)$/.exec(key) ?? [];
  return provider === undefined ? undefined : `${provider}/${property}`;
}
