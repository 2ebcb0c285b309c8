import { annotationValue } from './annotations.ts';
import { unique } from './hostnames.ts';
import { placeOf } from './looked-up.ts';
import { externalAddresses } from './node-addresses.ts';
import { joinResults, type ObjectResult } from './object-result.ts';
import type { Pod } from './pod-fields.ts';
import { publish } from './publish.ts';
import type { RecordSettings } from './record-settings.ts';
import type { Service, Slice, SliceEndpoint } from './service-fields.ts';
import { type Surroundings, selects } from './service-surroundings.ts';
import type { ServiceContext } from './service-table.ts';
import { annotatedTargets, noTargets, type Targets, targetsOr } from './targets.ts';

/** What one endpoint of a slice adds to a headless Service: targets, or the problem that it has none. */
interface Contribution {
  /** `spec.hostname` of its Pod; empty when that is unset or the Pod is unknown. */
  readonly hostname: string;
  readonly targets: readonly string[];
  readonly problem: string;
}

/**
 * A headless Service: its name points to all its Pods, and `<spec.hostname>.<name>` to each Pod that has one
 * (ExternalDNS source/service.go, extractHeadlessEndpoints). Neither the slice's hostname nor the Pod's name counts.
 */
export function publishHeadless(
  service: Service,
  settings: RecordSettings,
  dnsName: string,
  context: ServiceContext,
): ObjectResult {
  const contributions = contributionsOf(service, context);
  const byHostname = [...Map.groupBy(contributions, ({ hostname }) => hostname)].filter(
    ([hostname]) => hostname !== '',
  );
  return joinResults([
    publish(service, settings, dnsName, targetsOf(contributions)),
    ...byHostname.map(([hostname, own]) => publish(service, settings, `${hostname}.${dnsName}`, targetsOf(own))),
  ]);
}

/** Problems are told by kind, not by Pod: the names of a Deployment's Pods change with each rollout. */
function targetsOf(contributions: readonly Contribution[]): Targets {
  const problems = unique(contributions.map(({ problem }) => problem)).filter((problem) => problem !== '');
  const problem = problems.length === 0 ? 'no EndpointSlice of the Service lists an endpoint' : problems.join('; ');
  const fix =
    'check the selector and the Pods, or set spec.publishNotReadyAddresses to publish Pods before they are ready';
  const targets = contributions.flatMap((each) => each.targets);
  return targetsOr(unique(targets), noTargets(problem, fix));
}

function contributionsOf(service: Service, context: ServiceContext): readonly Contribution[] {
  const slices = context.around.slices.get(placeOf(service)) ?? [];
  return slices.flatMap((slice) =>
    slice.fields.endpoints.map((endpoint) => contributionOf(service, slice, endpoint, context)),
  );
}

function contributionOf(
  service: Service,
  slice: Slice,
  endpoint: SliceEndpoint,
  context: ServiceContext,
): Contribution {
  const { kind, apiVersion, name } = endpoint.targetRef;
  if (kind !== 'Pod' || apiVersion !== '') return without('', 'an endpoint of the Service is not a Pod');
  const pod = context.around.podsByName.get(`${service.metadata.namespace}/${name}`);
  if (pod === undefined || !selects(service, pod)) {
    return without('', 'a Pod of the EndpointSlice is unknown or not selected by the Service');
  }
  const { hostname } = pod.fields.spec;
  if (!isPublished(service, endpoint, context)) return without(hostname, 'a Pod of the Service is not ready');
  const found = podTargets(service, slice, endpoint, pod, context);
  return 'problem' in found ? without(hostname, found.problem) : { hostname, targets: found.targets, problem: '' };
}

const without = (hostname: string, problem: string): Contribution => ({ hostname, targets: [], problem });

/** Absent readiness counts as ready (Kubernetes discovery/v1, EndpointConditions). */
const isPublished = (service: Service, { conditions }: SliceEndpoint, { config }: ServiceContext): boolean =>
  (conditions.ready ?? true) || service.fields.spec.publishNotReadyAddresses || config.alwaysPublishNotReadyAddresses;

type PodTargets = { readonly targets: readonly string[] } | { readonly problem: string };

/**
 *     1  the Pod's own target annotation
 *     2  endpoints-type: NodeExternalIP            the external addresses of its node
 *     3  endpoints-type: HostIP, --publish-host-ip   status.hostIP
 *     4  otherwise                                 the first address of the slice endpoint
 */
function podTargets(
  service: Service,
  slice: Slice,
  endpoint: SliceEndpoint,
  pod: Pod,
  { config, around }: ServiceContext,
): PodTargets {
  const override = annotatedTargets(pod);
  if (override !== undefined && 'targets' in override) return override;
  const type = annotationValue(service.annotations, 'endpoints-type');
  if (type === 'NodeExternalIP') return nodeTargets(pod, around, config.exposeInternalIpv6 ? 'exposed' : 'hidden');
  if (type === 'HostIP' || config.publishHostIp)
    return orProblem([pod.fields.status.hostIP], 'a Pod has no host IP yet');
  if (slice.fields.addressType === 'FQDN') return { problem: 'an EndpointSlice lists names instead of addresses' };
  return orProblem(endpoint.addresses.slice(0, 1), 'an endpoint of the EndpointSlice has no address');
}

function nodeTargets(pod: Pod, around: Surroundings, ipv6: 'exposed' | 'hidden'): PodTargets {
  if (around.nodes === undefined) {
    return { problem: 'nodes are not read, because --service-type-filter leaves out NodePort' };
  }
  const node = around.nodesByName.get(pod.fields.spec.nodeName);
  if (node === undefined) return { problem: 'the node of a Pod is unknown' };
  return orProblem(externalAddresses(node, ipv6), 'the node of a Pod has no ExternalIP');
}

function orProblem(found: readonly string[], problem: string): PodTargets {
  const targets = found.filter((target) => target !== '');
  return targets.length > 0 ? { targets } : { problem };
}
