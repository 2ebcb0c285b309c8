import type { Config } from '../../config/config.ts';
import { listObjects } from '../list-objects.ts';
import { joinResults, sourceResult } from '../object-result.ts';
import { eachObject, readServed } from '../read-served.ts';
import { providerAnnotations } from '../record-settings.ts';
import { labelled, mayList, namespaces } from '../resources.ts';
import type { Permission, Source, SourceContext, SourceResult } from '../source.ts';
import { compileTemplates } from '../templates.ts';
import { attachments } from './attachments.ts';
import { parentFinder } from './find-parent.ts';
import { routeSchema } from './gateway-fields.ts';
import { experimentalListenerSets, gateways, listenerSets } from './gateway-resources.ts';
import { listParents } from './list-parents.ts';
import { annotatedHostnames, routeHostnames, routeWarnings } from './route-hostnames.ts';
import type { RouteKind } from './route-kind.ts';
import { routeResult } from './route-result.ts';

/**
 * The source of one kind of routes (ExternalDNS source/gateway.go): the hostnames that route and listeners have in
 * common, at the addresses of the Gateways. Gateways of other instances are not spoken of.
 */
export const routeSource = (kind: RouteKind): Source => ({
  name: kind.source,
  summary: kind.summary,
  kinds: [labelled(kind.label, kind.resource)],
  permissions: (config) => permissions(kind, config),
  annotations: ['hostname', 'gateway-hostname-source', 'target', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace', 'gateway'],
  templates: ['fqdn'],
  read: (context) => readRoutes(kind, context),
});

const permissions = ({ resource }: RouteKind, { gatewayListenerSets }: Config): readonly Permission[] =>
  [resource, gateways, namespaces, ...(gatewayListenerSets ? [listenerSets, experimentalListenerSets] : [])].map(
    mayList,
  );

async function readRoutes(kind: RouteKind, context: SourceContext): Promise<SourceResult> {
  const { config, signal } = context;
  const templates = compileTemplates(kind.source, config, 'fqdn');
  const [listing, listed] = await Promise.all([listObjects(context, kind), listParents(context, kind.source)]);
  const served = readServed(listing.served, routeSchema, (each) => annotatedHostnames(each, config).names);
  const around = { find: parentFinder(listed, config), labelsOf: listed.labelsOf };
  const results = eachObject(served.readable, signal, (route) =>
    joinResults([
      { warnings: routeWarnings(route) },
      routeResult(route, routeHostnames(route, kind, config, templates), attachments(route, kind, around)),
    ]),
  );
  return sourceResult(listing.objects, [listing, served, results]);
}
