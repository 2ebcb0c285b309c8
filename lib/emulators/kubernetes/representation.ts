import { collectionOf } from './cluster-state.ts';
import { fromStored } from './event-view.ts';
import type { Page } from './lists.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import type { Fields, StoredObject } from './stored-object.ts';
import { columnsOf } from './table-columns.ts';

/** How a client wants objects to be shown: whole, or as rows for `kubectl get` (API concepts, "Receiving resources as Tables"). */
export interface Representation {
  readonly form: 'object' | 'metadata' | 'table';
  /** What a table's rows carry of the object. */
  readonly rowObject: 'Metadata' | 'Object' | 'None';
  readonly now: Date;
}

/** Reads the first form of the Accept header that is known here. */
export function readRepresentation(accept: string, query: URLSearchParams, now: Date): Representation {
  const included = query.get('includeObject');
  const rowObject = included === 'Object' || included === 'None' ? included : 'Metadata';
  const [first = ''] = accept.split(',');
  const form = first.includes('as=Table')
    ? 'table'
    : first.includes('as=PartialObjectMetadata')
      ? 'metadata'
      : 'object';
  return { form, rowObject, now };
}

const metadataApi = 'meta.k8s.io/v1';

const metadataOnly = ({ metadata }: StoredObject): Fields => ({
  kind: 'PartialObjectMetadata',
  apiVersion: metadataApi,
  metadata,
});

/** One stored object as the client wants it. */
export function showObject(definition: ResourceDefinition, object: StoredObject, as: Representation): Fields {
  switch (as.form) {
    case 'object':
      return fromStored(definition, object);
    case 'metadata':
      return metadataOnly(object);
    case 'table':
      return table(definition, [object], { resourceVersion: object.metadata.resourceVersion }, as);
  }
}

/** A page of a list as the client wants it. */
export function showList(definition: ResourceDefinition, { items, metadata }: Page, as: Representation): Fields {
  const { apiVersion, kind } = definition;
  switch (as.form) {
    case 'object':
      return {
        kind: `${kind}List`,
        apiVersion,
        metadata: definition.origin === 'custom' ? { continue: '', ...metadata } : metadata,
        items: items.map((item) => listItem(definition, item)),
      };
    case 'metadata':
      return { kind: 'PartialObjectMetadataList', apiVersion: metadataApi, metadata, items: items.map(metadataOnly) };
    case 'table':
      return table(definition, items, metadata, as);
  }
}

function listItem(definition: ResourceDefinition, stored: StoredObject): Fields {
  const { apiVersion, kind, ...item } = fromStored(definition, stored);
  return definition.origin === 'custom' ? { apiVersion, kind, ...item } : item;
}

function table(
  definition: ResourceDefinition,
  items: readonly StoredObject[],
  metadata: Fields,
  as: Representation,
): Fields {
  const columns = columnsOf(collectionOf(definition));
  return {
    kind: 'Table',
    apiVersion: metadataApi,
    metadata,
    columnDefinitions: columns.map(({ name, priority = 0 }) => ({
      name,
      type: 'string',
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority,
    })),
    rows: items.map((item) => ({
      cells: columns.map(({ cell }) => cell(item, as.now)),
      ...(as.rowObject !== 'None' && {
        object: as.rowObject === 'Object' ? fromStored(definition, item) : metadataOnly(item),
      }),
    })),
  };
}
