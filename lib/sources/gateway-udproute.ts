import { udpRoutes } from './gateway/gateway-resources.ts';
import { routeSource } from './gateway/route-source.ts';

/** UDPRoutes (ExternalDNS source/gateway_udproute.go). */
export const gatewayUdpRoute = routeSource({
  source: 'gateway-udproute',
  summary: 'UDPRoutes under annotated names, or those of the listener, at the addresses of the Gateway',
  resource: udpRoutes,
  label: 'udproute',
  protocols: ['UDP'],
  hostnames: 'none',
});
