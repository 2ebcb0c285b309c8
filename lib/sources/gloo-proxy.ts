import pMap from 'p-map';
import type { DnsAnnotations } from './annotations.ts';
import {
  type GlooProxy,
  glooGateways,
  glooVirtualServices,
  proxies,
  proxySchema,
  type VirtualHost,
  virtualHostsOf,
  virtualServicePlaces,
} from './gloo/proxy-fields.ts';
import { listProxySurroundings, type ProxySurroundings } from './gloo/proxy-surroundings.ts';
import { proxyTargets } from './gloo/proxy-targets.ts';
import { fieldNames } from './hostnames.ts';
import { annotationWarnings, listObjects } from './list-objects.ts';
import { notFound } from './looked-up.ts';
import { joinResults, type ObjectResult, refuseNames, sourceResult } from './object-result.ts';
import { publishAll } from './publish.ts';
import { eachObject, readServed } from './read-served.ts';
import { annotatedSettings, providerAnnotations } from './record-settings.ts';
import { ingresses, labelled, mayList, services } from './resources.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import type { PrimaryKind } from './source-object.ts';
import { templatePublisher } from './target-templates.ts';
import type { Targets } from './targets.ts';
import { compileTemplates, type Templates, withTemplates } from './templates.ts';

const kind: PrimaryKind = { source: 'gloo-proxy', resource: proxies, label: 'proxy' };

/**
 * Gloo's Proxies in `--gloo-namespace` (`--namespace` does not count): the domains of their virtual hosts, with the
 * settings of the VirtualServices that these were made from (ExternalDNS source/gloo_proxy.go). Differences: records
 * carry the label `proxy/NS/NAME`, so that a deletion finds its object (upstream writes none); what is missing costs only
 * what was made from it (upstream fails the run); and the domain `*`, every host, names nothing.
 */
export const glooProxy: Source = {
  name: 'gloo-proxy',
  summary: 'Domains of Gloo Proxies, at the addresses of the Service or the Ingress before them',
  kinds: [labelled('proxy', proxies)],
  permissions: () => [proxies, glooVirtualServices, glooGateways, services, ingresses].map(mayList),
  annotations: ['target', 'ingress', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation'],
  templates: ['fqdn', 'target', 'fqdn-target'],
  read: readProxies,
};

async function readProxies(context: SourceContext): Promise<SourceResult> {
  const { config, signal } = context;
  const templates = compileTemplates(kind.source, config, 'all');
  const listings = await pMap(new Set(config.glooNamespace), (namespace) =>
    listObjects({ ...context, config: { ...config, namespace } }, kind),
  );
  const served = readServed(
    listings.flatMap((listing) => listing.served),
    proxySchema,
  );
  const around = await listProxySurroundings(context, kind.source, served.readable);
  const results = eachObject(served.readable, signal, (each) => proxyResult(each, templates, around));
  const objects = listings.flatMap((listing) => listing.objects);
  return sourceResult(objects, [...listings, { warnings: around.warnings }, served, results]);
}

function proxyResult(proxy: GlooProxy, templates: Templates, around: ProxySurroundings): ObjectResult {
  const targets = proxyTargets(proxy, around);
  const own = joinResults(virtualHostsOf(proxy).map((host) => hostResult(proxy, host, targets, around)));
  return withTemplates(proxy, own, templates, templatePublisher(proxy, templates));
}

/** TTL, set identifier and provider-specific properties are those of the VirtualServices, of which the later ones count. */
function hostResult(proxy: GlooProxy, host: VirtualHost, targets: Targets, around: ProxySurroundings): ObjectResult {
  const { names } = fieldNames(host.domains.filter((domain) => domain !== '*'));
  const places = virtualServicePlaces(host);
  const origins = places.flatMap((place) => around.virtualServices.byPlace.get(place) ?? []);
  const missing = places.find((place) => !around.virtualServices.byPlace.has(place));
  if (missing !== undefined && names.length > 0) {
    return refuseNames(proxy.ref, names, notFound('a virtual host of the Proxy', `VirtualService ${missing}`));
  }
  const settings = annotatedSettings({ ...proxy, annotations: united(origins.map(({ annotations }) => annotations)) });
  return joinResults([publishAll(proxy, settings, names, targets), { warnings: origins.flatMap(annotationWarnings) }]);
}

const united = (annotations: readonly DnsAnnotations[]): DnsAnnotations => ({
  byKey: new Map(annotations.flatMap(({ byKey }) => [...byKey])),
  otherController: false,
  conflicts: [],
});
