import { domainFilter as domainFilterOf } from '../endpoint/domain-filter.ts';
import type { Config } from './config.ts';
import type { Payload } from './payload.ts';

/** A setting that a payload may keep to a part of. */
export type NarrowableKey = 'source' | 'namespace' | 'domainFilter' | 'zoneIdFilter';

/** A configuration that a payload narrowed. */
export interface Narrowing {
  readonly config: Config;
  /** What the payload left out a part of: what lies outside must not be deleted (lib/plan/guard). */
  readonly narrowed: readonly NarrowableKey[];
  readonly problems: readonly string[];
}

/** The part of a configured run that a payload asks for. Problems are sentences, one for each wish that lies outside. */
export function narrow(config: Config, payload: Payload): Narrowing {
  const { sources, namespace = config.namespace, domainFilter, zoneIdFilter } = payload;
  return {
    config: {
      ...config,
      dryRun: payload.dryRun ?? config.dryRun,
      verbose: payload.verbose ?? config.verbose,
      approve: payload.approve ?? config.approve,
      source: sources === undefined ? config.source : config.source.filter((name) => sources.includes(name)),
      namespace,
      domainFilter: domainFilter ?? config.domainFilter,
      zoneIdFilter: zoneIdFilter ?? config.zoneIdFilter,
    },
    narrowed: narrowedBy(config, payload),
    problems: [
      ...dryRunProblems(config, payload),
      ...sourceProblems(config, payload),
      ...namespaceProblems(config, payload),
      ...domainProblems(config, payload),
      ...zoneProblems(config, payload),
    ],
  };
}

function narrowedBy(
  config: Config,
  { sources, namespace, domainFilter, zoneIdFilter }: Payload,
): readonly NarrowableKey[] {
  const keys: NarrowableKey[] = [];
  if (sources !== undefined && !config.source.every((name) => sources.includes(name))) keys.push('source');
  if (namespace !== undefined && namespace !== config.namespace) keys.push('namespace');
  if (domainFilter !== undefined && !covers(domainFilter, config.domainFilter, isDomainWithin))
    keys.push('domainFilter');
  if (zoneIdFilter !== undefined && !covers(zoneIdFilter, config.zoneIdFilter, isZoneIdWithin))
    keys.push('zoneIdFilter');
  return keys;
}

type Within = (inner: string, outer: string) => boolean;

/** True when everything that the configured filters let through passes the payload's too; no filter lets all through. */
const covers = (asked: readonly string[], configured: readonly string[], within: Within): boolean =>
  configured.length > 0 && configured.every((inner) => asked.some((outer) => within(inner, outer)));

/** Those of the payload's filters that let through what the configured ones do not. */
const outside = (asked: readonly string[], configured: readonly string[], within: Within): readonly string[] =>
  configured.length === 0 ? [] : asked.filter((inner) => !configured.some((outer) => within(inner, outer)));

/** `a.example.com` and `.example.com` lie within `example.com`; `example.com` does not lie within `.example.com`. */
const isDomainWithin: Within = (inner, outer) =>
  domainFilterOf({ ...unfiltered, domainFilter: [outer] }).matches(inner);

const unfiltered = { excludeDomains: [], regexDomainFilter: undefined, regexDomainExclusion: undefined } as const;

/** A zone id filter is compared with the end of the id. */
const isZoneIdWithin: Within = (inner, outer) => inner.endsWith(outer);

function dryRunProblems(config: Config, { dryRun }: Payload): readonly string[] {
  if (dryRun !== false || !config.dryRun) return [];
  return ["The payload's dryRun is false, but --dry-run is set; a payload may narrow a run, never widen it."];
}

function sourceProblems({ source }: Config, { sources = [] }: Payload): readonly string[] {
  const configured: readonly string[] = source;
  if (configured.length === 0) return [];
  return sources
    .filter((name) => !configured.includes(name))
    .map(
      (name) =>
        `The payload's sources has ${JSON.stringify(name)}, which is not configured; configured are ${source.join(', ')}.`,
    );
}

function namespaceProblems(config: Config, { namespace }: Payload): readonly string[] {
  if (namespace === undefined || config.namespace === undefined || namespace === config.namespace) return [];
  return [
    `The payload's namespace is ${JSON.stringify(namespace)}, but the run is configured for ${JSON.stringify(config.namespace)} alone.`,
  ];
}

function domainProblems(config: Config, { domainFilter }: Payload): readonly string[] {
  if (domainFilter === undefined) return [];
  if (config.regexDomainFilter !== undefined || config.regexDomainExclusion !== undefined) {
    return [
      "The payload's domainFilter does not count where --regex-domain-filter or --regex-domain-exclusion is set; leave it out.",
    ];
  }
  return outside(domainFilter, config.domainFilter, isDomainWithin).map(
    (domain) =>
      `The payload's domainFilter has ${JSON.stringify(domain)}, which lies outside of ${config.domainFilter.join(', ')}.`,
  );
}

function zoneProblems({ zoneIdFilter: configured }: Config, { zoneIdFilter = [] }: Payload): readonly string[] {
  return outside(zoneIdFilter, configured, isZoneIdWithin).map(
    (id) => `The payload's zoneIdFilter has ${JSON.stringify(id)}, which lies outside of ${configured.join(', ')}.`,
  );
}
