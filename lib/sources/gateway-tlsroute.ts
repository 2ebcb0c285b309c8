import { tlsRoutes } from './gateway/gateway-resources.ts';
import { routeSource } from './gateway/route-source.ts';

/** TLSRoutes (ExternalDNS source/gateway_tlsroute.go). A TCP listener sees no SNI, so it takes none. */
export const gatewayTlsRoute = routeSource({
  source: 'gateway-tlsroute',
  summary: 'Hostnames (SNI) of TLSRoutes that Gateway listeners take, at the addresses of the Gateway',
  resource: tlsRoutes,
  label: 'tlsroute',
  protocols: ['TLS'],
  hostnames: 'spec',
});
