import type { Manifest } from '../scenarios/world.ts';
import type { Place } from './servers/commands.ts';
import type { Servers } from './servers/servers.ts';

/** Owner of the records: both sides write the same rows, so that one zone serves both. */
export const owner = 'bench';

/** The namespace and the zone of the Services of one size. */
export const placeOf = (size: number): Place => ({ namespace: `services-${size}`, zone: `of-${size}.example.org` });

/** Manifests sent to the servers at once. */
const portion = 1000;

/** Puts that many Services, each with a name of its own, into the cluster, and their zone, empty, into Route 53. */
export async function populate(servers: Servers, size: number, place = placeOf(size)): Promise<void> {
  for (let from = 0; from < size; from += portion) {
    const indices = Array.from({ length: Math.min(portion, size - from) }, (_, index) => from + index);
    await servers.apply(indices.map((index) => serviceManifest(place, index)));
  }
  await servers.emptyZone(place);
}

/** An object as the cluster stores it. */
interface StoredManifest extends Manifest {
  readonly metadata: Manifest['metadata'] & { readonly namespace: string; readonly managedFields: readonly object[] };
}

/** As a cloud's controller leaves a Service that `kubectl apply` made: most of it is nobody's concern here. */
export function serviceManifest({ namespace, zone }: Place, index: number, address = addressOf(index)): StoredManifest {
  const name = `web-${String(index).padStart(5, '0')}`;
  const annotations = asked('hostname', `${name}.${zone}`);
  const ports = [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 8443, nodePort: 30_000 + (index % 2768) }];
  const selector = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace,
      labels: { ...selector, 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/managed-by': 'kubectl' },
      annotations: {
        ...annotations,
        [lastApplied]: JSON.stringify({ metadata: { name, annotations }, ports, selector }),
      },
      managedFields: [managed('kubectl-client-side-apply'), managed('cloud-controller-manager', 'status')],
    },
    spec: {
      type: 'LoadBalancer',
      clusterIP: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      externalTrafficPolicy: 'Cluster',
      sessionAffinity: 'None',
      ports,
      selector,
    },
    status: { loadBalancer: { ingress: [{ ip: address, ipMode: 'VIP' }] } },
  };
}

/** An annotation as every version of the peer reads it: under the prefix of 0.22, and under the one before. */
export const asked = (key: string, value: string): Readonly<Record<string, string>> => ({
  [`external-dns.kubernetes.io/${key}`]: value,
  [`external-dns.alpha.kubernetes.io/${key}`]: value,
});

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Addresses for documentation and benchmarks (RFC 2544 section C.2.2). */
const addressOf = (index: number): string => `198.${18 + ((index >> 16) & 1)}.${(index >> 8) & 255}.${index & 255}`;

const managed = (manager: string, subresource?: string): object => ({
  manager,
  operation: 'Update',
  apiVersion: 'v1',
  time: '2026-01-01T00:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: {
    'f:metadata': { 'f:annotations': { '.': {}, [`f:${lastApplied}`]: {} }, 'f:labels': { '.': {} } },
    'f:spec': { 'f:externalTrafficPolicy': {}, 'f:ports': { '.': {} }, 'f:selector': {}, 'f:sessionAffinity': {} },
    'f:status': { 'f:loadBalancer': { 'f:ingress': {} } },
  },
  ...(subresource && { subresource }),
});
