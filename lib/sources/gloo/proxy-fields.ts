import { z } from 'zod';
import { listOf, section, text } from '../boundary.ts';
import type { Readable } from '../read-served.ts';
import { namespaced } from '../resources.ts';

/** https://docs.solo.io/gloo-edge/latest/reference/api/github.com/solo-io/gloo/projects/gloo/api/v1/proxy.proto.sk/ */
export const proxies = namespaced('gloo.solo.io/v1', 'Proxy', 'proxies');

/** The VirtualServices that a Proxy may be made from; their annotations count for its names. */
export const glooVirtualServices = namespaced('gateway.solo.io/v1', 'VirtualService', 'virtualservices');

/** The Gateways that it may be made from; one may name the Ingress that its addresses come from. */
export const glooGateways = namespaced('gateway.solo.io/v1', 'Gateway', 'gateways');

/** Objects that gloo made a part of a Proxy from. */
const metadataStatic = section({
  sources: listOf(z.object({ resourceKind: text, resourceRef: section({ name: text, namespace: text }) })),
});

const virtualHost = z.object({
  domains: listOf(z.string()),
  /** As gloo wrote it before `metadataStatic`. */
  metadata: section({ sources: listOf(z.object({ kind: text, name: text, namespace: text })) }),
  metadataStatic,
});

/** What is read of a Proxy. */
export const proxySchema = z.object({
  spec: section({
    listeners: listOf(
      z.object({
        httpListener: section({ virtualHosts: listOf(virtualHost) }),
        aggregateListener: section({
          httpResources: section({ virtualHosts: z.record(z.string(), virtualHost).nullish() }),
          httpFilterChains: listOf(z.object({ virtualHostRefs: listOf(z.string()) })),
        }),
        metadataStatic,
      }),
    ),
  }),
});

/** A Proxy whose fields are sound. */
export type GlooProxy = Readable<z.infer<typeof proxySchema>>;
/** A group of domains that share their routes, and their settings. */
export type VirtualHost = z.infer<typeof virtualHost>;

type Listener = GlooProxy['fields']['spec']['listeners'][number];

/** The virtual hosts of all listeners. References to ones that are not there are skipped, as upstream. */
export const virtualHostsOf = ({ fields }: GlooProxy): readonly VirtualHost[] =>
  fields.spec.listeners.flatMap(({ httpListener, aggregateListener }) => [
    ...httpListener.virtualHosts,
    ...aggregated(aggregateListener),
  ]);

function aggregated({ httpResources, httpFilterChains }: Listener['aggregateListener']): readonly VirtualHost[] {
  const byName = new Map(Object.entries(httpResources.virtualHosts ?? {}));
  return httpFilterChains.flatMap(({ virtualHostRefs }) => virtualHostRefs.flatMap((name) => byName.get(name) ?? []));
}

/** The places of the VirtualServices that a virtual host was made from; of their settings the later ones count. */
export const virtualServicePlaces = ({ metadata, metadataStatic: { sources } }: VirtualHost): readonly string[] => [
  ...metadata.sources.filter(({ kind }) => kind === '*v1.VirtualService').map(placeText),
  ...placesOf('*v1.VirtualService', sources),
];

/** The places of the Gateways that a Proxy's listeners were made from. */
export const gatewayPlaces = ({ fields }: GlooProxy): readonly string[] => [
  ...new Set(fields.spec.listeners.flatMap((listener) => placesOf('*v1.Gateway', listener.metadataStatic.sources))),
];

const placesOf = (kind: string, sources: Listener['metadataStatic']['sources']): readonly string[] =>
  sources.filter(({ resourceKind }) => resourceKind === kind).map(({ resourceRef }) => placeText(resourceRef));

const placeText = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string =>
  `${namespace}/${name}`;
