import type { InvalidObject } from '../boundary.ts';
import { type LookedUp, lookUp, notFound, notNeeded, parsePlace } from '../looked-up.ts';
import type { SourceContext, SourceWarning } from '../source.ts';
import type { PrimaryKind } from '../source-object.ts';
import { noTargets, type Targets, uniteTargets } from '../targets.ts';
import { unbound } from './binding.ts';
import { gatewayTargets, listGatewaySurroundings } from './gateway-targets.ts';
import { gatewaySchema, type IstioGateway, istioGateways, type VirtualService } from './istio-fields.ts';

interface FoundGateway {
  readonly gateway: IstioGateway;
  readonly targets: Targets;
}

/** The Gateways that VirtualServices lead to, each with its targets. */
export interface GatewaysFound {
  readonly byPlace: ReadonlyMap<string, FoundGateway>;
  readonly warnings: readonly SourceWarning[];
}

/** The Gateways that a VirtualService names. `mesh` stands for traffic within the cluster. */
export const namedGateways = ({ fields }: VirtualService): readonly string[] =>
  fields.spec.gateways.filter((name) => name !== '' && name !== 'mesh');

const placeOfGateway = (name: string, { metadata }: VirtualService): string | undefined =>
  parsePlace(name, metadata.namespace);

/** Lists the Gateways that these VirtualServices name, and what their targets depend on. */
export async function listGateways(
  context: SourceContext,
  source: string,
  virtualServices: readonly VirtualService[],
): Promise<GatewaysFound> {
  const places = new Set(
    virtualServices.flatMap((each) => namedGateways(each).map((name) => placeOfGateway(name, each))),
  );
  const kind: PrimaryKind = { source, resource: istioGateways, label: 'gateway' };
  const found: LookedUp<IstioGateway['fields']> =
    places.size === 0 ? notNeeded : await lookUp(context, kind, gatewaySchema);
  const named = [...found.byPlace].filter(([place]) => places.has(place));
  const around = await listGatewaySurroundings(
    context,
    source,
    named.map(([, gateway]) => gateway),
  );
  return {
    byPlace: new Map(named.map(([place, gateway]) => [place, { gateway, targets: gatewayTargets(gateway, around) }])),
    warnings: [...found.warnings, ...around.warnings],
  };
}

/** Where a name points through the Gateways that its VirtualService names and that serve it. */
export const targetsThrough = (virtualService: VirtualService, dnsName: string, found: GatewaysFound): Targets =>
  uniteTargets(
    namedGateways(virtualService).map((name) => throughOne(virtualService, dnsName, name, found)),
    noTargets('spec.gateways names no Gateway', 'name one there'),
  );

function throughOne(object: VirtualService, dnsName: string, name: string, found: GatewaysFound): Targets {
  const entry = gatewayAt(object, name, found);
  if ('problem' in entry) return { cause: entry };
  const cause = unbound(object, entry.gateway, dnsName);
  return cause === undefined ? entry.targets : { cause };
}

/** The names that lead to no Gateway, for a VirtualService that others serve. */
export const lostGateways = (object: VirtualService, found: GatewaysFound): readonly SourceWarning[] =>
  namedGateways(object).flatMap((name) => {
    const entry = gatewayAt(object, name, found);
    return 'problem' in entry ? [{ ref: object.ref, problem: `${entry.problem}; ${entry.fix}` }] : [];
  });

function gatewayAt(object: VirtualService, name: string, { byPlace }: GatewaysFound): FoundGateway | InvalidObject {
  const place = placeOfGateway(name, object);
  return place === undefined ? badGateway(name) : (byPlace.get(place) ?? notFound('spec.gateways', `Gateway ${place}`));
}

const badGateway = (name: string): InvalidObject => ({
  code: 'InvalidObject',
  problem: `spec.gateways holds ${JSON.stringify(name)}, which is no name of a Gateway`,
  fix: 'write NAME or NAMESPACE/NAME',
});
