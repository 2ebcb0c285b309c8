import pMap from 'p-map';
import { errorMessage } from '../error-message.ts';
import { hasStatus, type KubernetesObject, type NamespaceGap, type Resource } from './cluster.ts';
import { listAll, type WantedList } from './list-pages.ts';

/** The objects of the namespaces that may be listed, and those that may not. */
export interface AllowedList {
  readonly objects: readonly KubernetesObject[];
  readonly gaps: readonly NamespaceGap[];
}

const namespaces: Resource = { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', scope: 'Cluster' };

/** Namespaces asked side by side. */
const concurrency = 8;

/**
 * Lists a resource; where the whole cluster may not be listed, the namespaces that may, which takes the right to list
 * namespaces. Throws what the first list did (403) where not a single one may be listed.
 */
export async function listAllowed(wanted: WantedList): Promise<AllowedList> {
  try {
    return { objects: await listAll(wanted), gaps: [] };
  } catch (error) {
    if (!hasStatus(error, 403) || wanted.resource.scope === 'Cluster' || wanted.options.namespace !== undefined)
      throw error;
    return listEach(wanted, error);
  }
}

async function listEach(wanted: WantedList, refusal: unknown): Promise<AllowedList> {
  const names = await namespaceNames(wanted, refusal);
  const parts = await pMap(names, (namespace) => listOne(wanted, namespace), { concurrency });
  const gaps = parts.flatMap((part) => ('problem' in part ? [part] : []));
  if (gaps.length === parts.length) throw refusal;
  return { objects: parts.flatMap((part) => ('problem' in part ? [] : part)), gaps };
}

async function namespaceNames({ client, signal }: WantedList, refusal: unknown): Promise<readonly string[]> {
  try {
    const listed = await listAll({ client, resource: namespaces, options: {}, signal });
    return listed.map(({ metadata }) => metadata.name);
  } catch (error) {
    throw hasStatus(error, 403) ? refusal : error;
  }
}

async function listOne(wanted: WantedList, namespace: string): Promise<readonly KubernetesObject[] | NamespaceGap> {
  try {
    return await listAll({ ...wanted, options: { ...wanted.options, namespace } });
  } catch (error) {
    if (hasStatus(error, 403)) return { namespace, problem: errorMessage(error) };
    throw error;
  }
}
