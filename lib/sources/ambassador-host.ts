import { z } from 'zod';
import { section, text } from './boundary.ts';
import { fieldNames } from './hostnames.ts';
import { annotationWarnings, listObjects } from './list-objects.ts';
import { type LookedUp, lookUp, notFound, notNeeded } from './looked-up.ts';
import { nothing, type ObjectResult, sourceResult } from './object-result.ts';
import { publishAll } from './publish.ts';
import { eachObject, type Readable, readServed } from './read-served.ts';
import { annotatedSettings, providerAnnotations } from './record-settings.ts';
import { labelled, mayList, namespaced, services } from './resources.ts';
import { serviceAddress } from './service-address.ts';
import { type Service, serviceSchema } from './service-fields.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import type { PrimaryKind, SourceObject } from './source-object.ts';
import { annotatedTargets, loadBalancerTargets, type Targets } from './targets.ts';

/** A fixed key: `--annotation-prefix` does not change it. */
const serviceAnnotation = 'external-dns.ambassador-service';

const hosts = {
  ...namespaced('getambassador.io/v3alpha1', 'Host', 'hosts'),
  versions: ['getambassador.io/v3alpha1', 'getambassador.io/v2'],
};
const kind: PrimaryKind = { source: 'ambassador-host', resource: hosts, label: 'host' };

const schema = z.object({ spec: section({ hostname: text }) });

type Host = Readable<z.infer<typeof schema>>;
type Services = LookedUp<Service['fields']>;

/**
 * Ambassador's Hosts that name their Service in an annotation (ExternalDNS source/ambassador_host.go). As upstream, one
 * without it is left out even if it has a target annotation (which is then told), a Service without a namespace is
 * looked for in `default`, the Service's namespace may be outside `--namespace`, and `controller` does not count.
 */
export const ambassadorHost: Source = {
  name: 'ambassador-host',
  summary: 'Hostnames of Ambassador Hosts, at the addresses of the Service that an annotation names',
  kinds: [labelled('host', hosts)],
  permissions: () => [mayList(hosts), mayList(services)],
  annotations: ['target', 'ttl', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: [],
  read: readHosts,
};

async function readHosts(context: SourceContext): Promise<SourceResult> {
  const listing = await listObjects(context, kind, 'ignored');
  const served = readServed(listing.served, schema);
  const found = await listServices(context, served.readable);
  const results = eachObject(served.readable, context.signal, (each) => hostResult(each, found));
  const warnings = [...listing.served.flatMap(annotationWarnings), ...found.warnings];
  return sourceResult(listing.objects, [listing, { warnings }, served, results]);
}

/** Within `--namespace` only the namespaces that a Host leads to are listed besides. */
async function listServices(context: SourceContext, objects: readonly Host[]): Promise<Services> {
  const places = objects
    .filter((each) => annotatedTargets(each) === undefined)
    .flatMap((each) => placeOfService(each) ?? []);
  if (places.length === 0) return notNeeded;
  const serviceKind: PrimaryKind = { source: kind.source, resource: services, label: 'service' };
  const { namespace = '', ...config } = context.config;
  const wanted = namespace === '' ? [undefined] : [...new Set(places.map((place) => place.split('/')[0]))];
  const found = await Promise.all(
    wanted.map((each) => lookUp({ ...context, config: { ...config, namespace: each } }, serviceKind, serviceSchema)),
  );
  return {
    byPlace: new Map(found.flatMap(({ byPlace }) => [...byPlace])),
    warnings: found.flatMap(({ warnings }) => warnings),
  };
}

function hostResult(object: Host, found: Services): ObjectResult {
  const annotated = annotatedTargets(object);
  if (annotated === undefined && referenceOf(object) === undefined) return nothing;
  const { names } = fieldNames([object.fields.spec.hostname]);
  return publishAll(object, annotatedSettings(object), names, targetsOf(object, annotated, found));
}

function targetsOf(object: Host, annotated: Targets | undefined, { byPlace }: Services): Targets {
  const reference = referenceOf(object);
  if (reference === undefined) return { cause: unnamed };
  if (annotated !== undefined) return annotated;
  const who = `the annotation ${serviceAnnotation}`;
  const place = placeOfService(object);
  if (place === undefined) {
    const problem = `${who} says ${JSON.stringify(reference)}, which is no name of a Service`;
    return { cause: { code: 'InvalidObject', problem, fix: 'write NAME, NAME.NAMESPACE or NAMESPACE/NAME' } };
  }
  const service = byPlace.get(place);
  return service === undefined
    ? { cause: notFound(who, `Service ${place}`) }
    : serviceAddress(service, loadBalancerTargets);
}

const unnamed = {
  code: 'InvalidObject',
  problem: `the annotation ${serviceAnnotation} is absent, without which the target annotation does not count`,
  fix: "add it, with the name of Ambassador's Service",
} as const;

const referenceOf = ({ metadata }: SourceObject): string | undefined => metadata.annotations[serviceAnnotation];

/** `namespace/name`, `name.namespace` (the first dot parts them) or `name`, which is in `default`. */
function placeOfService(object: SourceObject): string | undefined {
  const reference = referenceOf(object) ?? '';
  const slashes = reference.split('/').length - 1;
  if (reference === '' || slashes > 1) return undefined;
  if (slashes === 1) return reference;
  const [, name = reference, namespace = 'default'] = /^([^.]*)\.(.*)$/.exec(reference) ?? [];
  return `${namespace}/${name}`;
}
