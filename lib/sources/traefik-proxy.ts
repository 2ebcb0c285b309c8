import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { type Refusal, refuse } from '../endpoint/cause.ts';
import { listOf, section, text } from './boundary.ts';
import { type HostKind, readHostKind } from './host-objects.ts';
import { type AskedNames, fieldNames } from './hostnames.ts';
import { sourceResult } from './object-result.ts';
import type { Readable } from './read-served.ts';
import { providerAnnotations } from './record-settings.ts';
import { labelled, mayList, namespaced } from './resources.ts';
import { whatIsServed } from './served-version.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import { SourceError } from './source-error.ts';
import { annotatedTargets, noTargets, type Targets } from './targets.ts';
import { hostsOfRule } from './traefik-rule.ts';

const name = 'traefik-proxy';
const group = 'traefik.io/v1alpha1';
/** What the group was called before Traefik 3. */
const legacyGroup = 'traefik.containo.us/v1alpha1';

const resources = [
  namespaced(group, 'IngressRoute', 'ingressroutes'),
  namespaced(group, 'IngressRouteTCP', 'ingressroutetcps'),
  namespaced(group, 'IngressRouteUDP', 'ingressrouteudps'),
];

const schema = z.object({ spec: section({ routes: listOf(z.object({ match: text })) }) });

type IngressRoute = Readable<z.infer<typeof schema>>;

/**
 * Traefik's IngressRoutes of three kinds: the hosts of their rules (ExternalDNS source/traefik_proxy.go). Their status
 * tells no address, so the target annotation is needed. A kind whose CRD is missing is empty as long as another one is
 * served (upstream would not start); when none is, the source is missing.
 */
export const traefikProxy: Source = {
  name,
  summary: 'Hosts of Traefik IngressRoute rules, at their annotated targets',
  kinds: resources.map((each) => labelled(each.kind.toLowerCase(), { ...each, versions: [group, legacyGroup] })),
  permissions: (config) => resourcesOf(config).map(mayList),
  annotations: ['hostname', 'target', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn', 'target', 'fqdn-target'],
  read: readIngressRoutes,
};

const resourcesOf = ({ traefikDisableNew, traefikEnableLegacy }: Config) => [
  ...(traefikDisableNew ? [] : resources),
  ...(traefikEnableLegacy ? resources.map((each) => ({ ...each, apiVersion: legacyGroup })) : []),
];

async function readIngressRoutes(context: SourceContext): Promise<SourceResult> {
  const wanted = resourcesOf(context.config);
  if (wanted.length === 0) throw new SourceError(name, noGroup);
  const readings = await whatIsServed(wanted.map((resource) => () => readHostKind(context, kindOf(resource))));
  return sourceResult(
    readings.flatMap(({ objects }) => objects),
    readings.map(({ result }) => result),
  );
}

const noGroup =
  'The source traefik-proxy has nothing to read with --traefik-disable-new; add --traefik-enable-legacy, or leave it out';

const kindOf = (resource: (typeof resources)[number]): HostKind<z.infer<typeof schema>> => ({
  source: name,
  resource,
  label: resource.kind.toLowerCase(),
  schema,
  annotations: 'all',
  templates: 'all',
  namesOf,
  targetsOf,
});

/**
 * Routes of an IngressRouteUDP have no rule. A rule that gives no name is told only where the object has a target, without
 * which nothing could be published, and no hostname annotation, which is how its owner mends it.
 */
function namesOf(object: IngressRoute): AskedNames {
  const rules = object.fields.spec.routes.map(({ match }) => hostsOfRule(match));
  const { names } = fieldNames(rules.flatMap((rule) => rule.names));
  const asks = annotatedTargets(object) !== undefined && !object.annotations.byKey.has('hostname');
  return {
    names,
    refusals: asks ? rules.flatMap((rule) => rule.unreadable.map((part) => unreadable(object, part))) : [],
  };
}

const unreadable = ({ ref }: IngressRoute, part: string): Refusal =>
  refuse(ref, '', {
    code: 'InvalidObject',
    problem: `a rule says ${part}, which gives no host name`,
    fix: 'write each name in backticks of its own, as in Host(`a.example.org`, `b.example.org`), or use the hostname annotation',
  });

const targetsOf = (object: IngressRoute): Targets => annotatedTargets(object) ?? { cause: noAnnotation };

const noAnnotation = noTargets(
  "it has no target annotation, and the status of Traefik's objects tells no address",
  "add the target annotation, with the address of Traefik's Service",
);
