import { tcpRoutes } from './gateway/gateway-resources.ts';
import { routeSource } from './gateway/route-source.ts';

/** TCPRoutes (ExternalDNS source/gateway_tcproute.go). A TLS listener hands them the stream that it has decrypted. */
export const gatewayTcpRoute = routeSource({
  source: 'gateway-tcproute',
  summary: 'TCPRoutes under annotated names, or those of the listener, at the addresses of the Gateway',
  resource: tcpRoutes,
  label: 'tcproute',
  protocols: ['TCP', 'TLS'],
  hostnames: 'none',
});
