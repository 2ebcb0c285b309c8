import type { Config } from '../config/config.ts';
import { hostnameAnnotation, uniteNames } from './hostnames.ts';
import { hostNames } from './istio/host-names.ts';
import { istioGateways, type VirtualService, virtualServiceSchema, virtualServices } from './istio/istio-fields.ts';
import {
  type GatewaysFound,
  listGateways,
  lostGateways,
  namedGateways,
  targetsThrough,
} from './istio/through-gateways.ts';
import { listObjects } from './list-objects.ts';
import { joinResults, type ObjectResult, sourceResult } from './object-result.ts';
import { publish } from './publish.ts';
import { eachObject, readServed } from './read-served.ts';
import { annotatedSettings, providerAnnotations } from './record-settings.ts';
import { ingresses, labelled, mayList, services } from './resources.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import type { PrimaryKind } from './source-object.ts';
import { annotatedTargets, type Targets } from './targets.ts';
import { compileTemplates, type Templates, withTemplates } from './templates.ts';

const kind: PrimaryKind = { source: 'istio-virtualservice', resource: virtualServices, label: 'virtualservice' };

/**
 * Istio's VirtualServices: their hosts, at the addresses of the Gateways that serve them (ExternalDNS
 * source/istio_virtualservice.go). One that is for the mesh alone asks for nothing. As upstream, the VirtualService's own
 * target annotation does not count for names of templates. Differences: as of istio-gateway; a Gateway that does not
 * exist, or whose reference is malformed, costs only the names that no other Gateway serves.
 */
export const istioVirtualService: Source = {
  name: 'istio-virtualservice',
  summary: 'Hosts of Istio VirtualServices, at the addresses of the Gateways that serve them',
  kinds: [labelled('virtualservice', virtualServices)],
  permissions: () => [virtualServices, istioGateways, services, ingresses].map(mayList),
  annotations: ['hostname', 'target', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn'],
  read: readVirtualServices,
};

async function readVirtualServices(context: SourceContext): Promise<SourceResult> {
  const { config, signal } = context;
  const templates = compileTemplates(kind.source, config, 'fqdn');
  const listing = await listObjects(context, kind);
  const served = readServed(listing.served, virtualServiceSchema, (each) => hostnameAnnotation(each, config).names);
  const open = served.readable.filter((each) => templates.names !== undefined || annotatedTargets(each) === undefined);
  const found = await listGateways(context, kind.source, open);
  const results = eachObject(served.readable, signal, (each) => virtualServiceResult(each, config, templates, found));
  return sourceResult(listing.objects, [listing, { warnings: found.warnings }, served, results]);
}

function virtualServiceResult(
  object: VirtualService,
  config: Config,
  templates: Templates,
  found: GatewaysFound,
): ObjectResult {
  const annotated = annotatedTargets(object);
  const isPublic = annotated !== undefined || namedGateways(object).length > 0;
  const through = (dnsName: string): Targets => targetsThrough(object, dnsName, found);
  const hosts = isPublic ? [hostNames(object, object.fields.spec.hosts)] : [];
  const { names, refusals } = uniteNames([...hosts, hostnameAnnotation(object, config)]);
  const published = publishEach(object, names, (dnsName) => annotated ?? through(dnsName));
  const isServed = annotated === undefined && published.endpoints.length > 0;
  const own = joinResults([{ refusals }, published, { warnings: isServed ? lostGateways(object, found) : [] }]);
  return withTemplates(object, own, isPublic ? templates : { combine: templates.combine }, {
    names: (dnsNames) => publishEach(object, dnsNames, through),
  });
}

const publishEach = (
  object: VirtualService,
  names: readonly string[],
  targetsOf: (dnsName: string) => Targets,
): ObjectResult =>
  joinResults(names.map((dnsName) => publish(object, annotatedSettings(object), dnsName, targetsOf(dnsName))));
