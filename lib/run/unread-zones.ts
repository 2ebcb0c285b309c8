import type { ProviderReading } from '../providers/provider.ts';

/**
 * Sentences on the zones that a run could not read, or on there being none: perhaps no name was asked for that would
 * tell of it, as where a domain filter is mistyped and every name lies outside of it.
 */
export const unreadZones = ({ zones, unavailable, unlisted = [] }: ProviderReading): readonly string[] => [
  ...(zones.length + unavailable.length + unlisted.length === 0 ? [noZone] : []),
  ...unlisted.map(({ problem }) => `Nothing was read or written in zones that are not known: ${problem}.`),
  ...unavailable.map(({ zone, problem }) => `The hosted zone ${zone.name} (${zone.id}) was left as it is: ${problem}.`),
];

const noZone =
  'No hosted zone is served by this configuration: make the zone, or correct --domain-filter, --zone-id-filter, --aws-zone-type and --aws-zone-tags.';
