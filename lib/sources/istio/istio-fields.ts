import { z } from 'zod';
import { listOf, section, text, textMap } from '../boundary.ts';
import type { Readable } from '../read-served.ts';
import { namespaced } from '../resources.ts';
import type { VersionedResource } from '../served-version.ts';

const versions = ['v1', 'v1beta1', 'v1alpha3'].map((version) => `networking.istio.io/${version}`);

const served = (kind: string, plural: string): VersionedResource => ({
  ...namespaced('networking.istio.io/v1', kind, plural),
  versions,
});

/** https://istio.io/latest/docs/reference/config/networking/gateway/ */
export const istioGateways = served('Gateway', 'gateways');
/** https://istio.io/latest/docs/reference/config/networking/virtual-service/ */
export const virtualServices = served('VirtualService', 'virtualservices');

/** What is read of a Gateway. */
export const gatewaySchema = z.object({
  spec: section({ selector: textMap, servers: listOf(z.object({ hosts: listOf(z.string()) })) }),
});

/** What is read of a VirtualService. */
export const virtualServiceSchema = z.object({
  spec: section({ hosts: listOf(z.string()), gateways: listOf(z.string()), exportTo: listOf(text) }),
});

/** A Gateway whose fields are sound. */
export type IstioGateway = Readable<z.infer<typeof gatewaySchema>>;
/** A VirtualService whose fields are sound. */
export type VirtualService = Readable<z.infer<typeof virtualServiceSchema>>;

/** A host of a server, or of a VirtualService, in its parts; undefined when it has more than one slash. */
export function splitHost(host: string): { readonly namespace?: string; readonly name: string } | undefined {
  const [first = '', second, ...more] = host.split('/');
  if (more.length > 0) return undefined;
  return second === undefined ? { name: first } : { namespace: first, name: second };
}
