import type { z } from 'zod';
import { type HostKind, hostResults } from './host-objects.ts';
import { hostnameAnnotation } from './hostnames.ts';
import { gatewayTargets, listGatewaySurroundings } from './istio/gateway-targets.ts';
import { hostNames } from './istio/host-names.ts';
import { gatewaySchema, istioGateways } from './istio/istio-fields.ts';
import { listObjects } from './list-objects.ts';
import { sourceResult } from './object-result.ts';
import { readServed } from './read-served.ts';
import { providerAnnotations } from './record-settings.ts';
import { ingresses, labelled, mayList, services } from './resources.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';

const kind: Omit<HostKind<z.infer<typeof gatewaySchema>>, 'targetsOf'> = {
  source: 'istio-gateway',
  resource: istioGateways,
  label: 'gateway',
  schema: gatewaySchema,
  annotations: 'all',
  templates: 'fqdn',
  namesOf: (object) =>
    hostNames(
      object,
      object.fields.spec.servers.flatMap(({ hosts }) => hosts),
    ),
};

/**
 * Istio's Gateways: the hosts of their servers (ExternalDNS source/istio_gateway.go). Differences: the `ingress`
 * annotation is read under every prefix that this run reads (upstream's key never changes), and an Ingress that does not
 * exist costs that Gateway alone (upstream fails the run).
 */
export const istioGateway: Source = {
  name: 'istio-gateway',
  summary: 'Hosts of Istio Gateways, at the addresses of the Services or the Ingress behind them',
  kinds: [labelled('gateway', istioGateways)],
  permissions: () => [istioGateways, services, ingresses].map(mayList),
  annotations: ['hostname', 'target', 'ingress', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn'],
  read: readGateways,
};

async function readGateways(context: SourceContext): Promise<SourceResult> {
  const listing = await listObjects(context, kind);
  const served = readServed(listing.served, gatewaySchema, (each) => hostnameAnnotation(each, context.config).names);
  const around = await listGatewaySurroundings(context, kind.source, served.readable);
  const targetsOf: HostKind<z.infer<typeof gatewaySchema>>['targetsOf'] = (each) => gatewayTargets(each, around);
  const results = hostResults(context, { ...kind, targetsOf }, served.readable);
  return sourceResult(listing.objects, [listing, { warnings: around.warnings }, served, results]);
}
