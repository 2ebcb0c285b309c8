import { hasStatus, type KubernetesObject, type ListOptions, type Resource } from '../cluster/cluster.ts';
import type { SourceContext } from './source.ts';

/** A resource that clusters serve at different versions, as custom resources grow up. */
export interface VersionedResource extends Resource {
  /** The `group/version`s to try, best first. Absent: `apiVersion` alone. */
  readonly versions?: readonly string[];
}

/**
 * Lists a resource at the best version that the cluster serves, which the items then carry as their apiVersion. For a
 * version that is not served an API server answers 404, as it does for a resource that it does not know at all.
 * @throws ClusterError; with status 404 when no version is served: the CRD is not installed.
 */
export async function listServed(
  { cluster, signal }: SourceContext,
  { versions, ...resource }: VersionedResource,
  options: ListOptions,
): Promise<readonly KubernetesObject[]> {
  let missing: unknown;
  for (const apiVersion of versions ?? [resource.apiVersion]) {
    signal.throwIfAborted();
    try {
      return await cluster.list({ ...resource, apiVersion }, options);
    } catch (error) {
      if (!isMissing(error)) throw error;
      missing ??= error;
    }
  }
  throw missing;
}

/** Whether the cluster does not know what was asked for. */
export const isMissing = (error: unknown): boolean => hasStatus(error, 404);

/**
 * What several kinds of one source give. A kind that the cluster does not know gives nothing, unless it knows none.
 * @throws ClusterError as the first kind does, with status 404 when all are missing.
 */
export async function whatIsServed<Reading>(reads: readonly (() => Promise<Reading>)[]): Promise<readonly Reading[]> {
  const outcomes = await Promise.allSettled(reads.map((read) => read()));
  const failures = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  const found = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const fatal = failures.find((error) => !isMissing(error)) ?? (found.length === 0 ? failures[0] : undefined);
  if (fatal !== undefined) throw fatal;
  return found;
}
