import type { Config } from '../config/config.ts';
import { createEndpoints } from './create-endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { kept, type Prepared } from './prepared.ts';

/**
 * `--default-targets` for an endpoint without targets, with `--force-default-targets` for any (ExternalDNS
 * source/wrappers/multisource.go): up to three endpoints A, AAAA, CNAME instead of it. Upstream loses the references.
 */
export function withDefaultTargets(
  endpoint: Endpoint,
  { defaultTargets, forceDefaultTargets }: Pick<Config, 'defaultTargets' | 'forceDefaultTargets'>,
): Prepared {
  const wanted = endpoint.targets.length === 0 || forceDefaultTargets;
  return wanted && defaultTargets.length > 0
    ? createEndpoints({ ...endpoint, targets: defaultTargets })
    : kept(endpoint);
}
