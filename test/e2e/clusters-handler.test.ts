import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readClustersFile } from '../../lib/clusters/clusters-file.ts';
import { resolveClusters } from '../../lib/clusters/resolve-clusters.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { metricNames } from '../../lib/report/metric-names.ts';
import { service } from '../scenarios/manifests.ts';
import { type FunctionInProcess, loadSync } from '../support/function-in-process.ts';
import { lambdaContext } from '../support/lambda-context.ts';

let clusters: Readonly<Record<'eu' | 'big', KubernetesEmulator>>;
let route53: Route53Emulator;
let folder: string;
let loaded: FunctionInProcess;
let explain: (event: object) => Promise<unknown>;

const functionName = 'dns-herald-prod-sync';

const serviceOf = (name: string, hostname: string) => service(name, hostname, '192.0.2.1');

const base = {
  EXTERNAL_DNS_SOURCE: 'service',
  EXTERNAL_DNS_ROUTE53_REQUESTS_PER_SECOND: '1000',
  // Each run reads both sides.
  EXTERNAL_DNS_PROVIDER_CACHE_TIME: '0s',
};

/** Zone a is the parent of zone b, and they belong to different shards. */
const clustersFile = () => `
clusters:
  - { name: eu, kubeconfig: ${join(folder, 'eu')}, txtOwnerId: eu, domainFilter: eu.example.org }
  - name: big
    kubeconfig: ${join(folder, 'big')}
    txtOwnerId: big
    shards:
      - { name: a, zoneIdFilter: ZPARENT }
      - { name: b, zoneIdFilter: ZCHILD }
`;

beforeAll(async () => {
  const [eu, big, dns] = await Promise.all([startKubernetes(), startKubernetes(), startRoute53()]);
  clusters = { eu, big };
  route53 = dns;
  folder = mkdtempSync(join(tmpdir(), 'clusters-'));
  for (const [name, cluster] of Object.entries(clusters)) writeFileSync(join(folder, name), cluster.kubeconfig());
  const { instances } = resolveClusters(readClustersFile(clustersFile()), base);
  writeFileSync(join(folder, 'clusters.json'), JSON.stringify(instances));
  route53.createZone('eu.example.org', { id: 'ZEU' });
  route53.createZone('example.com', { id: 'ZPARENT' });
  route53.createZone('shop.example.com', { id: 'ZCHILD' });
  clusters.eu.apply(serviceOf('web', 'web.eu.example.org'));
  clusters.big.apply(serviceOf('top', 'top.example.com'), serviceOf('deep', 'deep.shop.example.com'));
  loaded = await loadSync(functionName, {
    ...base,
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_ENDPOINT_URL: route53.url,
    DNS_HERALD_CLUSTERS: join(folder, 'clusters.json'),
  });
  const explaining = await import('../../functions/explain.ts');
  explain = (event) => explaining.handler(event, lambdaContext(functionName));
});

beforeEach(() => loaded.forget());

afterAll(async () => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
  await Promise.all([clusters.eu.stop(), clusters.big.stop(), route53.stop()]);
});

/** What was told of a metric: the values of its dimensions, and its own. */
const told = (name: string): readonly (readonly [dimensions: string, value: unknown])[] =>
  loaded.lines().flatMap((line) => {
    const embedded = line['_aws'];
    if (typeof embedded !== 'object' || embedded === null || !(name in line)) return [];
    const [{ Dimensions } = { Dimensions: [] }] = Object(embedded).CloudWatchMetrics;
    return Dimensions.map((names: string[]) => [names.map((each) => line[each]).join(' '), line[name]]);
  });

const throttle = { status: 400, code: 'Throttling', message: 'Rate exceeded' } as const;

const namesIn = (zone: string): readonly string[] =>
  route53.recordSets(zone).flatMap(({ Name, Type }) => (Type === 'A' ? [Name ?? ''] : []));

const leases = (): readonly unknown[] =>
  clusters.big.objects('coordination.k8s.io/v1', 'Lease').map(({ metadata }) => metadata.name);

