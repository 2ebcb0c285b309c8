import { nearest } from '../nearest.ts';
import type { DnsAnnotations } from './annotations.ts';

/** Every key that a source or Route 53 reads, whichever; keys of other providers are passed on as they are. */
const knownKeys = [
  'access',
  'alias',
  'controller',
  'endpoints-type',
  'gateway-hostname-source',
  'hostname',
  'ingress',
  'ingress-hostname-source',
  'internal-hostname',
  'record-type',
  'set-identifier',
  'target',
  'ttl',
  ...[
    'evaluate-target-health',
    'failover',
    'geolocation-continent-code',
    'geolocation-country-code',
    'geolocation-subdivision-code',
    'geoproximity-bias',
    'geoproximity-coordinates',
    'geoproximity-local-zone-group',
    'geoproximity-region',
    'health-check-id',
    'multi-value-answer',
    'region',
    'target-hosted-zone',
    'weight',
  ].map((key) => `aws-${key}`),
] as const;

const known: ReadonlySet<string> = new Set(knownKeys);

/** Clauses on keys that nobody reads and that are nearly one that somebody does: `hostnames`, `aws-wieght`. */
export const mistypedKeys = ({ byKey }: DnsAnnotations): readonly string[] =>
  [...byKey].flatMap(([key, { name }]) => {
    if (known.has(key)) return [];
    const prefix = name.slice(0, name.length - key.length);
    const meant = nearest(key, knownKeys);
    return meant === undefined ? [] : [`the annotation ${name} is not read; perhaps ${prefix}${meant} is meant`];
  });
