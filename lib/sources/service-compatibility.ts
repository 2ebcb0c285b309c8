import { foreignNames, kopsNames } from './hostnames.ts';
import { addressesOfType, externalAddresses, type Node } from './node-addresses.ts';
import { joinResults, nothing, type ObjectResult, refuseNames } from './object-result.ts';
import { publishAll } from './publish.ts';
import { labelOnly } from './record-settings.ts';
import { type Service, typeOf } from './service-fields.ts';
import type { ServiceContext } from './service-table.ts';
import { balancerTargets } from './service-targets.ts';
import { noTargets, type Targets, targetsOr } from './targets.ts';

/**
 * Annotations of older tools (`--compatibility`, ExternalDNS source/compatibility.go), read where ours gave nothing.
 * Their records carry neither TTL nor provider-specific properties. Differences: they carry the `resource` label, and
 * an IPv6 load balancer address makes an AAAA record (upstream: an A record, refused later).
 */
export function compatibleResult(service: Service, context: ServiceContext): ObjectResult {
  switch (context.config.compatibility) {
    case 'mate':
      return publishBalanced(service, singleName(service), context);
    case 'molecule':
      return publishBalanced(service, moleculeNames(service), context);
    case 'kops-dns-controller':
      return kopsResult(service, context);
    case undefined:
      return nothing;
  }
}

const singleName = ({ metadata }: Service): readonly string[] =>
  [metadata.annotations['zalando.org/dnsname'] ?? ''].filter((name) => name !== '');

const moleculeNames = (service: Service): readonly string[] =>
  service.metadata.labels['dns'] === 'route53' ? foreignNames(service, 'domainName').names : [];

const publishBalanced = (service: Service, names: readonly string[], context: ServiceContext): ObjectResult =>
  publishAll(service, labelOnly(service), names, balancedTargets(service, context));

/** Only a Service of type LoadBalancer may wait for an address. */
function balancedTargets(service: Service, { resolved }: ServiceContext): Targets {
  const found = balancerTargets(service, resolved);
  if ('targets' in found || typeOf(service) === 'LoadBalancer') return found;
  return { cause: noTargets('the Service has no load balancer', 'use type LoadBalancer') };
}

/**
 *     type           external                          internal
 *     LoadBalancer   load balancer                     load balancer
 *     NodePort       ExternalIPs of worker nodes       InternalIPs of worker nodes; with both annotations nothing
 *     other          nothing                           nothing
 */
function kopsResult(service: Service, context: ServiceContext): ObjectResult {
  const external = kopsNames(service, 'external').names;
  const internal = kopsNames(service, 'internal').names;
  const type = typeOf(service);
  if (type === 'LoadBalancer') return publishBalanced(service, [...external, ...internal], context);
  if (type === 'NodePort') return kopsNodePort(service, external, internal, context);
  const cause = noTargets(
    `kops' annotations mean nothing on a Service of type ${type}`,
    'use LoadBalancer or NodePort',
  );
  return joinResults([...external, ...internal].map((name) => refuseNames(service.ref, [name], cause)));
}

function kopsNodePort(
  service: Service,
  external: readonly string[],
  internal: readonly string[],
  { config, around }: ServiceContext,
): ObjectResult {
  if (external.length > 0 && internal.length > 0)
    return refuseNames(service.ref, [...external, ...internal], bothSides);
  const workers = (around.nodes ?? []).filter(isWorker);
  const ipv6 = config.exposeInternalIpv6 ? 'exposed' : 'hidden';
  const outside = workers.flatMap((node) => externalAddresses(node, ipv6));
  const inside = workers.flatMap((node) => addressesOfType(node, 'InternalIP'));
  return joinResults([
    publishAll(service, labelOnly(service), external, targetsOr(outside, noWorkers)),
    publishAll(service, labelOnly(service), internal, targetsOr(inside, noWorkers)),
  ]);
}

const isWorker = ({ metadata }: Node): boolean => Object.hasOwn(metadata.labels, 'node-role.kubernetes.io/node');

const noWorkers = noTargets(
  'no node with the label node-role.kubernetes.io/node has an address',
  'label the nodes that answer for it',
);

const bothSides = {
  code: 'InvalidObject',
  problem: 'dns.alpha.kubernetes.io/external and /internal are both set on a NodePort Service',
  fix: 'keep one of them',
} as const;