describe('a function for several clusters', () => {
  it('serves the one that the payload names', async () => {
    const { counts } = await loaded.invoke({ cluster: 'eu' });
    expect(counts).toMatchObject({ created: 1, failed: 0 });
    expect(namesIn('ZEU')).toEqual(['web.eu.example.org.']);
    expect(namesIn('ZPARENT')).toEqual([]);
  });

  it('writes the cluster, the run and the invocation into every line on a change', async () => {
    clusters.eu.apply(serviceOf('next', 'next.eu.example.org'));
    const { runId } = await loaded.invoke({ cluster: 'eu' });
    expect(loaded.lines().filter(({ dnsName }) => dnsName === 'next.eu.example.org')).toEqual([
      expect.objectContaining({
        cluster: 'eu',
        runId,
        function_request_id: 'request-1',
        action: 'Create',
        level: 'INFO',
      }),
    ]);
  });

  it('tells what matters for each cluster, and the rest for all of them', async () => {
    await loaded.invoke({ cluster: 'eu' });
    expect(told(metricNames.runsSucceeded)).toEqual([
      ['dns-herald-prod-sync', 1],
      ['dns-herald-prod-sync eu', 1],
    ]);
    expect(told(metricNames.runsAttempted)).toEqual([['dns-herald-prod-sync', 1]]);
    expect(told(metricNames.sourceRecords)).toEqual([['dns-herald-prod-sync A', 2]]);
    expect(told(metricNames.verifiedRecords)).toEqual([['dns-herald-prod-sync A', 2]]);
    expect(told(metricNames.registryRecords)).toContainEqual(['dns-herald-prod-sync A', 2]);
    expect(told(metricNames.records)).toEqual([['dns-herald-prod-sync A upToDate', 2]]);
    expect(told(metricNames.noOpRuns)).toEqual([['dns-herald-prod-sync', 1]]);
  });

  it('counts a run that could not be made against its cluster', async () => {
    const mend = route53.fail({ action: 'ListHostedZones', answer: 'deny', times: 1 });
    await expect(loaded.invoke({ cluster: 'eu' })).rejects.toThrow('could not be listed');
    mend();
    expect(told(metricNames.runsSucceeded)).toEqual([
      ['dns-herald-prod-sync', 0],
      ['dns-herald-prod-sync eu', 0],
    ]);
    expect(told(metricNames.runsFailed)).toEqual([['dns-herald-prod-sync', 1]]);
    expect(told(metricNames.registryErrors)).toEqual([['dns-herald-prod-sync', 1]]);
  });

  it('counts the requests that Route 53 refused for their rate', async () => {
    const mend = route53.fail({ action: 'ListHostedZones', answer: throttle, times: 1 });
    const { calls } = await loaded.invoke({ cluster: 'eu', dryRun: true });
    mend();
    expect(calls.throttled).toBe(1);
    expect(told(metricNames.route53Throttles)).toEqual([['dns-herald-prod-sync', 1]]);
  });

  it('refuses a name that the packaged file does not have', async () => {
    await expect(loaded.invoke({ cluster: 'bigg' })).rejects.toThrow('did you mean big?');
    await expect(loaded.invoke({})).rejects.toThrow('The payload names no cluster; this function serves eu, big.');
    expect(told(metricNames.runsSucceeded)).toEqual([
      ['dns-herald-prod-sync', 0],
      ['dns-herald-prod-sync', 0],
    ]);
  });

  it('leaves the lists out for who asks for a summary', async () => {
    const { counts, results, omitted } = await loaded.invoke({ cluster: 'eu', summary: true, verbose: true });
    expect({ upToDate: counts.upToDate, results, omitted }).toEqual({ upToDate: 2, results: [], omitted: 2 });
  });

  it('explains a name of the cluster that the question names', async () => {
    expect(await explain({ cluster: 'eu', name: 'web.eu.example.org' })).toMatchObject({ outcome: expect.anything() });
    await expect(explain({ name: 'web.eu.example.org' })).rejects.toThrow('The payload names no cluster');
  });
});

describe('the shards of a cluster', () => {
  it('write each to its own zone, under a Lease of its own', async () => {
    await loaded.invoke({ cluster: 'big', shard: 'a' });
    expect([namesIn('ZPARENT'), namesIn('ZCHILD')]).toEqual([['top.example.com.'], []]);
    await loaded.invoke({ cluster: 'big', shard: 'b' });
    expect([namesIn('ZPARENT'), namesIn('ZCHILD')]).toEqual([['top.example.com.'], ['deep.shop.example.com.']]);
    expect(new Set(leases()).size).toBe(2);
  });

  it('do not warn of names of the others, on no object and in no line', async () => {
    expect(clusters.big.objects('v1', 'Event').map(({ reason }) => reason)).toEqual(['RecordReady', 'RecordReady']);
    for (const shard of ['a', 'b']) {
      const { undone } = await loaded.invoke({ cluster: 'big', shard });
      expect(undone).toEqual({ failing: 0, held: 0, deferred: 0 });
    }
    expect(loaded.lines().filter(({ level }) => level === 'WARN' || level === 'ERROR')).toEqual([]);
  });

  it('delete nothing outside of their zones', async () => {
    clusters.big.remove('v1', 'Service', 'default', 'deep');
    await loaded.invoke({ cluster: 'big', shard: 'a' });
    expect(namesIn('ZCHILD')).toEqual(['deep.shop.example.com.']);
    const { counts } = await loaded.invoke({ cluster: 'big', shard: 'b' });
    expect(counts.deleted).toBe(1);
    expect([namesIn('ZPARENT'), namesIn('ZCHILD')]).toEqual([['top.example.com.'], []]);
  });

  it('do not wait for one another', async () => {
    clusters.big.apply(serviceOf('one', 'one.example.com'), serviceOf('two', 'two.shop.example.com'));
    const reports = await Promise.all(['a', 'b'].map((shard) => loaded.invoke({ cluster: 'big', shard })));
    expect(reports.map(({ counts }) => counts.created)).toEqual([1, 1]);
  });

  it('are told apart in the metrics', async () => {
    await loaded.invoke({ cluster: 'big', shard: 'b' });
    expect(told(metricNames.recordsFailing)).toEqual([
      ['dns-herald-prod-sync', 0],
      ['dns-herald-prod-sync big b', 0],
    ]);
  });
});
