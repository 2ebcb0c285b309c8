import type { Cause } from '../../endpoint/cause.ts';
import { unmet } from '../conditions.ts';
import type { NamespaceLabels } from './admitted-namespaces.ts';
import { type FoundParent, inNamespace, type ParentKey, parentKeyText } from './find-parent.ts';
import type { ParentRef, Route } from './gateway-fields.ts';
import { type Fault, isForeign, listenerFault } from './listener-fault.ts';
import type { Parent, ParentListener } from './parent.ts';
import type { RouteKind } from './route-kind.ts';

/** How a route stands with one of its parents. */
export type Attachment =
  | { readonly state: 'attached'; readonly parent: Parent; readonly listeners: readonly JudgedListener[] }
  /** No listener can take it. `hosts` are the listeners' hostnames that it would have got for want of its own. */
  | { readonly state: 'refused'; readonly cause: Cause; readonly hosts: readonly string[] }
  | { readonly state: 'elsewhere' };

/** A listener that the reference means, and why it does not take the route. */
export interface JudgedListener {
  readonly listener: ParentListener;
  readonly fault: Fault | undefined;
}

/** What is known of parents. */
export interface Surroundings {
  readonly find: (key: ParentKey) => FoundParent;
  readonly labelsOf: NamespaceLabels;
}

/**
 * How a route stands with every parent in its spec. What a parent says of it is in `status.parents`: the section and
 * the port are those of the status, as in ExternalDNS, and an entry of the status that the spec no longer has is old.
 */
export function attachments(route: Route, kind: RouteKind, around: Surroundings): readonly Attachment[] {
  const near = route.metadata.namespace;
  const { parentRefs } = route.fields.spec;
  if (parentRefs.length === 0) return [refused('spec.parentRefs is empty', 'name the Gateway there')];
  const distinct = new Map(parentRefs.map((ref) => inNamespace(ref, near)).map((ref) => [parentKeyText(ref), ref]));
  return [...distinct.values()].flatMap((ref) => attach(route, ref, kind, around));
}

function attach(
  route: Route,
  ref: ParentRef,
  kind: RouteKind,
  { find, labelsOf }: Surroundings,
): readonly Attachment[] {
  const found = find(ref);
  if (found.state === 'elsewhere') return [found];
  const { parent } = found;
  const judged = (each: ParentRef) => (parent === undefined ? [] : judge(route, each, kind, parent, labelsOf));
  if (found.state === 'refused') return [{ state: 'refused', cause: found.cause, hosts: hostsOf(judged(ref)) }];
  const answers = answersOf(route, ref);
  if (answers.length === 0) return [{ ...unanswered(found.parent, kind), hosts: hostsOf(judged(ref)) }];
  return answers.map((answer) => answered(found.parent, answer, judged(answer.parentRef)));
}

type Answer = Route['fields']['status']['parents'][number];

/** A parent may answer for each of its sections, and so may several controllers. */
const answersOf = ({ fields, metadata }: Route, ref: ParentRef): readonly Answer[] =>
  fields.status.parents.filter(
    ({ parentRef }) => parentKeyText(inNamespace(parentRef, metadata.namespace)) === parentKeyText(ref),
  );

function answered(parent: Parent, { parentRef, conditions }: Answer, listeners: readonly JudgedListener[]): Attachment {
  const why = unmet(conditions, 'Accepted');
  if (why !== undefined) return { ...unaccepted(parent, why), hosts: hostsOf(listeners) };
  return listeners.length === 0 ? noSection(parent, parentRef) : { state: 'attached', parent, listeners };
}

const judge = (
  { metadata: { namespace } }: Route,
  { sectionName, port }: ParentRef,
  kind: RouteKind,
  parent: Parent,
  labelsOf: NamespaceLabels,
): readonly JudgedListener[] =>
  parent.listeners
    .filter(({ name }) => sectionName === '' || name === sectionName)
    .map((listener) => ({ listener, fault: listenerFault(listener, { kind, namespace, port }, parent, labelsOf) }));

const hostsOf = (listeners: readonly JudgedListener[]): readonly string[] =>
  listeners
    .filter(({ fault }) => fault === undefined || !isForeign(fault))
    .flatMap(({ listener: { host } }) => host || []);

type Refused = Extract<Attachment, { state: 'refused' }>;

const refused = (problem: string, fix: string): Refused => ({
  state: 'refused',
  cause: { code: 'NotAccepted', problem, fix },
  hosts: [],
});

const unanswered = ({ text }: Parent, { resource }: RouteKind): Refused =>
  refused(
    `${text} has not answered for it: status.parents does not name it`,
    `check that the controller of ${text} runs, and that it knows ${resource.kind}s`,
  );

const unaccepted = ({ text }: Parent, why: string): Refused =>
  refused(`${text} does not accept it: ${why}`, `mend what ${text} says of it in status.parents`);

function noSection({ text, listeners }: Parent, { sectionName }: ParentRef): Refused {
  const names = listeners.map(({ name }) => name).join(', ');
  return names === ''
    ? refused(`${text} has no listeners`, 'give it a listener')
    : refused(`${text} has no listener named ${sectionName}`, `name one of ${names} in sectionName`);
}
