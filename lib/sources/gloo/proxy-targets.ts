import { referenceText } from '../../endpoint/endpoint.ts';
import { type LookedUp, notFound, placeOf } from '../looked-up.ts';
import { ingressTargets } from '../named-ingress.ts';
import { type Service, typeOf } from '../service-fields.ts';
import { annotatedTargets, noTargets, statusTargets, type Targets, uniteTargets } from '../targets.ts';
import { type GlooProxy, gatewayPlaces } from './proxy-fields.ts';
import type { ProxySurroundings } from './proxy-surroundings.ts';

/**
 * Where the domains of a Proxy point (ExternalDNS source/gloo_proxy.go).
 *
 *     1  the target annotation
 *     2  the Ingresses that Gateways of its listeners name in their ingress annotation: address, else hostname
 *     3  the Service of the Proxy's own name and namespace, if it is a LoadBalancer: address and hostname
 *
 * What is missing costs that Proxy alone (upstream fails the run), and an Ingress without an address is waited for
 * (upstream takes the Service meanwhile).
 */
export function proxyTargets(proxy: GlooProxy, around: ProxySurroundings): Targets {
  const annotated = annotatedTargets(proxy);
  if (annotated !== undefined) return annotated;
  const behind = gatewayPlaces(proxy).flatMap((place) => behindGateway(place, around) ?? []);
  const service = ownService(proxy, around.services);
  return behind.length === 0 ? service : uniteTargets(behind);
}

/** Undefined where the Gateway names no Ingress. */
function behindGateway(place: string, { gateways, ingresses }: ProxySurroundings): Targets | undefined {
  const gateway = gateways.byPlace.get(place);
  return gateway === undefined
    ? { cause: notFound('a listener of the Proxy', `Gateway ${place}`) }
    : ingressTargets(gateway, ingresses);
}

function ownService(proxy: GlooProxy, { byPlace }: LookedUp<Service['fields']>): Targets {
  const service = byPlace.get(placeOf(proxy));
  if (service === undefined) return { cause: notFound('the Proxy', `Service ${placeOf(proxy)}, by its own name`) };
  if (typeOf(service) === 'LoadBalancer') return statusTargets(service.fields.status);
  const problem = `${referenceText(service.ref)}, the Service of the Proxy's own name, is of type ${typeOf(service)}`;
  return { cause: noTargets(problem, 'make it a LoadBalancer, or set the target annotation on the Proxy') };
}
