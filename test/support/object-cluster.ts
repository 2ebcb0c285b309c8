import {
  type Cluster,
  ClusterError,
  type KubernetesObject,
  type ListOptions,
  type Resource,
} from '../../lib/cluster/cluster.ts';

/** A list request that reached the cluster. */
export interface ListRequest {
  readonly resource: Resource;
  readonly options: ListOptions;
}

/** A cluster that holds the given objects in memory, in the order given, and records what it was asked. */
export interface ObjectCluster extends Cluster {
  readonly requests: readonly ListRequest[];
  /** Every object that was listed. */
  readonly given: readonly KubernetesObject[];
}

/**
 * Lists by apiVersion, kind and namespace. Label selectors are the API server's to evaluate: sources send none. A custom
 * kind is served at the versions that its objects have, and answered with 404 at others. Discovery tells the kinds of `known`.
 */
export function objectCluster(
  objects: readonly KubernetesObject[],
  known: readonly KubernetesObject[] = objects,
): ObjectCluster {
  const requests: ListRequest[] = [];
  const given: KubernetesObject[] = [];
  return {
    requests,
    given,
    list: async (resource, options = {}) => {
      requests.push({ resource, options });
      if (!isServed(objects, resource)) throw new ClusterError(`${resource.apiVersion} is not served`, { status: 404 });
      const listed = objects.filter((object) => isOf(object, resource) && isIn(object, options));
      given.push(...listed);
      return listed;
    },
    discover: async (apiVersion) => {
      const kinds = new Set(known.filter((each) => each.apiVersion === apiVersion).map(({ kind = '' }) => kind));
      if (kinds.size === 0) throw new ClusterError(`${apiVersion} is not served`, { status: 404 });
      return [...kinds].map((kind) => ({ apiVersion, kind, plural: pluralOf(kind), scope: scopeOf(kind) }));
    },
  };
}

function isServed(objects: readonly KubernetesObject[], { apiVersion, kind }: Resource): boolean {
  const held = objects.filter((each) => each.kind === kind).map((each) => String(each.apiVersion));
  const group = /^[^/]+\/(?=v\d)/.exec(apiVersion)?.[0];
  return group === undefined || held.includes(apiVersion) || !held.some((each) => each.startsWith(`${group}v`));
}

const isOf = (object: KubernetesObject, { apiVersion, kind }: Resource): boolean =>
  object.apiVersion === apiVersion && object.kind === kind;

const isIn = ({ kind, metadata }: KubernetesObject, { namespace }: ListOptions): boolean =>
  namespace === undefined || clusterScoped.has(kind ?? '') || metadata?.namespace === namespace;

const pluralOf = (kind: string): string => `${kind.toLowerCase()}s`;

const scopeOf = (kind: string) => (clusterScoped.has(kind) ? 'Cluster' : 'Namespaced');

const clusterScoped = new Set(['Node', 'Namespace']);

/** A manifest as the API server would hold it: with a namespace and a uid. */
export function stored(manifest: KubernetesObject): KubernetesObject {
  const { name, namespace = 'default' } = manifest.metadata;
  const place = clusterScoped.has(manifest.kind ?? '') ? {} : { namespace };
  const uid = ['uid', manifest.kind?.toLowerCase(), name].join('-');
  return { ...manifest, metadata: { uid, ...manifest.metadata, ...place } };
}
