import { z } from 'zod';
import { type LookedUp, lookUp, notNeeded } from '../looked-up.ts';
import { listNamedIngresses, type NamedIngresses } from '../named-ingress.ts';
import { services } from '../resources.ts';
import { type Service, serviceSchema } from '../service-fields.ts';
import type { SourceContext, SourceWarning } from '../source.ts';
import type { PrimaryKind } from '../source-object.ts';
import { annotatedTargets } from '../targets.ts';
import {
  type GlooProxy,
  gatewayPlaces,
  glooGateways,
  glooVirtualServices,
  virtualHostsOf,
  virtualServicePlaces,
} from './proxy-fields.ts';

/** Of some objects the metadata alone is read. */
const metadataOnly = z.object({});

type Annotated = LookedUp<z.infer<typeof metadataOnly>>;

/** Everything beside the Proxy that its names depend on. */
export interface ProxySurroundings {
  readonly virtualServices: Annotated;
  readonly gateways: Annotated;
  readonly ingresses: NamedIngresses;
  readonly services: LookedUp<Service['fields']>;
  readonly warnings: readonly SourceWarning[];
}

/** Lists what these Proxies need, in every namespace: what a Proxy was made from may be anywhere. */
export async function listProxySurroundings(
  context: SourceContext,
  source: string,
  proxies: readonly GlooProxy[],
): Promise<ProxySurroundings> {
  const anywhere: SourceContext = { ...context, config: { ...context.config, namespace: undefined } };
  const kindOf = (resource: PrimaryKind['resource']): PrimaryKind => ({ source, resource, label: '' });
  const open = proxies.filter((each) => annotatedTargets(each) === undefined);
  const hosts = proxies.flatMap(virtualHostsOf);
  const [virtualServices, gateways, found] = await Promise.all([
    hosts.some((each) => virtualServicePlaces(each).length > 0)
      ? lookUp(anywhere, kindOf(glooVirtualServices), metadataOnly)
      : notNeeded,
    open.some((each) => gatewayPlaces(each).length > 0)
      ? lookUp(anywhere, kindOf(glooGateways), metadataOnly)
      : notNeeded,
    open.length > 0 ? lookUp(anywhere, kindOf(services), serviceSchema) : notNeeded,
  ]);
  const ingresses = await listNamedIngresses(anywhere, source, [...gateways.byPlace.values()]);
  const all = [virtualServices, gateways, found, ingresses];
  return { virtualServices, gateways, services: found, ingresses, warnings: all.flatMap(({ warnings }) => warnings) };
}
