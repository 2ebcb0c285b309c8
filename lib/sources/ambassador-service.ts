import { type LookedUp, lookUp, notFound, notNeeded, parsePlace } from './looked-up.ts';
import { services } from './resources.ts';
import { serviceAddress } from './service-address.ts';
import { type Service, serviceSchema } from './service-fields.ts';
import type { SourceContext } from './source.ts';
import type { PrimaryKind, SourceObject } from './source-object.ts';
import { annotatedTargets, loadBalancerTargets, type Targets } from './targets.ts';

/** The annotation that names Ambassador's Service. A fixed key: `--annotation-prefix` does not change it. */
export const serviceAnnotation = 'external-dns.ambassador-service';

/** The Services that Hosts name. */
export type NamedServices = LookedUp<Service['fields']>;

/** What the annotation says; undefined when it is absent. */
export const namedService = ({ metadata }: SourceObject): string | undefined => metadata.annotations[serviceAnnotation];

/** Lists the Services if a Host needs one. Within `--namespace` the namespaces that Hosts lead to are listed, no others. */
export async function listNamedServices(
  context: SourceContext,
  source: string,
  hosts: readonly SourceObject[],
): Promise<NamedServices> {
  const open = hosts.filter((each) => annotatedTargets(each) === undefined);
  const places = open.flatMap((each) => placeOfService(namedService(each) ?? '') ?? []);
  if (places.length === 0) return notNeeded;
  const kind: PrimaryKind = { source, resource: services, label: 'service' };
  const { namespace = '', ...config } = context.config;
  const wanted = namespace === '' ? [undefined] : [...new Set(places.map((place) => place.split('/')[0]))];
  const found = await Promise.all(
    wanted.map((each) => lookUp({ ...context, config: { ...config, namespace: each } }, kind, serviceSchema)),
  );
  return {
    byPlace: new Map(found.flatMap(({ byPlace }) => [...byPlace])),
    warnings: found.flatMap(({ warnings }) => warnings),
  };
}

/** The addresses of the Service that the annotation names: externalIPs, else address and hostname of its load balancer. */
export function namedServiceTargets(reference: string, { byPlace }: NamedServices): Targets {
  const who = `the annotation ${serviceAnnotation}`;
  const place = placeOfService(reference);
  if (place === undefined) {
    const problem = `${who} says ${JSON.stringify(reference)}, which is no name of a Service`;
    return { cause: { code: 'InvalidObject', problem, fix: 'write NAME, NAME.NAMESPACE or NAMESPACE/NAME' } };
  }
  const service = byPlace.get(place);
  return service === undefined
    ? { cause: notFound(who, `Service ${place}`) }
    : serviceAddress(service, loadBalancerTargets);
}

/** `namespace/name`, `name.namespace` (the first dot parts them) or `name`, which is in `default`. */
function placeOfService(reference: string): string | undefined {
  const [, name, namespace] = /^([^./]+)\.([^/]+)$/.exec(reference) ?? [];
  const place = name === undefined ? parsePlace(reference, 'default') : `${namespace}/${name}`;
  return place?.split('/').includes('') ? undefined : place;
}
