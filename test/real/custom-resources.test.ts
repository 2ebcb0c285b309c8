import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import type { KubernetesObject } from '../../lib/cluster/cluster.ts';
import { loadKubeConfig } from '../../lib/cluster/kubeconfig.ts';
import { runCluster } from '../../lib/cluster/run-cluster.ts';
import { sources } from '../../lib/sources/index.ts';
import type { Source, SourceResult } from '../../lib/sources/source.ts';
import { contextOf } from '../support/source-fixture.ts';
import { witnesses } from '../support/source-witness.ts';
import { type RealCluster, startCluster } from './cluster.ts';

const definitions = readdirSync(join(import.meta.dirname, 'crds'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => join(import.meta.dirname, 'crds', file));

const names = [
  'ambassador-host',
  'contour-httpproxy',
  'f5-transportserver',
  'f5-virtualserver',
  'gloo-proxy',
  'istio-gateway',
  'istio-virtualservice',
  'kong-tcpingress',
  'openshift-route',
  'skipper-routegroup',
  'traefik-proxy',
];

let cluster: RealCluster;

beforeAll(async () => {
  cluster = await startCluster();
  await cluster.createNamespace('gloo-system');
  await cluster.kubectl(['apply', ...definitions.map((file) => `--filename=${file}`)]);
  await cluster.kubectl(['wait', '--for=condition=Established', 'customresourcedefinitions', '--all']);
});

afterAll(() => cluster?.stop());

/** Reads a source from the real server. */
function read(name: string, ...flags: readonly string[]): Promise<SourceResult> {
  const source = sourceOf(name);
  const context = contextOf(source, { title: name, flags });
  const choice = { kubeconfig: cluster.adminKubeconfig, context: undefined, server: undefined };
  const client = kubernetesClient({ kubeConfig: loadKubeConfig(choice), timeoutMs: 60_000, retries: 3 });
  return source.read({ ...context, cluster: runCluster(client, context.signal) });
}

function sourceOf(name: string): Source {
  const source = sources.get(name);
  if (source === undefined) throw new Error(`There is no source named ${name}`);
  return source;
}

/** Applies an object, its status through the subresource. */
async function apply({ status, ...object }: KubernetesObject): Promise<void> {
  await cluster.kubectl(['apply', '--filename=-'], JSON.stringify(object));
  if (status === undefined) return;
  const { apiVersion = '', kind = '', metadata } = object;
  const [group = '', version = ''] = apiVersion.split('/');
  const what = [`${kind}.${version}.${group}`, metadata.name, `--namespace=${metadata.namespace ?? 'default'}`];
  await cluster.kubectl([
    'patch',
    ...what,
    '--subresource=status',
    '--type=merge',
    `--patch=${JSON.stringify({ status })}`,
  ]);
}

/** Name, targets and the object that asked, as the server knows it. */
const asked = ({ endpoints }: SourceResult) =>
  endpoints.map(({ dnsName, targets, refs }) => ({
    dnsName,
    targets,
    uid: refs[0]?.uid,
    apiVersion: refs[0]?.apiVersion,
  }));

describe('sources of custom resources, on a real API server', () => {
  it.each(names)('%s is read at the version that is served, with the uid of its object', async (name) => {
    const witness = witnesses[name] ?? { metadata: { name } };
    expect(asked(await read(name))).toEqual([]);
    await apply(witness);
    expect(asked(await read(name))).toEqual([
      {
        dnsName: 'witness.example.net',
        targets: ['192.0.2.7'],
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        apiVersion: witness.apiVersion,
      },
    ]);
  });

  it('unstructured learns kind and scope from discovery', async () => {
    const annotations = {
      'external-dns.kubernetes.io/hostname': 'eu.example.net',
      'external-dns.kubernetes.io/target': '192.0.2.8',
    };
    await apply({ apiVersion: 'apps.example.org/v1alpha1', kind: 'Region', metadata: { name: 'eu', annotations } });
    const { endpoints, kinds } = await read(
      'unstructured',
      '--unstructured-resource=regions.v1alpha1.apps.example.org',
    );
    expect(endpoints).toMatchObject([
      { dnsName: 'eu.example.net', labels: { resource: 'region//eu' }, refs: [{ kind: 'Region', name: 'eu' }] },
    ]);
    expect(kinds).toMatchObject([{ label: 'region', scope: 'Cluster' }]);
  });

  it.each(['towns.v1alpha1.apps.example.org', 'regions.v1.apps.example.org', 'regions.v1.nowhere.example.org'])(
    'unstructured is missing where the server does not serve %s',
    async (resource) => {
      await expect(read('unstructured', `--unstructured-resource=${resource}`)).rejects.toMatchObject({ status: 404 });
    },
  );

  it('an istio Gateway is read at v1beta1 once the server stops serving v1', async () => {
    const patch = [{ op: 'replace', path: '/spec/versions/0/served', value: false }];
    const what = ['customresourcedefinition', 'gateways.networking.istio.io'];
    await cluster.kubectl(['patch', ...what, '--type=json', `--patch=${JSON.stringify(patch)}`]);
    const versionRead = async () => asked(await read('istio-gateway'))[0]?.apiVersion;
    for (let tries = 0; tries < 50 && (await versionRead()) === 'networking.istio.io/v1'; tries += 1);
    expect(await versionRead()).toBe('networking.istio.io/v1beta1');
  });
});
