import type { KubernetesClient } from './client.ts';
import { type Cluster, hasStatus, type KubernetesObject, type ListOptions, type Resource } from './cluster.ts';

/** Objects asked for in one page. */
const pageSize = 500;

interface Page {
  readonly metadata?: { readonly continue?: string };
  readonly items?: readonly (KubernetesObject | null)[];
}

interface ResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[] | null;
}

/** The cluster as one run sees it: each list is asked for once, however many sources want it. */
export function runCluster(client: KubernetesClient, signal: AbortSignal): Cluster {
  const lists = new Map<string, Promise<readonly KubernetesObject[]>>();
  return {
    list(resource, options = {}) {
      const path = listPath(resource, options);
      const key = `${path} ${options.labelSelector ?? ''} ${options.fieldSelector ?? ''}`;
      const known = lists.get(key) ?? listAll({ client, resource, options, signal });
      lists.set(key, known);
      return known;
    },
    discover: (apiVersion) => discover(client, apiVersion, signal),
  };
}

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

const rootPath = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

/** `/api/v1/services`, `/apis/networking.k8s.io/v1/namespaces/shop/ingresses`. */
export function listPath({ apiVersion, plural, scope }: Resource, { namespace }: ListOptions = {}): string {
  const within = namespace === undefined || scope === 'Cluster' ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${rootPath(apiVersion)}${within}/${plural}`;
}

interface WantedList {
  readonly client: KubernetesClient;
  readonly resource: Resource;
  readonly options: ListOptions;
  readonly signal: AbortSignal;
}

/** A continue token lives some minutes; when it has expired (410) the list is begun again, once. */
async function listAll(wanted: WantedList): Promise<readonly KubernetesObject[]> {
  try {
    return await listPages(wanted);
  } catch (error) {
    if (hasStatus(error, 410)) return listPages(wanted);
    throw error;
  }
}

async function listPages({ client, resource, options, signal }: WantedList): Promise<readonly KubernetesObject[]> {
  const path = listPath(resource, options);
  const objects: KubernetesObject[] = [];
  let token: string | undefined = '';
  while (token !== undefined) {
    const query: Readonly<Record<string, string>> = {
      limit: String(pageSize),
      ...(token !== '' && { continue: token }),
      ...(options.labelSelector !== undefined && { labelSelector: options.labelSelector }),
      ...(options.fieldSelector !== undefined && { fieldSelector: options.fieldSelector }),
    };
    const page: Page = await client.request<Page>('GET', path, { query, signal });
    objects.push(...(page.items ?? []).flatMap((item) => (item === null ? [] : [named(item, resource)])));
    token = page.metadata?.continue || undefined;
  }
  return objects;
}

/** The items of a list come without apiVersion and kind. */
const named = (item: KubernetesObject, { apiVersion, kind }: Resource): KubernetesObject => ({
  ...item,
  apiVersion,
  kind,
});
