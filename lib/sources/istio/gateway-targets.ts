import { referenceText } from '../../endpoint/endpoint.ts';
import { lookUp, notNeeded, placeOf } from '../looked-up.ts';
import { ingressTargets, listNamedIngresses, type NamedIngresses, namesIngress } from '../named-ingress.ts';
import { services } from '../resources.ts';
import { addressOrHostname, serviceAddress } from '../service-address.ts';
import { type Service, serviceSchema } from '../service-fields.ts';
import type { SourceContext, SourceWarning } from '../source.ts';
import { annotatedTargets, noTargets, type Targets, uniteTargets } from '../targets.ts';
import type { IstioGateway } from './istio-fields.ts';

/** What the addresses of Gateways depend on. */
export interface GatewaySurroundings {
  /** In the order of their places, so that the order of listing never matters. */
  readonly services: readonly Service[];
  readonly ingresses: NamedIngresses;
  readonly warnings: readonly SourceWarning[];
}

/** Lists, at once, what these Gateways need, in the namespace of the run. */
export async function listGatewaySurroundings(
  context: SourceContext,
  source: string,
  gateways: readonly IstioGateway[],
): Promise<GatewaySurroundings> {
  const open = gateways.filter((each) => annotatedTargets(each) === undefined);
  const [found, ingresses] = await Promise.all([
    open.every(namesIngress)
      ? notNeeded
      : lookUp(context, { source, resource: services, label: 'service' }, serviceSchema),
    listNamedIngresses(context, source, open),
  ]);
  const sorted = [...found.byPlace.values()].sort((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
  return { services: sorted, ingresses, warnings: [...found.warnings, ...ingresses.warnings] };
}

/**
 * Where a Gateway's hosts point (ExternalDNS source/istio_gateway.go).
 *
 *     1  the target annotation
 *     2  the Ingress that the ingress annotation names: of each entry its address, else its hostname
 *     3  every Service within the namespaces read whose selector holds all pairs of the Gateway's (an empty one selects
 *        every Service, as in Istio every proxy): externalIPs, else of each entry its address, else its hostname
 */
export const gatewayTargets = (gateway: IstioGateway, around: GatewaySurroundings): Targets =>
  annotatedTargets(gateway) ?? ingressTargets(gateway, around.ingresses) ?? selectedTargets(gateway, around);

function selectedTargets(gateway: IstioGateway, { services: known }: GatewaySurroundings): Targets {
  const pairs = Object.entries(gateway.fields.spec.selector);
  const selected = known.filter(({ fields: { spec } }) => pairs.every(([key, value]) => spec.selector[key] === value));
  const selector = pairs.map(([key, value]) => `${key}=${value}`).join(',');
  const problem = `no Service has the selector ${selector} of ${referenceText(gateway.ref)}`;
  return uniteTargets(
    selected.map((each) => serviceAddress(each, addressOrHostname)),
    noTargets(
      problem,
      'correct the selector, let this instance read the namespace of the Service, or set the target annotation',
    ),
  );
}
