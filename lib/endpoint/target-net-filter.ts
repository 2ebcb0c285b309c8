import type { Config } from '../config/config.ts';
import { isInside } from './address.ts';
import type { Endpoint } from './endpoint.ts';
import { kept, type Prepared, refused } from './prepared.ts';

type NetConfig = Pick<Config, 'targetNetFilter' | 'excludeTargetNet'>;

/**
 * `--target-net-filter` and `--exclude-target-net` (ExternalDNS endpoint/target_filter.go): keeps targets that are inside
 * one of the former, if any are set, and inside none of the latter. A host name is inside no network. An endpoint
 * without a target left is refused; upstream drops it.
 */
export function filterTargets(endpoint: Endpoint, config: NetConfig): Prepared {
  const { targetNetFilter: included, excludeTargetNet: excluded } = config;
  if (included.length + excluded.length === 0) return kept(endpoint);
  const targets = endpoint.targets.filter(
    (target) => (included.length === 0 || isInside(target, included)) && !isInside(target, excluded),
  );
  if (targets.length === 0 && endpoint.targets.length > 0) return refused(endpoint, filteredAway(endpoint, config));
  return kept({ ...endpoint, targets });
}

function filteredAway({ targets }: Endpoint, { targetNetFilter, excludeTargetNet }: NetConfig) {
  const flags = [
    ...(targetNetFilter.length === 0 ? [] : [`--target-net-filter (${targetNetFilter.join(', ')})`]),
    ...(excludeTargetNet.length === 0 ? [] : [`--exclude-target-net (${excludeTargetNet.join(', ')})`]),
  ].join(' and ');
  const problem = `none of its targets (${targets.join(', ')}) passes ${flags}`;
  return {
    code: 'NoTargets',
    problem,
    fix: 'give it a target in a network that is served, or change the filter',
  } as const;
}
