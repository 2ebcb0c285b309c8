import type { ProviderReading } from '../providers/provider.ts';

/** Sentences on the zones that a run could not read: perhaps no name was asked for there that would tell of it. */
export const unreadZones = ({ unavailable, unlisted = [] }: ProviderReading): readonly string[] => [
  ...unlisted.map(({ problem }) => `Nothing was read or written in zones that are not known: ${problem}.`),
  ...unavailable.map(({ zone, problem }) => `The hosted zone ${zone.name} (${zone.id}) was left as it is: ${problem}.`),
];
