import type { Config } from '../config/config.ts';
import { dedupEndpoints } from './dedup.ts';
import { withDefaultTargets } from './default-targets.ts';
import type { Endpoint } from './endpoint.ts';
import { withNat64Twin } from './nat64.ts';
import { postProcess } from './post-process.ts';
import { joinPrepared, type Prepared } from './prepared.ts';
import { withPtrEndpoints } from './ptr.ts';
import { filterTargets } from './target-net-filter.ts';
import { validateEndpoint } from './validate.ts';

/** The part of the configuration that works between sources and plan. */
export type PreparationConfig = Pick<
  Config,
  | 'defaultTargets'
  | 'forceDefaultTargets'
  | 'nat64Networks'
  | 'targetNetFilter'
  | 'excludeTargetNet'
  | 'createPtr'
  | 'managedRecordTypes'
  | 'minTtl'
  | 'preferAlias'
  | 'provider'
>;

/**
 * What happens to the endpoints of all sources before they are planned, in ExternalDNS's order:
 *
 *     default targets -> validation -> dedup -> NAT64 -> target networks -> PTR -> post-processing
 *
 * Every reference that goes in comes out, on an endpoint or a refusal.
 */
export function prepareEndpoints(endpoints: readonly Endpoint[], config: PreparationConfig): Prepared {
  const targeted = joinPrepared(endpoints.map((endpoint) => withDefaultTargets(endpoint, config)));
  const valid = joinPrepared(targeted.endpoints.map(validateEndpoint));
  const twinned = dedupEndpoints(valid.endpoints).flatMap((endpoint) => withNat64Twin(endpoint, config));
  const filtered = joinPrepared(twinned.map((endpoint) => filterTargets(endpoint, config)));
  const complete = withPtrEndpoints(filtered.endpoints, config).map((endpoint) => postProcess(endpoint, config));
  return { endpoints: complete, refusals: [targeted, valid, filtered].flatMap(({ refusals }) => refusals) };
}
