import { define, type ResourceDefinition, type ResourceDefinitions } from './resource-definition.ts';
import { forbidden, notFound, type QualifiedResource, qualifiedName } from './status.ts';
import type { Store } from './store.ts';
import { isFields, listAt, type StoredObject, textAt } from './stored-object.ts';

/** What all verbs work on. */
export interface ClusterState {
  readonly store: Store;
  readonly definitions: ResourceDefinitions;
}

/** Where the store keeps the objects of a resource. */
export const collectionOf = (definition: ResourceDefinition): string => qualifiedName(definition.storage);

const namespaces: QualifiedResource = { group: '', plural: 'namespaces' };

/**
 * Admission plugin NamespaceLifecycle: nothing is created in a namespace that is missing (404) or going (403).
 * `resource` is the one of the request, `name` the object's.
 */
export function checkNamespace(
  state: ClusterState,
  resource: QualifiedResource,
  namespace: string,
  name: string,
): void {
  const found = state.store.get('namespaces', namespace);
  if (!found) throw notFound(namespaces, namespace);
  if (!found.metadata.deletionTimestamp && textAt(found, 'status.phase') !== 'Terminating') return;
  throw forbidden(
    resource,
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
    [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  );
}

const crdCollection = 'customresourcedefinitions.apiextensions.k8s.io';

/** Serves what CustomResourceDefinition objects define, from when they are stored until they are deleted. */
export function followCustomResources({ store, definitions }: ClusterState): void {
  store.watch(crdCollection, 0, ({ type, object }) => {
    for (const definition of customResources(object)) {
      if (type !== 'DELETED') {
        definitions.add(definition);
        continue;
      }
      definitions.delete(definition.apiVersion, definition.plural);
      for (const gone of store.latest(collectionOf(definition)).items) store.remove(collectionOf(definition), gone);
    }
  });
}

/** One definition for each served version. */
function customResources(crd: StoredObject): readonly ResourceDefinition[] {
  const group = textAt(crd, 'spec.group');
  const versions = listAt(crd, 'spec.versions').filter((version) => isFields(version) && version.served !== false);
  return versions.map((version) =>
    customResource({
      apiVersion: `${group}/${textAt(version, 'name')}`,
      kind: textAt(crd, 'spec.names.kind'),
      plural: textAt(crd, 'spec.names.plural'),
      scope: textAt(crd, 'spec.scope') === 'Cluster' ? 'Cluster' : 'Namespaced',
      shortNames: listAt(crd, 'spec.names.shortNames').map(String),
      subresources:
        isFields(version) && isFields(version.subresources) && version.subresources.status ? ['status'] : [],
    }),
  );
}

/** A custom resource as a test or a CustomResourceDefinition describes it. */
export type CustomResource = Pick<ResourceDefinition, 'apiVersion' | 'kind' | 'plural' | 'scope'> &
  Partial<Pick<ResourceDefinition, 'shortNames' | 'subresources'>>;

/** The definition of a resource as its CRD has it. */
export const customResource = ({
  shortNames = [],
  subresources = [],
  ...resource
}: CustomResource): ResourceDefinition =>
  define(resource, {
    shortNames,
    subresources,
    origin: 'custom',
    counted: 'generation',
    unconditionalPut: 'refused',
  });
