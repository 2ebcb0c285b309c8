import type { VersionedResource } from '../served-version.ts';

/** The group of the Gateway API. */
export const gatewayGroup = 'gateway.networking.k8s.io';

/** The group of what the Gateway API tries out. */
export const experimentalGroup = 'gateway.networking.x-k8s.io';

/** Read at the first of `versions` that the cluster serves; `known` is the one that most clusters have. */
const served = (
  [kind, plural]: readonly [string, string],
  known: string,
  versions: readonly string[],
  group = gatewayGroup,
): VersionedResource => ({
  apiVersion: `${group}/${known}`,
  versions: versions.map((version) => `${group}/${version}`),
  kind,
  plural,
  scope: 'Namespaced',
});

/** https://gateway-api.sigs.k8s.io/api-types/gateway/ */
export const gateways = served(['Gateway', 'gateways'], 'v1', ['v1', 'v1beta1']);
/** https://gateway-api.sigs.k8s.io/geps/gep-1713/ */
export const listenerSets = served(['ListenerSet', 'listenersets'], 'v1', ['v1']);
/** ListenerSets as they were called before Gateway API 1.5. */
export const experimentalListenerSets = served(
  ['XListenerSet', 'xlistenersets'],
  'v1alpha1',
  ['v1alpha1'],
  experimentalGroup,
);

/** https://gateway-api.sigs.k8s.io/api-types/httproute/ */
export const httpRoutes = served(['HTTPRoute', 'httproutes'], 'v1', ['v1', 'v1beta1']);
/** https://gateway-api.sigs.k8s.io/api-types/grpcroute/ */
export const grpcRoutes = served(['GRPCRoute', 'grpcroutes'], 'v1', ['v1', 'v1alpha2']);
/** https://gateway-api.sigs.k8s.io/api-types/tlsroute/ */
export const tlsRoutes = served(['TLSRoute', 'tlsroutes'], 'v1', ['v1', 'v1alpha3', 'v1alpha2']);
/** https://gateway-api.sigs.k8s.io/guides/tcp/ */
export const tcpRoutes = served(['TCPRoute', 'tcproutes'], 'v1alpha2', ['v1', 'v1alpha2']);
/** https://gateway-api.sigs.k8s.io/geps/gep-2645/ */
export const udpRoutes = served(['UDPRoute', 'udproutes'], 'v1alpha2', ['v1', 'v1alpha2']);
