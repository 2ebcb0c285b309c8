import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { KubernetesClient, Method } from '../../lib/cluster/client.ts';
import { ClusterError, type KubernetesObject } from '../../lib/cluster/cluster.ts';
import type { CoreEvent } from '../../lib/events/core-event.ts';

/** A cluster and a Route 53 that scenarios run on: the embedded ones, or real components. Both speak HTTP. */
export interface World {
  /** May do everything in the cluster. */
  readonly admin: KubernetesClient;
  /** Path of the kubeconfig that the function runs with: a ServiceAccount with the rights that infra/kubernetes grants. */
  readonly kubeconfig: string;
  readonly route53: Route53Client;
  /** Tries of each request to the cluster after the first; as the product has them where absent. */
  readonly clusterRetries?: number;
  /** Makes a namespace that nobody used before. */
  newNamespace(): Promise<string>;
  /** Forgets every hosted zone. */
  resetRoute53(): Promise<void>;
}

/** A manifest as a scenario writes it; its namespace is the scenario's. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: object;
  readonly status?: object;
}

/** As English has it, which every kind so far keeps to: `proxies`, `gateways`, `ingresses`. */
const pluralOf = (kind: string): string =>
  kind
    .toLowerCase()
    .replace(/(?<![aeiou])y$/, 'ie')
    .replace(/s$/, 'se')
    .concat('s');

const isClusterScoped = (kind: string): boolean => kind === 'Node';

function pathOf({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>, namespace: string): string {
  const plural = pluralOf(kind);
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return isClusterScoped(kind) ? `${root}/${plural}` : `${root}/namespaces/${namespace}/${plural}`;
}

/** Creates the object, or merges the manifest into it; then writes its status, as its controller would. */
export async function apply({ admin }: World, namespace: string, manifest: Manifest): Promise<void> {
  const path = pathOf(manifest, namespace);
  const { status, ...body } = manifest;
  await createOrPatch(admin, path, body);
  if (status !== undefined)
    await admin.request('PATCH', `${path}/${manifest.metadata.name}/status`, { body: { status } });
}

async function createOrPatch(admin: KubernetesClient, path: string, body: Omit<Manifest, 'status'>): Promise<void> {
  try {
    await admin.request('POST', path, { body });
  } catch (error) {
    if (!(error instanceof ClusterError) || error.status !== 409) throw error;
    await admin.request('PATCH', `${path}/${body.metadata.name}`, { body });
  }
}

/** One request about an object of a scenario. */
export const touch =
  (method: Method) =>
  (
    { admin }: World,
    namespace: string,
    object: Pick<Manifest, 'apiVersion' | 'kind' | 'metadata'>,
  ): Promise<KubernetesObject> =>
    admin.request(method, `${pathOf(object, namespace)}/${object.metadata.name}`);

/** Events of a namespace, newest writing last, as `kubectl get events --field-selector` asks for them. */
export async function eventsIn({ admin }: World, namespace: string, fieldSelector = ''): Promise<readonly CoreEvent[]> {
  const query = fieldSelector === '' ? {} : { fieldSelector };
  const list = await admin.request<{ readonly items: readonly CoreEvent[] }>(
    'GET',
    `/api/v1/namespaces/${namespace}/events`,
    { query },
  );
  return list.items;
}

export async function createZone({ route53 }: World, name: string): Promise<string> {
  const answer = await route53.send(
    new CreateHostedZoneCommand({ Name: name, CallerReference: `${name} ${Math.random()}` }),
  );
  return (answer.HostedZone?.Id ?? '').replace('/hostedzone/', '');
}

/** Puts record sets into a zone as another writer would. */
export async function write(
  { route53 }: World,
  zoneId: string,
  action: 'CREATE' | 'DELETE' | 'UPSERT',
  ...sets: readonly ResourceRecordSet[]
): Promise<void> {
  const Changes = sets.map((set) => ({ Action: action, ResourceRecordSet: set }));
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes } }));
}

export const plainSet = (
  type: 'A' | 'CNAME' | 'TXT',
  name: string,
  ...values: readonly string[]
): ResourceRecordSet => ({
  Name: name,
  Type: type,
  TTL: 300,
  ResourceRecords: values.map((Value) => ({ Value })),
});

/** What a zone holds beside its SOA and NS: `A api.example.com. 192.0.2.1`, sorted. */
export async function recordsOf({ route53 }: World, zoneId: string): Promise<readonly string[]> {
  const { ResourceRecordSets = [] } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }));
  return ResourceRecordSets.filter(({ Type }) => Type !== 'SOA' && Type !== 'NS')
    .map(setText)
    .sort();
}

const setText = ({ Type, Name, AliasTarget, ResourceRecords = [] }: ResourceRecordSet): string => {
  const values = AliasTarget
    ? `alias ${AliasTarget.DNSName?.replace(/\.$/, '')}`
    : ResourceRecords.map(({ Value }) => Value)
        .sort()
        .join(' ');
  return `${Type} ${Name?.replace('\\052', '*')} ${values}`;
};
