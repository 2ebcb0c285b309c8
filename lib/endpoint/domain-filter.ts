import type { RE2JS } from 're2js';
import type { Config } from '../config/config.ts';
import { filterName, isWithin } from './dns-name.ts';

type DomainConfig = Pick<Config, 'domainFilter' | 'excludeDomains' | 'regexDomainFilter' | 'regexDomainExclusion'>;

/** Which names, and which zones, this instance serves. */
export interface DomainFilter {
  matches(dnsName: string): boolean;
  /** Whether a zone encloses a domain of the filter (`--aws-zone-match-parent`). */
  matchesParent(zoneName: string): boolean;
}

/**
 * The domain filters of a configuration (ExternalDNS endpoint/domain_filter.go). Names are compared in lower case, in
 * Unicode, without trailing dot. As soon as one regular expression is set, the plain lists do not count.
 *
 *     --domain-filter=example.com    example.com and all below it       =.example.com   only what is below it
 *     --exclude-domains              the same forms; they win
 *     --regex-domain-exclusion       looked at first, unanchored; then --regex-domain-filter decides if it is set
 */
export function domainFilter(config: DomainConfig): DomainFilter {
  const { regexDomainFilter: include, regexDomainExclusion: exclude } = config;
  if (include !== undefined || exclude !== undefined) return regexFilter(include, exclude);
  return plainFilter(normalised(config.domainFilter), normalised(config.excludeDomains));
}

const normalised = (filters: readonly string[]): readonly string[] =>
  filters.map(filterName).filter((filter) => filter !== '');

/** With no plain list to compare a zone with, every zone may be a parent, as upstream. */
const regexFilter = (include: RE2JS | undefined, exclude: RE2JS | undefined): DomainFilter => ({
  matches(dnsName) {
    const name = filterName(dnsName);
    return exclude?.test(name) !== true && (include?.test(name) ?? true);
  },
  matchesParent: () => true,
});

function plainFilter(includes: readonly string[], excludes: readonly string[]): DomainFilter {
  const accepts = (name: string, holds: (filter: string) => boolean): boolean =>
    !excludes.some((filter) => encloses(filter, name)) && (includes.length === 0 || includes.some(holds));
  return {
    matches(dnsName) {
      const name = filterName(dnsName);
      return accepts(name, (filter) => encloses(filter, name));
    },
    matchesParent(zoneName) {
      const zone = filterName(zoneName);
      return accepts(zone, (filter) => !filter.startsWith('.') && filter.endsWith(`.${zone}`));
    },
  };
}

/** A filter with a leading dot encloses only what is below it. */
const encloses = (filter: string, name: string): boolean =>
  filter.startsWith('.') ? name.endsWith(filter) : isWithin(name, filter);
