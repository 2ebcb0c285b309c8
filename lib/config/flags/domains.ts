import type { FlagTable } from './flag.ts';

/** Which names and zones the run may touch. */
export const domainFlags = {
  'domain-filter': {
    kind: 'list',
    summary: 'Only these domains and what is under them; `.example.com` means what is under it alone.',
  },
  'exclude-domains': { kind: 'list', summary: 'Not these domains, nor what is under them.' },
  'regex-domain-filter': {
    kind: 'regex',
    summary: 'Only names that match (RE2, not anchored). With either regex set, the plain domain lists do not count.',
  },
  'regex-domain-exclusion': { kind: 'regex', summary: 'Not names that match (RE2, not anchored).' },
  'zone-id-filter': { kind: 'list', summary: 'Only zones whose id ends with one of these.' },
} as const satisfies FlagTable;
