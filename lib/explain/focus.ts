import type { Cluster, KubernetesObject, ListOptions, Resource } from '../cluster/cluster.ts';
import { fieldSelector } from '../cluster/field-selector.ts';
import { annotationPrefixes } from '../sources/annotations.ts';
import type { ObjectQuestion } from './question.ts';

/** What a Service is published by lies in its own namespace. */
const besideTheirService: ReadonlySet<string> = new Set(['Pod', 'EndpointSlice']);

/** A cluster in which an object is alone of its kind: the API server sends it and no other. */
export const focusedOn = (object: ObjectQuestion, cluster: Cluster): Cluster => ({
  ...cluster,
  list: (resource, options = {}) => cluster.list(resource, { ...options, ...focus(object, resource) }),
});

function focus({ kind, namespace, name }: ObjectQuestion, resource: Resource): ListOptions {
  const within = namespace === undefined ? {} : { namespace };
  if (resource.kind === kind) return { ...within, fieldSelector: fieldSelector({ 'metadata.name': name }) };
  return kind === 'Service' && besideTheirService.has(resource.kind) ? within : {};
}

/** A cluster in which no object says that it is another controller's. */
export const withoutControllers = (cluster: Cluster, prefix: string | undefined): Cluster => {
  const keys = (prefix === undefined ? annotationPrefixes : [prefix]).map((each) => `${each}controller`);
  return {
    ...cluster,
    list: async (resource, options) => (await cluster.list(resource, options)).map((each) => withoutKeys(each, keys)),
  };
};

/** Metadata is as the API sent it; what is malformed there stays so. */
function withoutKeys(object: KubernetesObject, keys: readonly string[]): KubernetesObject {
  const annotations = object.metadata?.annotations;
  if (annotations === undefined || annotations === null || !keys.some((key) => Object.hasOwn(annotations, key)))
    return object;
  const others = Object.fromEntries(Object.entries(annotations).filter(([key]) => !keys.includes(key)));
  return { ...object, metadata: { ...object.metadata, annotations: others } };
}
