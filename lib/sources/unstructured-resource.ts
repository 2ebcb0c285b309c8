import { type Cluster, ClusterError, type Resource } from '../cluster/cluster.ts';
import { SourceError } from './source-error.ts';

/** A resource as `--unstructured-resource` names it: its kind and scope are the cluster's to tell. */
export interface NamedResource {
  readonly apiVersion: string;
  readonly plural: string;
}

/**
 * Reads `resource.version.group`, or `resource.version` of the core group.
 * @throws SourceError for any other text.
 */
export function parseNamedResource(text: string): NamedResource {
  const [, plural, version, group] = /^([a-z0-9-]+)\.(v[a-z0-9]+)(?:\.([a-z0-9.-]+))?$/.exec(text) ?? [];
  if (plural === undefined || version === undefined) {
    throw new SourceError(
      'unstructured',
      `--unstructured-resource says ${JSON.stringify(text)}; write RESOURCE.VERSION.GROUP, such as virtualmachineinstances.v1.kubevirt.io, or configmaps.v1`,
    );
  }
  return { plural, apiVersion: group === undefined ? version : `${group}/${version}` };
}

/**
 * Kind and scope of a resource.
 * @throws ClusterError with status 404 when the cluster does not serve it.
 */
export async function discoverResource(cluster: Cluster, { apiVersion, plural }: NamedResource): Promise<Resource> {
  const found = (await cluster.discover(apiVersion)).find((each) => each.plural === plural);
  if (found === undefined) throw new ClusterError(`the cluster serves no ${plural} at ${apiVersion}`, { status: 404 });
  return found;
}
