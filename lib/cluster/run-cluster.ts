import { type AllowedList, listAllowed } from './allowed-namespaces.ts';
import type { KubernetesClient } from './client.ts';
import type { Cluster, ListOptions, NamespaceGap, Resource } from './cluster.ts';
import { listPath, rootPath } from './list-pages.ts';

interface ResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[] | null;
}

/** The cluster as one run sees it: each list is asked for once, however many sources want it. */
export function runCluster(client: KubernetesClient, signal: AbortSignal): Cluster {
  const lists = new Map<string, Promise<AllowedList>>();
  const gaps = new Map<string, readonly NamespaceGap[]>();
  return {
    async list(resource, options = {}) {
      const key = listKey(resource, options);
      const known = lists.get(key) ?? listAllowed({ client, resource, options, signal });
      lists.set(key, known);
      const list = await known;
      gaps.set(key, list.gaps);
      return list.objects;
    },
    gaps: (resource, options = {}) => gaps.get(listKey(resource, options)) ?? [],
    discover: (apiVersion) => discover(client, apiVersion, signal),
  };
}

const listKey = (resource: Resource, options: ListOptions): string =>
  `${listPath(resource, options)} ${options.labelSelector ?? ''} ${options.fieldSelector ?? ''}`;

/** A subresource has a slash in its name. */
async function discover(
  client: KubernetesClient,
  apiVersion: string,
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  const { resources } = await client.request<ResourceList>('GET', rootPath(apiVersion), { signal });
  return (resources ?? [])
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, kind, namespaced }) => ({
      apiVersion,
      kind,
      plural: name,
      scope: namespaced ? 'Namespaced' : 'Cluster',
    }));
}
