import type { z } from 'zod';
import type { Config } from '../config/config.ts';
import { refuse } from '../endpoint/cause.ts';
import { type HostKind, readHostObjects } from './host-objects.ts';
import { type AskedNames, fieldNames, noNames } from './hostnames.ts';
import { admitted, notAdmitted, type Route, routeSchema } from './openshift-admission.ts';
import { providerAnnotations } from './record-settings.ts';
import { labelled, mayList, namespaced } from './resources.ts';
import type { Source } from './source.ts';
import { annotatedTargets, type Targets } from './targets.ts';

const routes = namespaced('route.openshift.io/v1', 'Route', 'routes');

const kind: HostKind<z.infer<typeof routeSchema>> = {
  source: 'openshift-route',
  resource: routes,
  label: 'route',
  schema: routeSchema,
  annotations: 'all',
  templates: 'fqdn',
  namesOf,
  targetsOf,
};

/**
 * OpenShift Routes: the host that a router admitted, at that router's canonical host name (ExternalDNS
 * source/openshift_route.go). As upstream, `spec.host` is never published: until a router admits the Route nothing
 * answers for it, whatever the target annotation says. Here its owner is told.
 */
export const openshiftRoute: Source = {
  name: 'openshift-route',
  summary: 'Admitted hosts of OpenShift Routes, at the canonical host name of their router',
  kinds: [labelled('route', routes)],
  permissions: () => [mayList(routes)],
  annotations: ['hostname', 'target', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn'],
  read: (context) => readHostObjects(context, kind),
};

function namesOf(route: Route, config: Config): AskedNames {
  const entry = admitted(route, config);
  if (entry !== undefined) return fieldNames([entry.host]);
  const { host } = route.fields.spec;
  return host === '' ? noNames : { names: [], refusals: [refuse(route.ref, host, notAdmitted(route, config))] };
}

function targetsOf(route: Route, config: Config): Targets {
  const entry = admitted(route, config);
  const found: Targets =
    entry === undefined ? { cause: notAdmitted(route, config) } : { targets: [entry.routerCanonicalHostname] };
  return annotatedTargets(route) ?? found;
}
