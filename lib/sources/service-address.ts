import { referenceText } from '../endpoint/endpoint.ts';
import { type Service, typeOf } from './service-fields.ts';
import { awaitingLoadBalancer, type LoadBalancerIngress, noTargets, type Targets, targetsOr } from './targets.ts';

/** Of every entry its address or, where it has none, its hostname. */
export const addressOrHostname = (entries: readonly LoadBalancerIngress[]): readonly string[] =>
  entries.map(({ ip, hostname }) => ip || hostname).filter((target) => target !== '');

/** The Service's externalIPs if there are any, else what its load balancer has, whatever its type. */
export function serviceAddress(
  service: Service,
  balancer: (entries: readonly LoadBalancerIngress[]) => readonly string[],
): Targets {
  const { spec, status } = service.fields;
  if (spec.externalIPs.length > 0) return { targets: spec.externalIPs };
  return targetsOr(balancer(status.loadBalancer.ingress), withoutAddress(service));
}

/** Only a load balancer is waited for. */
function withoutAddress(service: Service) {
  const who = referenceText(service.ref);
  return typeOf(service) === 'LoadBalancer'
    ? awaitingLoadBalancer(`the load balancer of ${who} has no address yet`)
    : noTargets(
        `${who}, of type ${typeOf(service)}, has no address outside the cluster`,
        'make it a LoadBalancer, or set the target annotation',
      );
}
