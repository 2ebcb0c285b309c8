import type { Config } from '../config/config.ts';
import { annotatedNames, askedByAnnotation, asksForNames, unique } from './hostnames.ts';
import { listObjects } from './list-objects.ts';
import { joinResults, nothing, type ObjectResult, refuseNames, sourceResult } from './object-result.ts';
import { eachObject, readServed } from './read-served.ts';
import { annotatedSettings, providerAnnotations, type RecordSettings } from './record-settings.ts';
import { type ResolvedHostnames, resolveHostnames } from './resolve-hostnames.ts';
import { endpointSlices, labelled, mayList, nodes, pods, services } from './resources.ts';
import { compatibleResult } from './service-compatibility.ts';
import { type Service, serviceKind, serviceSchema, typeOf } from './service-fields.ts';
import { mergeServices } from './service-merge.ts';
import { isTypeServed, listSurroundings } from './service-surroundings.ts';
import { publishService, type ServiceContext } from './service-table.ts';
import type { Permission, Source, SourceContext, SourceResult, SourceWarning } from './source.ts';
import type { SourceObject } from './source-object.ts';
import { compileTemplates, hasTemplates, type Templates, withTemplates } from './templates.ts';

/** Services of every type (ExternalDNS source/service.go). */
export const service: Source = {
  name: 'service',
  summary: 'Annotated Services of every type: load balancers, nodes, Pods, cluster addresses, external names',
  kinds: [labelled('service', services)],
  permissions,
  annotations: [
    'hostname',
    'internal-hostname',
    'target',
    'ttl',
    'controller',
    'access',
    'endpoints-type',
    ...providerAnnotations,
  ],
  filters: ['label', 'annotation', 'namespace', 'service-type'],
  templates: ['fqdn', 'fqdn-target'],
  read: readServices,
};

/** Pods and slices are read for headless and NodePort Services alone, nodes only where NodePort is served. */
function permissions(config: Config): readonly Permission[] {
  const nodePort = isTypeServed(config, 'NodePort');
  const withPods = nodePort || isTypeServed(config, 'ClusterIP');
  return [services, ...(withPods ? [endpointSlices, pods] : []), ...(nodePort ? [nodes] : [])].map(mayList);
}

async function readServices(context: SourceContext): Promise<SourceResult> {
  const { config, signal } = context;
  const templates = compileTemplates(serviceKind.source, config, 'fqdn and fqdn-target');
  const listing = await listObjects(context, serviceKind);
  const asking = listing.served.filter((each) => mayAsk(each, config, templates));
  const served = readServed(asking, serviceSchema, (each) => askedByAnnotation(each).names);
  const wanted = served.readable.filter((each) => isTypeServed(config, typeOf(each)));
  const unserved = served.readable.filter((each) => !isTypeServed(config, typeOf(each)));
  const [around, resolved] = await Promise.all([listSurroundings(context, wanted), resolveBalancers(context, wanted)]);
  const results = eachObject(wanted, signal, (each) => serviceResult(each, { config, templates, around, resolved }));
  const merged = { ...results, endpoints: mergeServices(results.endpoints) };
  const refused = eachObject(unserved, signal, (each) => refuseType(each, config));
  const warnings = [...around.warnings, ...lookupWarnings(wanted, resolved)];
  return sourceResult(listing.objects, [listing, { warnings }, served, refused, merged]);
}

/** A Service that asks for nothing is not even read: it cannot be malformed then. */
const mayAsk = (object: SourceObject, config: Config, templates: Templates): boolean =>
  hasTemplates(templates) ||
  config.compatibility !== undefined ||
  (asksForNames(object) && !config.ignoreHostnameAnnotation);

function serviceResult(object: Service, context: ServiceContext): ObjectResult {
  const settings = annotatedSettings(object);
  const own = ownResult(object, settings, context);
  const found = own.endpoints.length > 0 ? own : joinResults([own, compatibleResult(object, context)]);
  const names = (dnsNames: readonly string[]) => publishService(object, settings, dnsNames, 'public', context);
  return withTemplates(object, found, context.templates, { names });
}

function ownResult(object: Service, settings: RecordSettings, context: ServiceContext): ObjectResult {
  if (context.config.ignoreHostnameAnnotation) return nothing;
  const hostnames = annotatedNames(object, 'hostname');
  const internal = annotatedNames(object, 'internal-hostname');
  return joinResults([
    { refusals: [...hostnames.refusals, ...internal.refusals] },
    publishService(object, settings, hostnames.names, 'public', context),
    publishService(object, settings, internal.names, 'internal', context),
  ]);
}

/** Only a Service that asks by annotation is told: a template over all Services would speak to every other one. */
function refuseType(object: Service, { ignoreHostnameAnnotation }: Config): ObjectResult {
  if (ignoreHostnameAnnotation) return nothing;
  const { names } = askedByAnnotation(object);
  if (names.length === 0) return nothing;
  const problem = `Services of type ${typeOf(object)} are left out by --service-type-filter`;
  return refuseNames(object.ref, names, { code: 'NotAccepted', problem, fix: 'add the type to the flag' });
}

const balancerHostnames = ({ fields }: Service): readonly string[] =>
  fields.status.loadBalancer.ingress.map(({ hostname }) => hostname).filter((hostname) => hostname !== '');

async function resolveBalancers(
  context: SourceContext,
  wanted: readonly Service[],
): Promise<ResolvedHostnames | undefined> {
  if (!context.config.resolveServiceLoadBalancerHostname) return undefined;
  return resolveHostnames(context, unique(wanted.flatMap(balancerHostnames)));
}

const lookupWarnings = (
  wanted: readonly Service[],
  resolved: ResolvedHostnames | undefined,
): readonly SourceWarning[] =>
  wanted.flatMap((each) =>
    balancerHostnames(each).flatMap((hostname) => {
      const found = resolved?.get(hostname);
      if (!(found instanceof Error)) return [];
      return [
        { ref: each.ref, problem: `the load balancer's hostname ${hostname} could not be looked up: ${found.message}` },
      ];
    }),
  );
