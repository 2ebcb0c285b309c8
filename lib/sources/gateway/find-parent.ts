import type { Config } from '../../config/config.ts';
import type { Cause } from '../../endpoint/cause.ts';
import type { Problem } from '../../endpoint/name-problem.ts';
import type { InvalidObject } from '../boundary.ts';
import { unmet } from '../conditions.ts';
import { admits } from './admitted-namespaces.ts';
import type { Gateway, ListenerSet, ParentRef } from './gateway-fields.ts';
import { experimentalGroup, gatewayGroup } from './gateway-resources.ts';
import type { ListedParents } from './list-parents.ts';
import { gatewayParent, listenerSetParent, type Parent, parentText } from './parent.ts';

/** What stands under a reference to a parent. */
export type FoundParent = { readonly state: 'ours'; readonly parent: Parent } | NotFound;

type FoundGateway = { readonly state: 'ours'; readonly gateway: Gateway } | NotFound;

type NotFound =
  /** Not there, malformed, or unfit to take routes. `parent` where its listeners are known. */
  | { readonly state: 'refused'; readonly cause: Cause & Problem; readonly parent?: Parent }
  /** Another instance's Gateway, by the flags and annotations that divide them, or no parent of the Gateway API (a mesh). */
  | { readonly state: 'elsewhere' };

const elsewhere: NotFound = { state: 'elsewhere' };

/** Which parent a reference means. */
export type ParentKey = Pick<ParentRef, 'group' | 'kind' | 'namespace' | 'name'>;

/** One text for each parent. */
export const parentKeyText = ({ group, kind, namespace, name }: ParentKey): string =>
  [group, kind, namespace, name].join('/');

/** Finds parents, each built once however many routes attach to it. */
export function parentFinder(listed: ListedParents, config: Config): (key: ParentKey) => FoundParent {
  const known = new Map<string, FoundParent>();
  return (key) => {
    const text = parentKeyText(key);
    const found = known.get(text) ?? findParent(key, listed, config);
    known.set(text, found);
    return found;
  };
}

function findParent(key: ParentKey, listed: ListedParents, config: Config): FoundParent {
  if (key.kind === 'Gateway' && key.group === gatewayGroup) {
    const found = findGateway(key, listed, config);
    return found.state === 'ours' ? { state: 'ours', parent: gatewayParent(found.gateway) } : found;
  }
  return isListenerSet(key) ? findListenerSet(key, listed, config) : elsewhere;
}

const isListenerSet = ({ group, kind }: ParentKey): boolean =>
  (kind === 'ListenerSet' && group === gatewayGroup) || (kind === 'XListenerSet' && group === experimentalGroup);

/** `--gateway-name` and `--gateway-namespace` are asked first: what they leave out is not even looked for. */
function findGateway({ namespace, name }: ParentKey, { gateways }: ListedParents, config: Config): FoundGateway {
  const { gatewayName = '', gatewayNamespace = '', gatewayLabelFilter } = config;
  if (gatewayName !== '' && name !== gatewayName) return elsewhere;
  if (gatewayNamespace !== '' && namespace !== gatewayNamespace) return elsewhere;
  const text = parentText('Gateway', namespace, name);
  const read = gateways.get(text);
  if (read?.ok !== true) return unusable(text, read?.cause);
  const { annotations, metadata } = read.value;
  const ours = !annotations.otherController && (gatewayLabelFilter?.matches(metadata.labels) ?? true);
  return ours ? { state: 'ours', gateway: read.value } : elsewhere;
}

function findListenerSet({ kind, namespace, name }: ParentKey, listed: ListedParents, config: Config): FoundParent {
  const text = parentText(kind, namespace, name);
  if (listed.listenerSets === undefined) {
    return refused(`its parent ${text} is not read`, 'set --gateway-listener-sets, which has ListenerSets read');
  }
  const read = listed.listenerSets.get(text);
  if (read?.ok !== true) return unusable(text, read?.cause);
  const set = read.value;
  const filtered = config.annotationFilter?.matches(set.metadata.annotations) === false;
  return filtered || set.annotations.otherController ? elsewhere : attachSet(set, text, listed, config);
}

/** A ListenerSet counts through its Gateway, which must let it in. @see https://gateway-api.sigs.k8s.io/geps/gep-1713/ */
function attachSet(set: ListenerSet, text: string, listed: ListedParents, config: Config): FoundParent {
  const { parentRef } = set.fields.spec;
  const found = findGateway(inNamespace(parentRef, set.metadata.namespace), listed, config);
  if (found.state === 'elsewhere') return found;
  if (found.state === 'refused') {
    return refused(`its parent ${text} has no usable Gateway: ${found.cause.problem}`, found.cause.fix);
  }
  const parent = listenerSetParent(set, found.gateway);
  const refusal = refuseSet(set, text, found.gateway, listed);
  return refusal === undefined ? { state: 'ours', parent } : { ...refusal, parent };
}

/** The reference with the namespace that it means. */
export const inNamespace = (ref: ParentRef, near: string): ParentRef => ({ ...ref, namespace: ref.namespace || near });

function refuseSet(set: ListenerSet, text: string, gateway: Gateway, { labelsOf }: ListedParents): Refused | undefined {
  const host = gateway.metadata.namespace;
  const guest = set.metadata.namespace;
  const owner = parentText('Gateway', host, gateway.metadata.name);
  if (!admits(gateway.fields.spec.allowedListeners.namespaces, { guest, host, from: 'None' }, labelsOf)) {
    const fix = `let spec.allowedListeners.namespaces of the Gateway admit the namespace ${guest}`;
    return refused(`its parent ${text} is not admitted by ${owner}`, fix);
  }
  const why = unmet(set.fields.status.conditions, 'Accepted');
  if (why === undefined) return undefined;
  return refused(`its parent ${text} is not accepted by ${owner}: ${why}`, `mend what the status of ${text} names`);
}

type Refused = Extract<NotFound, { state: 'refused' }>;

const refused = (problem: string, fix: string): Refused => ({
  state: 'refused',
  cause: { code: 'NotAccepted', problem, fix },
});

/** A parent that is malformed, or not there at all. */
function unusable(text: string, fault: InvalidObject | undefined): Refused {
  if (fault === undefined) return refused(`there is no ${text}`, 'create it, or name another one in spec.parentRefs');
  const { code, problem, fix } = fault;
  return { state: 'refused', cause: { code, problem: `its parent ${text} is malformed: ${problem}`, fix } };
}
