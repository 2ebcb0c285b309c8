import type { Config } from '../config/config.ts';
import { joinResults, type ObjectResult } from './object-result.ts';
import { publish } from './publish.ts';
import type { RecordSettings } from './record-settings.ts';
import type { ResolvedHostnames } from './resolve-hostnames.ts';
import { isHeadless, type Service, typeOf } from './service-fields.ts';
import { publishHeadless } from './service-headless.ts';
import { publishNodePort } from './service-node-port.ts';
import type { Surroundings } from './service-surroundings.ts';
import { clusterService, externalNameService, loadBalancerService, type Side } from './service-targets.ts';
import { annotatedTargets, noTargets } from './targets.ts';
import type { Templates } from './templates.ts';

/** What the endpoints of a Service depend on, besides itself. */
export interface ServiceContext {
  readonly config: Config;
  readonly templates: Templates;
  readonly around: Surroundings;
  /** Undefined unless `--resolve-service-load-balancer-hostname`. */
  readonly resolved: ResolvedHostnames | undefined;
}

/**
 * What a Service's names point to (ExternalDNS source/service.go). A target annotation replaces all of it: then there
 * are neither Pods nor nodes nor SRV records.
 *
 *     type                     hostname, templates                     internal-hostname
 *     LoadBalancer             externalIPs, else load balancer         clusterIP
 *     ClusterIP                clusterIP (--publish-internal-services) clusterIP
 *     ClusterIP, headless      its Pods                                its Pods
 *     NodePort                 nodes, SRV                              nodes, SRV
 *     ExternalName             externalIPs, else externalName          the same
 */
export const publishService = (
  service: Service,
  settings: RecordSettings,
  names: readonly string[],
  side: Side,
  context: ServiceContext,
): ObjectResult => joinResults(names.map((dnsName) => publishName(service, settings, dnsName, side, context)));

function publishName(
  service: Service,
  settings: RecordSettings,
  dnsName: string,
  side: Side,
  context: ServiceContext,
): ObjectResult {
  const override = annotatedTargets(service);
  if (override !== undefined) return publish(service, settings, dnsName, override);
  const type = typeOf(service);
  switch (type) {
    case 'LoadBalancer':
      return publish(service, settings, dnsName, loadBalancerService(service, side, context.resolved));
    case 'ClusterIP':
      return isHeadless(service)
        ? publishHeadless(service, settings, dnsName, context)
        : publish(service, settings, dnsName, clusterService(service, side, context.config));
    case 'NodePort':
      return publishNodePort(service, settings, dnsName, context);
    case 'ExternalName':
      return publish(service, settings, dnsName, externalNameService(service));
    default:
      return publish(service, settings, dnsName, { cause: unknownType(type) });
  }
}

const unknownType = (type: string) =>
  noTargets(
    `the Service type ${JSON.stringify(type)} is unknown`,
    'use ClusterIP, NodePort, LoadBalancer or ExternalName',
  );
