import type { Cause } from '../endpoint/cause.ts';
import { withoutTrailingDot } from '../endpoint/dns-name.ts';
import { annotationValue, splitList } from './annotations.ts';
import type { SourceObject } from './source-object.ts';

/** Where a name is to point, or why nowhere. */
export type Targets = { readonly targets: readonly string[] } | { readonly cause: Cause };

/** The targets that were found, or the cause when there are none. */
export const targetsOr = (targets: readonly string[], cause: Cause): Targets =>
  targets.length > 0 ? { targets } : { cause };

/** What the `target` annotation says, in its order; undefined when it is absent or empty. */
export function annotatedTargets({ annotations }: Pick<SourceObject, 'annotations'>): Targets | undefined {
  const value = annotationValue(annotations, 'target') ?? '';
  return value === '' ? undefined : { targets: splitList(value).map(withoutTrailingDot) };
}

/** One entry of `status.loadBalancer.ingress`; empty fields are absent. */
export interface LoadBalancerIngress {
  readonly ip: string;
  readonly hostname: string;
}

/** Address and hostname of every entry of `status.loadBalancer.ingress`: an entry may have both. */
export const loadBalancerTargets = (entries: readonly LoadBalancerIngress[]): readonly string[] =>
  entries.flatMap(({ ip, hostname }) => [ip, hostname]).filter((target) => target !== '');

/** No targets, for a reason that says what to do. The name counts as withdrawn: its record is not kept. */
export const noTargets = (problem: string, fix: string): Cause => ({ code: 'NoTargets', problem, fix });

/** The name is published, and only its load balancer has not been given an address. */
export const awaitingLoadBalancer = (
  problem = 'the load balancer has no address yet',
  fix = 'wait for its controller to give it one, or set the target annotation',
): Cause => ({ code: 'NoTargets', problem, fix, awaits: 'load-balancer' });

/** What `status.loadBalancer` says, or that its address is still awaited. */
export const statusTargets = ({
  loadBalancer,
}: {
  readonly loadBalancer: { readonly ingress: readonly LoadBalancerIngress[] };
}): Targets => targetsOr(loadBalancerTargets(loadBalancer.ingress), awaitingLoadBalancer());

/** The targets of several origins. Without any: the cause of one that is waited for, else of the first. */
export function uniteTargets(parts: readonly Targets[], none: Cause = noOrigin): Targets {
  const targets = parts.flatMap((part) => ('targets' in part ? part.targets : []));
  const causes = parts.flatMap((part) => ('cause' in part ? [part.cause] : []));
  const awaited = causes.find((cause) => cause.code === 'NoTargets' && cause.awaits !== undefined);
  return targetsOr([...new Set(targets)], awaited ?? causes[0] ?? none);
}

const noOrigin = noTargets('nothing gives it a target', 'set the target annotation');
