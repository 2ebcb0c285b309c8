import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { service } from '../scenarios/manifests.ts';
import { type FunctionInProcess, loadSync } from '../support/function-in-process.ts';
import { scheduledEvent } from '../support/scheduled-event.ts';

const secret = 'very-secret-access-key';

let cluster: KubernetesEmulator;
let route53: Route53Emulator;
let folder: string;
let loaded: FunctionInProcess;

const serviceOf = (name: string, hostname: string) => service(name, hostname, '192.0.2.1');

beforeAll(async () => {
  [cluster, route53] = await Promise.all([startKubernetes(), startRoute53()]);
  folder = mkdtempSync(join(tmpdir(), 'handler-'));
  const kubeconfig = join(folder, 'config');
  writeFileSync(kubeconfig, cluster.kubeconfig());
  route53.createZone('example.org', { id: 'Z1' });
  cluster.apply(serviceOf('web', 'web.example.org'), serviceOf('lost', 'lost.example.net'));
  loaded = await loadSync('dns-herald-sync', {
    AWS_ENDPOINT_URL: route53.url,
    AWS_SECRET_ACCESS_KEY: secret,
    EXTERNAL_DNS_KUBECONFIG: kubeconfig,
    EXTERNAL_DNS_SOURCE: 'service\ningress',
    EXTERNAL_DNS_TXT_OWNER_ID: 'me',
    EXTERNAL_DNS_ROUTE53_REQUESTS_PER_SECOND: '1000',
    EXTERNAL_DNS_AWS_API_RETRIES: '1',
  });
});

beforeEach(() => loaded.forget());

afterAll(async () => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
  await Promise.all([cluster.stop(), route53.stop()]);
});

const messages = (level: string): readonly unknown[] =>
  loaded
    .lines()
    .filter((line) => line['level'] === level)
    .map(({ message }) => message);

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => ({ name: 'none', problems: [] }),
    (error) => ({ name: error.name, problems: error.problems }),
  );

describe('the function', () => {
  it('carries out a scheduled run, logs a line for each result, and no secret', async () => {
    const report = await loaded.invoke(scheduledEvent);
    expect(report.counts).toMatchObject({ created: 1, failed: 0, skipped: 1 });
    expect(report.events).toMatchObject({ emitted: 2, failed: 0 });
    expect(route53.recordSetsAt('Z1', 'web.example.org.')).toHaveLength(1);
    expect(messages('INFO')).toContain(
      'Created the A record "web.example.org" in the public zone example.org with the target 192.0.2.1.',
    );
    expect(messages('WARN')).toContainEqual(expect.stringContaining('no hosted zone that this instance sees encloses'));
    expect(loaded.log()).not.toMatch(new RegExp(`${secret}|Bearer|${tokenOf(cluster.kubeconfig())}`));
  });

  it('uses its clients again when it is warm: nothing to do costs no change and no event', async () => {
    route53.resetRequests();
    const report = await loaded.invoke(scheduledEvent);
    expect(report.counts).toMatchObject({ created: 0, upToDate: 1 });
    expect(report.calls.route53).not.toHaveProperty('ChangeResourceRecordSets');
    expect(report.calls.route53).toEqual(route53.counts());
    expect(report.events).toMatchObject({ emitted: 0, repeated: 0, suppressed: 1 });
  });

  it('takes a payload that narrows the run', async () => {
    cluster.apply(serviceOf('new', 'new.example.org'));
    const report = await loaded.invoke({ dryRun: true, verbose: true, sources: ['service'] });
    expect(report).toMatchObject({ dryRun: true, sources: [{ name: 'service' }] });
    expect(report.results.map(({ dnsName, cause }) => [dnsName, cause])).toEqual(
      expect.arrayContaining([
        ['new.example.org', 'DryRun'],
        ['web.example.org', 'UpToDate'],
      ]),
    );
    expect(route53.recordSetsAt('Z1', 'new.example.org.')).toEqual([]);
  });

  it('defers what its time does not allow', async () => {
    const report = await loaded.invoke(scheduledEvent, 10_000);
    expect(report.results.find(({ dnsName }) => dnsName === 'new.example.org')).toMatchObject({
      status: 'Skip',
      cause: 'Deferred',
    });
    expect(route53.recordSetsAt('Z1', 'new.example.org.')).toEqual([]);
  });

  it('refuses a bad payload with every problem at once, each logged once', async () => {
    const { name, problems } = await failureOf(loaded.invoke({ dryrun: true, sources: [7] }));
    expect(name).toBe('ConfigError');
    expect(problems).toHaveLength(2);
    expect(messages('ERROR')).toEqual(problems);
  });

  it('fails, and says so once, when Route 53 cannot be used', async () => {
    const mend = route53.fail({ action: 'ListHostedZones', answer: 'deny' });
    expect(await failureOf(loaded.invoke({ sources: ['service'] }))).toMatchObject({ name: 'RunError' });
    mend();
    expect(messages('ERROR')).toEqual(['The run could not be made']);
    expect(cluster.objects('v1', 'Event').map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Route 53 hosted zones could not be listed: AccessDenied'),
    );
  });

  it('names a source that could not be read, once, and goes on with the others', async () => {
    const mend = cluster.fail({ resource: 'ingresses', with: { status: 403, reason: 'Forbidden', message: 'no' } });
    const report = await loaded.invoke({ domainFilter: ['example.org'] });
    mend();
    expect(report.sources.map(({ name, error }) => [name, error !== undefined])).toEqual([
      ['service', false],
      ['ingress', true],
    ]);
    expect(
      messages('ERROR').filter((message) => String(message).startsWith('The source ingress could not be read')),
    ).toHaveLength(1);
  });
});

const tokenOf = (kubeconfig: string): string => /token: "?([^"\s]+)/.exec(kubeconfig)?.[1] ?? 'no token';
