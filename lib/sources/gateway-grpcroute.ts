import { grpcRoutes } from './gateway/gateway-resources.ts';
import { routeSource } from './gateway/route-source.ts';

/** GRPCRoutes (ExternalDNS source/gateway_grpcroute.go). gRPC is HTTP/2, with TLS or without. */
export const gatewayGrpcRoute = routeSource({
  source: 'gateway-grpcroute',
  summary: 'Hostnames of GRPCRoutes that Gateway listeners take, at the addresses of the Gateway',
  resource: grpcRoutes,
  label: 'grpcroute',
  protocols: ['HTTP', 'HTTPS'],
  hostnames: 'spec',
});
