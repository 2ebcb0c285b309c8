import { isIP } from 'node:net';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { annotationValue } from './annotations.ts';
import { addressesOfType, externalAddresses, type Node } from './node-addresses.ts';
import { joinResults, type ObjectResult } from './object-result.ts';
import type { Pod } from './pod-fields.ts';
import { publish } from './publish.ts';
import type { RecordSettings } from './record-settings.ts';
import type { Service } from './service-fields.ts';
import { isLocal, podsOf } from './service-surroundings.ts';
import type { ServiceContext } from './service-table.ts';
import { noTargets, type Targets, targetsOr } from './targets.ts';

/**
 * A NodePort Service: its name points to nodes, and an SRV record tells each port, even while there is no node
 * (ExternalDNS source/service.go). SRV records need `--managed-record-types=SRV`.
 */
export const publishNodePort = (
  service: Service,
  settings: RecordSettings,
  dnsName: string,
  context: ServiceContext,
): ObjectResult =>
  joinResults([
    { endpoints: serviceRecords(service, settings, dnsName) },
    publish(service, settings, dnsName, nodePortTargets(service, context)),
  ]);

/** `_web._tcp.shop.example.org SRV 0 50 30192 shop.example.org.` (RFC 2782). */
function serviceRecords(service: Service, settings: RecordSettings, dnsName: string): readonly Endpoint[] {
  const host = isIP(dnsName) === 0 ? `${dnsName}.` : dnsName;
  return service.fields.spec.ports.flatMap(({ nodePort = 0, protocol }) => {
    if (nodePort <= 0) return [];
    const name = `_${service.ref.name}._${protocol.toLowerCase() || 'tcp'}.${dnsName}`;
    const targets = [`0 50 ${nodePort} ${host}`];
    return [{ dnsName: name, recordType: 'SRV', targets, refs: [service.ref], ...settings } as const];
  });
}

/**
 *     access annotation   targets
 *     public              every ExternalIP (and internal IPv6 with --expose-internal-ipv6)
 *     private             every InternalIP
 *     otherwise           as public where any node has an ExternalIP, else as private
 */
function nodePortTargets(service: Service, context: ServiceContext): Targets {
  const { nodes, problem } = answeringNodes(service, context);
  const access = annotationValue(service.annotations, 'access');
  const hasExternal = nodes.some((node) => addressesOfType(node, 'ExternalIP').length > 0);
  const isPublic = access === 'public' || (access !== 'private' && hasExternal);
  const ipv6 = context.config.exposeInternalIpv6 ? 'exposed' : 'hidden';
  const found = nodes.flatMap((node) =>
    isPublic ? externalAddresses(node, ipv6) : addressesOfType(node, 'InternalIP'),
  );
  const missing = `no node that answers for it has an ${isPublic ? 'ExternalIP' : 'InternalIP'}`;
  return targetsOr(found, noTargets(problem ?? missing, 'check the nodes, or set the target annotation'));
}

interface AnsweringNodes {
  readonly nodes: readonly Node[];
  /** Why there are none. */
  readonly problem?: string;
}

function answeringNodes(service: Service, { config, around }: ServiceContext): AnsweringNodes {
  const known = around.nodes ?? [];
  const local = isLocal(service) ? localNodeNames(podsOf(service, around)) : undefined;
  if (local?.size === 0) return { nodes: [], problem: 'externalTrafficPolicy is Local and none of its Pods runs' };
  const running = known.filter((node) => local?.has(node.ref.name) ?? true);
  const nodes = running.filter(({ fields }) => !(config.excludeUnschedulable && fields.spec.unschedulable));
  return running.length > 0 && nodes.length === 0
    ? { nodes, problem: 'every node that answers for it is unschedulable' }
    : { nodes };
}

/** The nodes of the best Pods there are: ready, else ready but terminating, else any that run. */
function localNodeNames(pods: readonly Pod[]): ReadonlySet<string> {
  const running = pods.filter(({ fields }) => fields.status.phase === 'Running' && fields.spec.nodeName !== '');
  const ready = running.filter(isReady);
  const staying = ready.filter(({ fields }) => fields.metadata.deletionTimestamp === '');
  const best = [staying, ready, running].find((tier) => tier.length > 0) ?? [];
  return new Set(best.map(({ fields }) => fields.spec.nodeName));
}

const isReady = ({ fields }: Pod): boolean =>
  fields.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
