import { type ClusterState, collectionOf } from './cluster-state.ts';
import { withDefaults } from './defaults.ts';
import { toStored } from './event-view.ts';
import { keyOf } from './store.ts';
import { asFields, type StoredMeta, type StoredObject, textAt } from './stored-object.ts';

/**
 * Stores a manifest as it is, malformed or not: how the embedded cluster comes to hold what people really write.
 * Only what every stored object has is filled in, and the namespace is made. An object of that name is replaced and
 * keeps its uid. Throws when the manifest's kind is not defined or it has no name.
 */
export function load(state: ClusterState, manifest: object): void {
  const { store, definitions } = state;
  const fields = toStored(
    definitions.ofKind(textAt(manifest, 'apiVersion'), textAt(manifest, 'kind')),
    structuredClone({ ...manifest }),
  );
  const definition = definitions.ofKind(textAt(fields, 'apiVersion'), textAt(fields, 'kind'));
  const namespace = definition.scope === 'Namespaced' ? textAt(manifest, 'metadata.namespace') || 'default' : undefined;
  const { namespace: _, ...metadata } = asFields(fields.metadata) ?? {};
  const name = textAt(manifest, 'metadata.name');
  if (!name) throw new Error(`A manifest of kind ${definition.kind} has no metadata.name: give it one.`);
  const object: StoredObject = {
    ...fields,
    apiVersion: definition.apiVersion,
    kind: definition.kind,
    metadata: { ...metadata, name, ...(namespace !== undefined && { namespace }) },
  };
  if (namespace !== undefined) ensureNamespace(state, namespace);
  const old = store.get(collectionOf(definition), keyOf(object));
  const complete = isDefaulted(definition.plural) ? withDefaults(definition, object, store.revision, old) : object;
  const generation = definition.counted === 'generation' ? { generation: (old?.metadata.generation ?? 0) + 1 } : {};
  store.put(collectionOf(definition), {
    ...complete,
    metadata: { ...generation, ...inherited(old), ...complete.metadata },
  });
}

/** Namespaces and definitions work only when complete; all other manifests stay as they are. */
const isDefaulted = (plural: string): boolean => plural === 'namespaces' || plural === 'customresourcedefinitions';

const inherited = (old: StoredObject | undefined): Partial<StoredMeta> => {
  const { uid, creationTimestamp } = old?.metadata ?? {};
  return { ...(uid !== undefined && { uid }), ...(creationTimestamp !== undefined && { creationTimestamp }) };
};

function ensureNamespace(state: ClusterState, name: string): void {
  if (!state.store.get('namespaces', name)) load(state, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}
