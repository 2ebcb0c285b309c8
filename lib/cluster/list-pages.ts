import type { KubernetesClient } from './client.ts';
import { hasStatus, type KubernetesObject, type ListOptions, type ObjectMeta, type Resource } from './cluster.ts';

/**
 * Objects asked for in one page: a page of Services is some megabytes, a tenth of it on the wire. With smaller ones most
 * of the time goes by between two pages.
 */
const pageSize = 2500;

interface Page {
  readonly metadata?: { readonly continue?: string };
  readonly items?: readonly (KubernetesObject | null)[];
}

/** `/api/v1`, `/apis/networking.k8s.io/v1`. */
export const rootPath = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

/** `/api/v1/services`, `/apis/networking.k8s.io/v1/namespaces/shop/ingresses`. */
export function listPath({ apiVersion, plural, scope }: Resource, { namespace }: ListOptions = {}): string {
  const within = namespace === undefined || scope === 'Cluster' ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${rootPath(apiVersion)}${within}/${plural}`;
}

/** One list, and who asks for it. */
export interface WantedList {
  readonly client: KubernetesClient;
  readonly resource: Resource;
  readonly options: ListOptions;
  readonly signal: AbortSignal;
}

/** A continue token lives some minutes; when it has expired (410) the list is begun again, once. */
export async function listAll(wanted: WantedList): Promise<readonly KubernetesObject[]> {
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

/** The items of a list come without apiVersion and kind, and may be half of what no source reads. */
const named = (item: KubernetesObject, { apiVersion, kind }: Resource): KubernetesObject => ({
  ...item,
  metadata: withoutWriters(item.metadata),
  apiVersion,
  kind,
});

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Who wrote which field, and what `kubectl apply` was given, are for writers; ExternalDNS drops them too (source/informers,
 * TransformRemoveManagedFields and TransformRemoveLastAppliedConfig). What is no metadata is left as it is.
 */
function withoutWriters(metadata: ObjectMeta & { readonly managedFields?: unknown }): ObjectMeta {
  if (typeof metadata !== 'object' || metadata === null) return metadata;
  const { managedFields: _writers, ...kept } = metadata;
  if (kept.annotations?.[lastApplied] === undefined) return kept;
  const { [lastApplied]: _applied, ...annotations } = kept.annotations;
  return { ...kept, annotations };
}
