import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { type Cause, refuse } from '../endpoint/cause.ts';
import { listOf, section, text } from './boundary.ts';
import { conditions, unmet } from './conditions.ts';
import { type HostKind, readHostObjects } from './host-objects.ts';
import { type AskedNames, fieldNames, noNames } from './hostnames.ts';
import type { Readable } from './read-served.ts';
import { providerAnnotations } from './record-settings.ts';
import { labelled, mayList, namespaced } from './resources.ts';
import type { Source } from './source.ts';
import { annotatedTargets, type Targets } from './targets.ts';

const routes = namespaced('route.openshift.io/v1', 'Route', 'routes');

const statusEntry = z.object({ host: text, routerName: text, routerCanonicalHostname: text, conditions });
const schema = z.object({
  spec: section({ host: text }),
  status: section({ ingress: listOf(statusEntry) }),
});

type Route = Readable<z.infer<typeof schema>>;
type StatusEntry = z.infer<typeof statusEntry>;

const kind: HostKind<z.infer<typeof schema>> = {
  source: 'openshift-route',
  resource: routes,
  label: 'route',
  schema,
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

/** The entries of the router that this instance speaks for: all of them without `--openshift-router-name`. */
const ofRouter = ({ fields }: Route, { openshiftRouterName = '' }: Config): readonly StatusEntry[] =>
  fields.status.ingress.filter(({ routerName }) => openshiftRouterName === '' || routerName === openshiftRouterName);

const isAdmitted = (entry: StatusEntry): boolean => unmet(entry.conditions, 'Admitted') === undefined;

const admitted = (route: Route, config: Config): StatusEntry | undefined =>
  ofRouter(route, config).find((entry) => isAdmitted(entry) && entry.routerCanonicalHostname !== '');

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

/** Only a Route that no router has spoken of yet, or whose router has no name yet, is waited for. */
function notAdmitted(route: Route, config: Config): Cause {
  const { openshiftRouterName: name = '' } = config;
  const entries = ofRouter(route, config);
  const [entry] = entries.toSorted((left, right) => Number(isAdmitted(right)) - Number(isAdmitted(left)));
  const router = name === '' ? 'router' : `router ${name}`;
  if (entry === undefined) {
    const problem =
      name === '' ? 'no router has admitted the Route yet' : `the ${router} has not admitted the Route yet`;
    return {
      code: 'NoTargets',
      problem,
      fix: 'wait for it, or check which routers select the Route',
      awaits: 'gateway',
    };
  }
  const refusal = unmet(entry.conditions, 'Admitted');
  if (refusal !== undefined) {
    const told = entry.routerName === '' ? router : `router ${entry.routerName}`;
    return { code: 'NotAccepted', problem: `the ${told} does not admit the Route: ${refusal}`, fix: 'mend the Route' };
  }
  const problem = `the router ${entry.routerName} admits the Route without a canonical host name`;
  return { code: 'NoTargets', problem, fix: 'give the router one (ROUTER_CANONICAL_HOSTNAME)', awaits: 'gateway' };
}
