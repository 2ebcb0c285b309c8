import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { defaultConfig, parseConfig } from '../../lib/config/parse.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { RunError } from '../../lib/run/run-error.ts';
import { gateways } from '../../lib/sources/gateway/gateway-resources.ts';
import { sourceNames, sources } from '../../lib/sources/index.ts';
import { sync } from '../../lib/sync.ts';
import { connect, prepareRun } from '../../lib/wire.ts';
import { rbacManifests } from '../../scripts/rbac/manifests.ts';

const annotated = (name: string, hostname: string) => ({
  name,
  namespace: 'shop',
  annotations: { 'external-dns.kubernetes.io/hostname': hostname },
});

/** Objects that make every source read all that it may, with one name that no zone holds. */
const objects = [
  { apiVersion: 'v1', kind: 'Service', metadata: annotated('front', 'front.example.com'), spec: { type: 'NodePort' } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: annotated('peers', 'peers.example.com'),
    spec: { type: 'ClusterIP', clusterIP: 'None', selector: { app: 'peer' } },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules: [{ host: 'web.example.com' }, { host: 'web.nowhere.test' }] },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
  },
  {
    apiVersion: 'externaldns.k8s.io/v1alpha1',
    kind: 'DNSEndpoint',
    metadata: { name: 'mail', namespace: 'shop', generation: 1 },
    spec: { endpoints: [{ dnsName: 'mail.example.com', recordType: 'A', targets: ['192.0.2.2'] }] },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'entry', namespace: 'shop' },
    spec: { listeners: [{ name: 'web', protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Selector' } } }] },
  },
];

/** With other addresses, so that records are updated. */
const moved = (object: (typeof objects)[number]) =>
  JSON.parse(JSON.stringify(object).replaceAll('192.0.2.', '198.51.100.'));

let folder: string;
let route53: Route53Emulator;
const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
  route53 = await startRoute53();
  Object.assign(process.env, credentials, { AWS_ENDPOINT_URL: route53.url });
});

afterAll(async () => {
  await route53.stop();
  await rm(folder, { recursive: true });
});

type Manifests = ReturnType<typeof rbacManifests>;

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const configOf = (flags: readonly string[]) => parseConfig({ flags, availableSources: sourceNames });

const rulesOf = (manifest: object): readonly Rule[] => ('rules' in manifest ? (manifest.rules as Rule[]) : []);

/** Every single right: `list services`. */
const rightsOf = (manifests: Manifests): readonly string[] =>
  manifests
    .flatMap(rulesOf)
    .flatMap(({ resources, verbs }) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)));

const withoutRight = (manifests: Manifests, right: string): Manifests =>
  manifests.map((manifest) => ({
    ...manifest,
    ...('rules' in manifest && { rules: rulesOf(manifest).flatMap((rule) => takeAway(rule, right)) }),
  }));

const takeAway = (rule: Rule, right: string): readonly Rule[] =>
  rule.resources.map((resource) => ({
    ...rule,
    resources: [resource],
    verbs: rule.verbs.filter((verb) => `${verb} ${resource}` !== right),
  }));

/** The requests that a run, and another one six minutes later with other addresses, were refused. */
async function refusedRequests(flags: readonly string[], manifests: Manifests): Promise<readonly string[]> {
  const kubernetes = await startKubernetes();
  try {
    kubernetes.defineResource(gateways);
    kubernetes.apply(parse(await readFile('infra/kubernetes/dnsendpoint-crd.yaml', 'utf8')), ...objects, ...manifests);
    for (const { id } of route53.zones()) route53.deleteZone(id);
    route53.createZone('example.com');
    await runAt(Date.UTC(2026, 0, 1, 12, 10), flags, kubernetes);
    kubernetes.apply(...objects.map(moved));
    await runAt(Date.UTC(2026, 0, 1, 12, 16), flags, kubernetes);
    const refused = kubernetes.requests.filter(({ status }) => status === 403);
    return [...new Set(refused.map(({ verb, resource }) => `${verb} ${resource}`))];
  } finally {
    await kubernetes.stop();
  }
}

/** Without some rights no run can be made: that is what the refused requests tell. */
async function runAt(time: number, flags: readonly string[], kubernetes: KubernetesEmulator): Promise<void> {
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, kubernetes.kubeconfig('system:serviceaccount:dns-herald:dns-herald'));
  const parsed = configOf([...flags, `--kubeconfig=${kubeconfig}`, '--route53-requests-per-second=1000']);
  const run = prepareRun(parsed, connect(parsed.config, credentials), { now: () => time });
  await sync(run).catch((error: unknown) => {
    if (!(error instanceof RunError)) throw error;
  });
}

/** The others read nothing of the cluster. */
const readers = [...sources.values()].filter(({ permissions }) => permissions(defaultConfig).length > 0);

/** What a refused list asks for next (lib/cluster/allowed-namespaces.ts); nobody has to grant it. */
const fallback = 'list namespaces';

describe.each([
  { title: 'all sources', flags: readers.map(({ name }) => `--source=${name}`) },
  { title: 'service and ingress', flags: ['--source=service', '--source=ingress'] },
  { title: 'ingress under an owner id', flags: ['--source=ingress', '--txt-owner-id=shop'] },
  { title: 'ingress with statuses on the objects', flags: ['--source=ingress', '--annotate-status'] },
  { title: 'ingress without a registry', flags: ['--source=ingress', '--registry=noop'] },
])('the rights shipped for $title', ({ flags }) => {
  const manifests = rbacManifests(configOf(flags).config);

  it('are enough for a run', async () => {
    expect(await refusedRequests(flags, manifests)).toEqual([]);
  });

  it.each(rightsOf(manifests))('are no more than it takes: without "%s" that request is refused', async (right) => {
    const refused = await refusedRequests(flags, withoutRight(manifests, right));
    expect(refused.filter((each) => each === right || each !== fallback)).toEqual([right]);
  });
});
