import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import type { Report } from '../../lib/report/report.ts';
import { type CommandOutcome, commandLine, linesOf } from '../support/command-line.ts';

const api = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'api',
    namespace: 'shop',
    annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'api.example.com' },
  },
  spec: { type: 'LoadBalancer' },
  status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
};

describe('npm run sync with a bad configuration', () => {
  it.each([
    [
      'an unknown flag, with the nearest name',
      ['--source=fake', '--txt-ownr-id=me'],
      '--txt-ownr-id is not a flag of dns-herald; did you mean --txt-owner-id?',
    ],
    [
      'a regular expression that is none',
      ['--source=fake', '--regex-domain-filter=('],
      expect.stringContaining('--regex-domain-filter'),
    ],
    [
      'two flags that exclude each other',
      ['--source=fake', '--txt-prefix=a', '--txt-suffix=b'],
      '--txt-prefix "a" and --txt-suffix "b" exclude each other; keep the one that your ownership records have.',
    ],
    ['no source', [], expect.stringContaining('No source is chosen; set --source (EXTERNAL_DNS_SOURCE)')],
    [
      'a kubeconfig that is not there',
      ['--source=service', '--kubeconfig=/nowhere/kubeconfig'],
      expect.stringContaining('The kubeconfig /nowhere/kubeconfig could not be read'),
    ],
  ])('says in one line what is wrong, and exits with 2: %s', async (_, flags, sentence) => {
    const { exitCode, stdout, stderr } = await commandLine(['sync', ...flags]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(linesOf(stderr)).toEqual([sentence]);
  });

  it('makes no real run where npm took --dry-run for itself', async () => {
    const { exitCode, stderr } = await commandLine(['sync', '--source=fake'], { npm_config_dry_run: 'true' });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('write two dashes before the flags: npm run sync -- --dry-run');
  });

  it('says every problem in a line of its own', async () => {
    const { stderr } = await commandLine(['sync', '--sorce=fake', '--min-ttl=soon', '--policy=all']);
    expect(linesOf(stderr).map((line) => line.split(' ')[0])).toEqual(['--sorce', '--min-ttl', '--policy', 'No']);
  });

  it('prints the problems as one JSON document where JSON is asked for', async () => {
    const { exitCode, stdout } = await commandLine(['sync', '--sorce=fake', '--source=fake', '--output=json']);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 2, problems: ['--sorce is not a flag of dns-herald; did you mean --source?'] },
    });
  });

  it('lists the flags with --help, whatever else is written', async () => {
    const { exitCode, stdout, stderr } = await commandLine(['sync', '--help', '--sorce=fake']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('--txt-owner-id=TEXT');
  });

  it.each([
    ['explain', 'npm run explain -- WHAT FLAGS: what becomes of a name'],
    ['doctor', 'npm run doctor -- FLAGS: each right'],
    ['import', 'npm run import -- FILE|-|FLAGS: an installation of ExternalDNS'],
    ['serve', 'npm run local: an embedded cluster'],
    ['demo', 'npm start: the whole job'],
  ])('says with --help what %s is for, and leaves the flags to sync', async (command, beginning) => {
    const { exitCode, stdout } = await commandLine([command, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout.startsWith(beginning)).toBe(true);
    expect(stdout).not.toContain('--txt-prefix');
  });
});

describe('npm run sync on a cluster and Route 53', () => {
  let kubernetes: KubernetesEmulator;
  let route53: Route53Emulator;
  let folder: string;
  let kubeconfig: string;

  beforeEach(async () => {
    [kubernetes, route53] = await Promise.all([startKubernetes(), startRoute53()]);
    folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
    kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, kubernetes.kubeconfig());
    route53.createZone('example.com');
    kubernetes.apply(api);
  });

  afterEach(async () => {
    await Promise.all([kubernetes.stop(), route53.stop(), rm(folder, { recursive: true })]);
  });

  const sync = (...flags: readonly string[]): Promise<CommandOutcome> =>
    commandLine(['sync', '--source=service', '--route53-requests-per-second=1000', ...flags], {
      KUBECONFIG: kubeconfig,
      AWS_ENDPOINT_URL: route53.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });

  const notes = (): readonly unknown[] => kubernetes.objects('v1', 'Event').map(({ message }) => message);

  it('exits with 0 when everything was done', async () => {
    const { exitCode, stdout, stderr } = await sync();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('1 created');
  });

  it('prints the report and nothing else on stdout with --output=json; warnings go to stderr', async () => {
    const { exitCode, stdout, stderr } = await sync('--output=json', '--interval=1m');
    const report: Report = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(report.results).toMatchObject([{ dnsName: 'api.example.com', action: 'Create', status: 'Success' }]);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(/^--interval is ignored: /)]);
  });

  it('changes nothing and tells nobody with --dry-run', async () => {
    const { exitCode, stdout } = await sync('--dry-run');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('+ create  A      api.example.com');
    expect(Object.keys(route53.counts())).not.toContain('ChangeResourceRecordSets');
    expect(notes()).toEqual([]);
  });

  it('exits with 3 and one sentence when the cluster cannot be reached', async () => {
    await kubernetes.stop();
    const { exitCode, stdout, stderr } = await sync();
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(linesOf(stderr)).toEqual([expect.stringContaining(`${kubernetes.url} could not be reached`)]);
  });

  it('exits with 3 and one sentence when the token has expired', async () => {
    kubernetes.revoke('admin');
    const { exitCode, stderr } = await sync('--txt-owner-id=me', '--source=ingress');
    expect(exitCode).toBe(3);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(/have expired; renew them/)]);
    expect(stderr.match(/renew them/g)).toHaveLength(1);
  });

  it('exits with 1 and names the resource when one is forbidden, and does the rest', async () => {
    kubernetes.grant('limited', [
      {
        verbs: ['list'],
        apiGroups: ['', 'discovery.k8s.io'],
        resources: ['services', 'pods', 'nodes', 'endpointslices'],
      },
      { verbs: ['*'], apiGroups: ['', 'coordination.k8s.io'], resources: ['events', 'leases'] },
    ]);
    await writeFile(kubeconfig, kubernetes.kubeconfig('limited'));
    const { exitCode, stdout } = await sync('--source=ingress', '--txt-owner-id=me');
    expect(exitCode).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain('User "limited" cannot list resource "ingresses"');
    expect(stdout).toContain('1 created');
  });

  it('exits with 1 when the account has no zone for a name, and tells its object', async () => {
    for (const { id } of route53.zones()) route53.deleteZone(id);
    const { exitCode, stdout } = await sync();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('NoMatchingZone');
    expect(notes()).toEqual([expect.stringMatching(/no hosted zone .*encloses "api\.example\.com"/)]);
  });

  it('exits with 3 and one sentence when AWS denies access, and tells the objects', async () => {
    route53.fail({ answer: 'deny' });
    const { exitCode, stdout, stderr } = await sync();
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(linesOf(stderr)).toEqual([expect.stringContaining('not authorized')]);
    expect(notes()).toEqual([expect.stringMatching(/A record "api\.example\.com" was not published/)]);
  });

  it('exits with 1 when AWS denies the change alone, and says which record', async () => {
    route53.fail({ action: 'ChangeResourceRecordSets', answer: 'deny' });
    const { exitCode, stdout } = await sync();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('1 failed');
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/A record "api\.example\.com".*not authorized/);
  });
});
