import type { Problem } from '../../endpoint/name-problem.ts';
import { admits, type NamespaceLabels } from './admitted-namespaces.ts';
import { gatewayGroup } from './gateway-resources.ts';
import type { Parent, ParentListener } from './parent.ts';
import type { RouteKind } from './route-kind.ts';

/** What listeners are asked, in this order. The last one failed is the one worth telling. */
const checks = ['protocol', 'port', 'namespace', 'kind', 'acceptance', 'hostname'] as const;

/** What is asked of a listener, in this order. */
export type Check = (typeof checks)[number];

/** Why a listener does not take a route. */
export interface Fault extends Problem {
  readonly check: Check;
  /** The name of the listener. */
  readonly listener: string;
}

/** Whether the listener is not one of those that the route means: it would never have lent the route its hostname. */
export const isForeign = ({ check }: Fault): boolean => check === 'protocol' || check === 'port';

/** What of a route a listener judges. */
export interface AskingRoute {
  readonly kind: RouteKind;
  readonly namespace: string;
  /** `port` of its parent reference. */
  readonly port: number | undefined;
}

/** Why a listener does not take the route whatever its hostname (ExternalDNS source/gateway.go); undefined when it does. */
export function listenerFault(
  listener: ParentListener,
  route: AskingRoute,
  parent: Parent,
  labelsOf: NamespaceLabels,
): Fault | undefined {
  return (
    protocolFault(listener, route) ??
    portFault(listener, route) ??
    namespaceFault(listener, route, parent, labelsOf) ??
    kindFault(listener, route) ??
    acceptanceFault(listener)
  );
}

function protocolFault({ name, protocol }: ParentListener, { kind }: AskingRoute): Fault | undefined {
  if (kind.protocols.some((each) => each === protocol)) return undefined;
  const fix = `attach the ${kind.resource.kind} to a listener of protocol ${kind.protocols.join(' or ')}`;
  return { check: 'protocol', listener: name, problem: `speaks ${protocol || 'no protocol'}`, fix };
}

function portFault({ name, port }: ParentListener, route: AskingRoute): Fault | undefined {
  if (route.port === undefined || route.port === 0 || route.port === port) return undefined;
  const problem = `is not on port ${route.port}`;
  return { check: 'port', listener: name, problem, fix: 'name the port of a listener in spec.parentRefs, or none' };
}

function namespaceFault(
  { name, allowedRoutes }: ParentListener,
  { namespace }: AskingRoute,
  parent: Parent,
  labelsOf: NamespaceLabels,
): Fault | undefined {
  const places = { guest: namespace, host: parent.namespace, from: 'Same' } as const;
  if (admits(allowedRoutes.namespaces, places, labelsOf)) return undefined;
  const fix = `let allowedRoutes.namespaces of the listener admit the namespace ${namespace}`;
  return { check: 'namespace', listener: name, problem: `takes no routes of the namespace ${namespace}`, fix };
}

function kindFault({ name, allowedRoutes: { kinds } }: ParentListener, route: AskingRoute): Fault | undefined {
  const { kind } = route.kind.resource;
  if (kinds.length === 0 || kinds.some((each) => each.group === gatewayGroup && each.kind === kind)) return undefined;
  const problem = `takes no ${kind}`;
  return { check: 'kind', listener: name, problem, fix: `add ${kind} to allowedRoutes.kinds of the listener` };
}

const acceptanceFault = ({ name, unaccepted }: ParentListener): Fault | undefined =>
  unaccepted === undefined
    ? undefined
    : {
        check: 'acceptance',
        listener: name,
        problem: `is not accepted (${unaccepted})`,
        fix: 'mend what the status of the listener names',
      };

/** A listener of another hostname. */
export const hostnameFault = ({ name, hostname }: ParentListener): Fault => ({
  check: 'hostname',
  listener: name,
  problem: `serves ${hostname}`,
  fix: "ask for a name under a listener's hostname, or add a listener for this one",
});

/** Listeners that one refusal speaks of: a Gateway may have dozens. */
const maxTold = 5;

/** What keeps a route from all listeners of a parent: of those that came nearest, what each of them lacks. */
export function explainFaults({ text }: Parent, faults: readonly Fault[]): Problem & { readonly check: Check } {
  const check = checks.findLast((each) => faults.some((fault) => fault.check === each)) ?? 'protocol';
  const nearest = faults.filter((fault) => fault.check === check);
  const told = nearest.slice(0, maxTold).map(({ listener, problem }) => `${listener} ${problem}`);
  const list = [...told, ...(nearest.length > maxTold ? ['and so on'] : [])].join(', ');
  return { check, problem: `no listener of ${text} takes it: ${list}`, fix: nearest[0]?.fix ?? '' };
}
