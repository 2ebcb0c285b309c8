import { type ClusterState, collectionOf } from './cluster-state.ts';
import { conflict, forbidden } from './status.ts';
import { asFields, type Fields, type StoredObject, textAt, timestamp } from './stored-object.ts';
import { read, type WriteTarget } from './writes.ts';

/** What a deletion left: nothing, or an object that waits for its finalizers. */
export interface Deleted {
  readonly object: StoredObject;
  readonly state: 'gone' | 'terminating';
}

/** Namespaces that the NamespaceLifecycle admission plugin protects. */
const lasting = ['default', 'kube-system', 'kube-public'];

/** Deletes the named object under the preconditions of the options. Throws StatusErrors 403, 404 and 409. */
export function deleteNamed(target: WriteTarget, name: string, options: Fields): Deleted {
  const object = read(target, name);
  if (target.definition.plural === 'namespaces' && lasting.includes(name)) {
    throw forbidden(target.definition, name, 'this namespace may not be deleted');
  }
  checkPreconditions(target, object, asFields(options.preconditions) ?? {});
  return target.mode === 'store'
    ? deleteObject(target.state, collectionOf(target.definition), object)
    : { object, state: 'gone' };
}

function checkPreconditions({ definition }: WriteTarget, { metadata }: StoredObject, wanted: Fields): void {
  const { group, kind } = definition;
  const preconditions = [
    ['UID', textAt(wanted, 'uid'), metadata.uid, 'deleted and then recreated'],
    ['ResourceVersion', textAt(wanted, 'resourceVersion'), metadata.resourceVersion, 'modified'],
  ] as const;
  for (const [field, asked, found, event] of preconditions) {
    if (asked === '' || asked === found) continue;
    const why = `the ${field} in the precondition (${asked}) does not match the ${field} in record (${found}). The object might have been ${event}`;
    throw conflict({ group, plural: kind }, metadata.name, why);
  }
}

/** Deletes an object, a namespace with all that is in it; what has finalizers stays, marked. */
export function deleteObject(state: ClusterState, collection: string, object: StoredObject): Deleted {
  const marked = mark(state, object);
  const waiting = collection === 'namespaces' && !emptyNamespace(state, object.metadata.name);
  if (object.metadata.finalizers?.length || waiting) {
    return { object: state.store.put(collection, marked), state: 'terminating' };
  }
  state.store.remove(collection, object);
  return { object: marked, state: 'gone' };
}

function mark({ store }: ClusterState, object: StoredObject): StoredObject {
  const { deletionTimestamp = timestamp(store.now()) } = object.metadata;
  const marked = { ...object, metadata: { ...object.metadata, deletionTimestamp } };
  return object.kind === 'Namespace' ? { ...marked, status: { phase: 'Terminating' } } : marked;
}

/** Deletes what is in the namespace; says whether nothing is left. */
function emptyNamespace(state: ClusterState, namespace: string): boolean {
  const outcomes = state.store.collections().flatMap((collection) =>
    state.store
      .latest(collection)
      .items.filter(({ metadata }) => metadata.namespace === namespace)
      .map((object) => deleteObject(state, collection, object).state),
  );
  return outcomes.every((outcome) => outcome === 'gone');
}
