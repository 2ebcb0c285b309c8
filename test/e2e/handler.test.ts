import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import type { Report } from '../../lib/report/report.ts';
import { lambdaContext } from '../support/lambda-context.ts';

const secret = 'very-secret-access-key';

let cluster: KubernetesEmulator;
let route53: Route53Emulator;
let folder: string;
let invoke: (event: unknown, remainingMs?: number) => Promise<Report>;
let logged: string[];

const schedule = { 'detail-type': 'Scheduled Event', source: 'aws.scheduler', detail: {} };

const service = (name: string, hostname: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', annotations: { 'external-dns.alpha.kubernetes.io/hostname': hostname } },
  spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
  status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
});

const noTracing = { POWERTOOLS_TRACE_ENABLED: 'false', POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'INFO' };

beforeAll(async () => {
  [cluster, route53] = await Promise.all([startKubernetes(), startRoute53()]);
  folder = mkdtempSync(join(tmpdir(), 'handler-'));
  const kubeconfig = join(folder, 'config');
  writeFileSync(kubeconfig, cluster.kubeconfig());
  route53.createZone('example.org', { id: 'Z1' });
  cluster.apply(service('web', 'web.example.org'), service('lost', 'lost.example.net'));
  Object.assign(process.env, noTracing, {
    AWS_ENDPOINT_URL: route53.url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: secret,
    EXTERNAL_DNS_KUBECONFIG: kubeconfig,
    EXTERNAL_DNS_SOURCE: 'service\ningress',
    EXTERNAL_DNS_TXT_OWNER_ID: 'me',
    EXTERNAL_DNS_ROUTE53_REQUESTS_PER_SECOND: '1000',
    EXTERNAL_DNS_AWS_API_RETRIES: '1',
  });
  for (const stream of ['log', 'info', 'warn', 'error', 'debug'] as const)
    jest.spyOn(console, stream).mockImplementation((...args) => void logged.push(args.join(' ')));
  // Powertools writes through a console of its own.
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      logged.push(String(text));
      return true;
    });
  const { handler } = await import('../../functions/sync.ts');
  invoke = async (event, remainingMs = 60_000) => {
    const answer = await handler(event, lambdaContext('dns-herald-sync', remainingMs));
    if ('checks' in answer) throw new TypeError('an examination');
    return answer;
  };
});

beforeEach(() => {
  logged = [];
});

afterAll(async () => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
  await Promise.all([cluster.stop(), route53.stop()]);
});

const lines = (): readonly { readonly level?: string; readonly message?: string }[] =>
  logged
    .join('\n')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
const messages = (level: string): readonly (string | undefined)[] =>
  lines()
    .filter((line) => line.level === level)
    .map(({ message }) => message);

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => ({ name: 'none', problems: [] }),
    (error) => ({ name: error.name, problems: error.problems }),
  );

describe('the function', () => {
  it('carries out a scheduled run, logs a line for each result, and no secret', async () => {
    const report = await invoke(schedule);
    expect(report.counts).toMatchObject({ created: 1, failed: 0, skipped: 1 });
    expect(report.events).toMatchObject({ emitted: 2, failed: 0 });
    expect(route53.recordSetsAt('Z1', 'web.example.org.')).toHaveLength(1);
    expect(messages('INFO')).toContain(
      'Created the A record "web.example.org" in the public zone example.org with the target 192.0.2.1.',
    );
    expect(messages('WARN')).toContainEqual(expect.stringContaining('no hosted zone that this instance sees encloses'));
    expect(logged.join('\n')).not.toMatch(new RegExp(`${secret}|Bearer|${tokenOf(cluster.kubeconfig())}`));
  });

  it('uses its clients again when it is warm: nothing to do costs no change and no event', async () => {
    route53.resetRequests();
    const report = await invoke(schedule);
    expect(report.counts).toMatchObject({ created: 0, upToDate: 1 });
    expect(report.calls.route53).not.toHaveProperty('ChangeResourceRecordSets');
    expect(report.calls.route53).toEqual(route53.counts());
    expect(report.events).toMatchObject({ emitted: 0, repeated: 0, suppressed: 1 });
  });

  it('takes a payload that narrows the run', async () => {
    cluster.apply(service('new', 'new.example.org'));
    const report = await invoke({ dryRun: true, verbose: true, sources: ['service'] });
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
    const report = await invoke(schedule, 10_000);
    expect(report.results.find(({ dnsName }) => dnsName === 'new.example.org')).toMatchObject({
      status: 'Skip',
      cause: 'Deferred',
    });
    expect(route53.recordSetsAt('Z1', 'new.example.org.')).toEqual([]);
  });

  it('refuses a bad payload with every problem at once, each logged once', async () => {
    const { name, problems } = await failureOf(invoke({ dryrun: true, sources: [7] }));
    expect(name).toBe('ConfigError');
    expect(problems).toHaveLength(2);
    expect(messages('ERROR')).toEqual(problems);
  });

  it('fails, and says so once, when Route 53 cannot be used', async () => {
    const mend = route53.fail({ action: 'ListHostedZones', answer: 'deny' });
    expect(await failureOf(invoke({ sources: ['service'] }))).toMatchObject({ name: 'RunError' });
    mend();
    expect(messages('ERROR')).toEqual(['The run could not be made']);
    expect(cluster.objects('v1', 'Event').map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Route 53 hosted zones could not be listed: AccessDenied'),
    );
  });

  it('names a source that could not be read, once, and goes on with the others', async () => {
    const mend = cluster.fail({ resource: 'ingresses', with: { status: 403, reason: 'Forbidden', message: 'no' } });
    const report = await invoke({ domainFilter: ['example.org'] });
    mend();
    expect(report.sources.map(({ name, error }) => [name, error !== undefined])).toEqual([
      ['service', false],
      ['ingress', true],
    ]);
    expect(
      messages('ERROR').filter((message) => message?.startsWith('The source ingress could not be read')),
    ).toHaveLength(1);
  });
});

const tokenOf = (kubeconfig: string): string => /token: "?([^"\s]+)/.exec(kubeconfig)?.[1] ?? 'no token';
