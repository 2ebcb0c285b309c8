import { httpRoutes } from './gateway/gateway-resources.ts';
import { routeSource } from './gateway/route-source.ts';

/** HTTPRoutes (ExternalDNS source/gateway_httproute.go). A listener that ends TLS takes them as well as a plain one. */
export const gatewayHttpRoute = routeSource({
  source: 'gateway-httproute',
  summary: 'Hostnames of HTTPRoutes that Gateway listeners take, at the addresses of the Gateway',
  resource: httpRoutes,
  label: 'httproute',
  protocols: ['HTTP', 'HTTPS'],
  hostnames: 'spec',
});
