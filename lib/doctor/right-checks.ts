import pMap from 'p-map';
import type { KubernetesClient } from '../cluster/client.ts';
import { ClusterError } from '../cluster/cluster.ts';
import type { Config } from '../config/config.ts';
import type { Right, RunPermissions } from '../run/permissions.ts';
import { type Check, clusterCheck, type Finding, failed, ok, unchecked } from './check.ts';

interface Asking {
  readonly client: KubernetesClient;
  readonly config: Config;
  readonly signal: AbortSignal;
}

/** The fields of a SelfSubjectAccessReview; without a namespace it asks for all of them. */
interface Attributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly namespace?: string;
}

interface AccessReview {
  readonly status?: { readonly allowed?: boolean; readonly reason?: string };
}

const concurrentReviews = 8;

/** Asks the cluster for each right that a run needs, and whether it serves what the sources read. */
export async function rightChecks(asking: Asking, rights: RunPermissions, user: string): Promise<readonly Check[]> {
  const { namespace, leaseNamespace } = asking.config;
  const asked = [
    ...rights.cluster.flatMap((right) => attributesOf(right, namespace)),
    ...rights.lease.flatMap((right) => attributesOf(right, leaseNamespace)),
  ];
  const once = [...new Map(asked.map((each) => [JSON.stringify(each), each])).values()];
  const groups = new Set(rights.cluster.map(({ apiGroup }) => apiGroup).filter((group) => group.includes('.')));
  const options = { concurrency: concurrentReviews };
  const served = await pMap(groups, (group) => servedCheck(asking, group), options);
  return [...served.flat(), ...(await pMap(once, (attributes) => rightCheck(asking, attributes, user), options))];
}

function attributesOf({ apiGroup, resource, verbs, resourceNames }: Right, namespace?: string): readonly Attributes[] {
  const [plural = '', subresource] = resource.split('/');
  return verbs.flatMap((verb) =>
    (resourceNames ?? [undefined]).map((name) => ({
      verb,
      group: apiGroup,
      resource: plural,
      ...(subresource !== undefined && { subresource }),
      ...(name !== undefined && { name }),
      ...(namespace !== undefined && { namespace }),
    })),
  );
}

const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

async function rightCheck({ client, signal }: Asking, attributes: Attributes, user: string): Promise<Check> {
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: attributes },
  };
  try {
    const { status } = await client.request<AccessReview>('POST', path, { body, signal });
    return clusterCheck(nameOf(attributes), status?.allowed === true ? ok() : refused(attributes, user));
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return clusterCheck(nameOf(attributes), unchecked(error.message));
  }
}

/** `patch dnsendpoints.externaldns.k8s.io/status`, as `kubectl auth can-i` takes it. */
function nameOf({ verb, group, resource, subresource, name, namespace }: Attributes): string {
  const full = group === '' ? resource : `${resource}.${group}`;
  const part = subresource === undefined ? '' : `/${subresource}`;
  const object = name === undefined ? '' : ` ${name}`;
  return `${verb} ${full}${part}${object}${namespace === undefined ? '' : ` in ${namespace}`}`;
}

const refused = (attributes: Attributes, user: string): Finding =>
  failed(
    `user "${user}" may not ${nameOf(attributes)}`,
    'npm run --silent rbac -- FLAGS | kubectl apply -f -, with the flags of this installation, and let the user be in the group dns-herald or be the ServiceAccount dns-herald',
  );

/** A right to what the cluster does not know is granted all the same: whether the CRD is there is a question of its own. */
async function servedCheck({ client, signal }: Asking, group: string): Promise<readonly Check[]> {
  try {
    await client.request('GET', `/apis/${group}`, { signal });
    return [];
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.status !== 404) return [];
    return [
      clusterCheck(
        `the API ${group}`,
        failed('the cluster does not serve it', 'install its CRDs, or leave out the sources that read it'),
      ),
    ];
  }
}
