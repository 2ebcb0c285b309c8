import { collectionOf } from './cluster-state.ts';
import { selection } from './lists.ts';
import { showObject } from './representation.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import type { StoredObject } from './stored-object.ts';
import { namespaceOf, type ResourceCall, representationOf } from './verbs.ts';

/**
 * Follows a resource: one JSON text per change goes to `write`. Without a resourceVersion (or with 0) it begins with
 * everything there is, as the API server does, and tells where that ends to who asks (`sendInitialEvents`). What it
 * returns begins the watch, and what that returns ends it.
 * Throws StatusErrors for bad selectors.
 */
export function prepareWatch(call: ResourceCall): (write: (line: string) => void) => () => void {
  const { state, definition, request } = call;
  const namespace = namespaceOf(call);
  const selected = selection(definition, request.query);
  const wanted = (object: StoredObject) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (request.name === undefined || object.metadata.name === request.name) &&
    selected(object);
  const collection = collectionOf(definition);
  const after = Number(request.query.get('resourceVersion') ?? 0);
  const isStreamed = request.query.get('sendInitialEvents') === 'true';
  return (write) => {
    const tell = (type: string, object: StoredObject) => {
      if (!wanted(object)) return;
      write(`${JSON.stringify({ type, object: showObject(definition, object, representationOf(call)) })}\n`);
    };
    if (after === 0) for (const object of state.store.latest(collection).items) tell('ADDED', object);
    if (isStreamed) write(`${JSON.stringify(endOfInitialEvents(definition, state.store.revision))}\n`);
    return state.store.watch(collection, after || state.store.revision, ({ type, object }) => tell(type, object));
  };
}

/**
 * Where a list that is read as a watch ends.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists
 */
const endOfInitialEvents = ({ apiVersion, kind }: ResourceDefinition, revision: number): object => ({
  type: 'BOOKMARK',
  object: {
    apiVersion,
    kind,
    metadata: { resourceVersion: String(revision), annotations: { 'k8s.io/initial-events-end': 'true' } },
  },
});
