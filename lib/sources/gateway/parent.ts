import type { Cause } from '../../endpoint/cause.ts';
import { unmet } from '../conditions.ts';
import { annotatedTargets, type Targets, targetsOr } from '../targets.ts';
import type { Gateway, Listener, ListenerSet } from './gateway-fields.ts';
import { gatewayHostname } from './hostname-match.ts';

/** A Gateway or ListenerSet that routes may attach to. */
export interface Parent {
  /** How refusals name it: `Gateway edge/main`. */
  readonly text: string;
  readonly namespace: string;
  readonly listeners: readonly ParentListener[];
  readonly targets: Targets;
}

/** A listener, with what was found out about it. */
export interface ParentListener extends Listener {
  /** The hostname as `gatewayHostname` gives it, empty for every one; undefined where it is invalid. */
  readonly host: string | undefined;
  /** Why the listener itself is not accepted (those of ListenerSets alone are asked). */
  readonly unaccepted?: string;
}

/** `Gateway edge/main`. */
export const parentText = (kind: string, namespace: string, name: string): string => `${kind} ${namespace}/${name}`;

/** What a Gateway offers to routes that attach to itself. */
export const gatewayParent = (gateway: Gateway): Parent => ({
  text: parentText('Gateway', gateway.metadata.namespace, gateway.metadata.name),
  namespace: gateway.metadata.namespace,
  listeners: gateway.fields.spec.listeners.map(withHost),
  targets: gatewayTargets(gateway),
});

/** What a ListenerSet offers: its own listeners, at its own targets or those of its Gateway. */
export function listenerSetParent(set: ListenerSet, gateway: Gateway): Parent {
  const { metadata, fields, ref } = set;
  return {
    text: parentText(ref.kind, metadata.namespace, metadata.name),
    namespace: metadata.namespace,
    listeners: fields.spec.listeners.map((listener) => withAcceptance(listener, set)),
    targets: annotatedTargets(set) ?? gatewayTargets(gateway),
  };
}

const withHost = (listener: Listener): ParentListener => ({
  ...listener,
  host: listener.hostname === '' ? '' : gatewayHostname(listener.hostname),
});

function withAcceptance(listener: Listener, { fields }: ListenerSet): ParentListener {
  const entry = fields.status.listeners.find(({ name }) => name === listener.name);
  const unaccepted = unmet(entry?.conditions ?? [], 'Accepted');
  return { ...withHost(listener), ...(unaccepted === undefined ? {} : { unaccepted }) };
}

/** The addresses of every type: which record they make is told by how they look. */
function gatewayTargets(gateway: Gateway): Targets {
  const addresses = gateway.fields.status.addresses.map(({ value }) => value).filter((value) => value !== '');
  return annotatedTargets(gateway) ?? targetsOr(addresses, awaitingGateway(gateway));
}

/** The name is published, and only its Gateway has not been given an address. */
const awaitingGateway = ({ metadata }: Gateway): Cause => ({
  code: 'NoTargets',
  problem: `${parentText('Gateway', metadata.namespace, metadata.name)} has no address yet`,
  fix: 'wait for its controller to give it one, or set the target annotation on the Gateway',
  awaits: 'gateway',
});
