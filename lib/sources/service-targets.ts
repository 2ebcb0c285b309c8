import type { Config } from '../config/config.ts';
import { type ResolvedHostnames, resolvedTargets } from './resolve-hostnames.ts';
import type { Service } from './service-fields.ts';
import { awaitingLoadBalancer, loadBalancerTargets, noTargets, type Targets, targetsOr } from './targets.ts';

/** Whether a name came from `hostname` (or a template) or from `internal-hostname`. */
export type Side = 'public' | 'internal';

/** LoadBalancer: externalIPs if there are any, else what the load balancer's status says. Inside: the cluster IP. */
export function loadBalancerService(service: Service, side: Side, resolved: ResolvedHostnames | undefined): Targets {
  if (side === 'internal') return clusterAddress(service);
  const { externalIPs } = service.fields.spec;
  if (externalIPs.length > 0) return { targets: externalIPs };
  return balancerTargets(service, resolved);
}

/** The addresses of `status.loadBalancer`, its hostnames looked up where that was asked for. */
export function balancerTargets({ fields }: Service, resolved: ResolvedHostnames | undefined): Targets {
  const entries = fields.status.loadBalancer.ingress;
  if (resolved === undefined) return targetsOr(loadBalancerTargets(entries), awaitingLoadBalancer());
  const addresses = entries.flatMap(({ ip, hostname }) => [
    ...[ip].filter(Boolean),
    ...resolvedTargets(resolved, hostname),
  ]);
  const lost = entries.map(({ hostname }) => hostname).filter((hostname) => hostname !== '');
  if (lost.length === 0) return targetsOr(addresses, awaitingLoadBalancer());
  const problem = `no address could be found for the load balancer's hostname ${lost.join(', ')}`;
  const fix = 'check the name, or leave out --resolve-service-load-balancer-hostname';
  return targetsOr(addresses, awaitingLoadBalancer(problem, fix));
}

/** ClusterIP: published only inside, unless `--publish-internal-services`. externalIPs do not count, as upstream. */
export function clusterService(service: Service, side: Side, { publishInternalServices }: Config): Targets {
  if (side === 'internal' || publishInternalServices) return clusterAddress(service);
  const problem = 'a Service of type ClusterIP has no address outside the cluster';
  return {
    cause: noTargets(
      problem,
      'use type LoadBalancer, the internal-hostname annotation, or --publish-internal-services',
    ),
  };
}

/** `spec.clusterIP`, never `clusterIPs`. Empty or None is no target; upstream makes a CNAME to nothing of the former. */
function clusterAddress({ fields: { spec } }: Service): Targets {
  const addresses = [spec.clusterIP].filter((address) => address !== '' && address !== 'None');
  return targetsOr(addresses, noTargets('the Service has no cluster IP', 'give it one, or remove internal-hostname'));
}

/** ExternalName: externalIPs if there are any, else the name, which may be an address. */
export function externalNameService({ fields: { spec } }: Service): Targets {
  if (spec.externalIPs.length > 0) return { targets: spec.externalIPs };
  const names = [spec.externalName].filter((name) => name !== '');
  return targetsOr(names, noTargets('spec.externalName is empty', 'write the name that it stands for'));
}
