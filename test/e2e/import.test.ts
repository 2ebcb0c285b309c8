import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import type { Imported } from '../../lib/import/import.ts';
import type { Report } from '../../lib/report/report.ts';
import { service } from '../scenarios/manifests.ts';
import { type CommandOutcome, commandLine, linesOf } from '../support/command-line.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** `npm run import` on a file with this text. */
async function importText(text: string, ...more: readonly string[]): Promise<CommandOutcome> {
  const file = join(folder, 'values.yaml');
  await writeFile(file, text);
  return commandLine(['import', file, ...more]);
}

describe('npm run import', () => {
  it('prints what serverless.yml takes: parameters where there are some, else variables', async () => {
    const { exitCode, stdout, stderr } = await importText('sources: [crd]\npolicy: create-only\ninterval: 5m\n');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`
  params:
    prod:
      sources: crd
      ownerId: default
  provider:
    environment:
      EXTERNAL_DNS_POLICY: create-only
`);
    expect(stdout).toContain('--interval=5m: a schedule invokes the function');
    expect(stdout).toContain('npm run sync -- --dry-run --source=crd --policy=create-only --txt-owner-id=default\n');
  });

  it('reads YAML as Helm does: mappings are merged, and no is false', async () => {
    const values = 'base: &base { publishInternalServices: no, policy: sync }\n<<: *base\nfqdnTemplates: []\n';
    const { stdout } = await importText(values, '--output=json');
    expect(JSON.parse(stdout).settings).toEqual({
      EXTERNAL_DNS_SOURCE: 'service\ningress',
      EXTERNAL_DNS_TXT_OWNER_ID: 'default',
    });
  });

  it('exits with 1 where a person has to see to something, and says to what', async () => {
    const { exitCode, stdout } = await importText('provider: { name: google }\n');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('--provider=google: "google" is not available; the only value here is aws.');
  });

  it.each([
    ['flags on the command line', ['--source=service', '--txt-owner-id=me', '--output=json']],
    ['a file of flags', ['FLAGS', '--output', 'json']],
  ])('reads %s', async (_, argv) => {
    const file = join(folder, 'flags');
    await writeFile(file, "--source=service \\\n  --txt-owner-id='me'\n");
    const { stdout } = await commandLine(['import', ...argv.map((each) => (each === 'FLAGS' ? file : each))]);
    const { settings }: Imported = JSON.parse(stdout);
    expect(settings).toEqual({ EXTERNAL_DNS_SOURCE: 'service', EXTERNAL_DNS_TXT_OWNER_ID: 'me' });
  });

  it.each([
    ['nothing', [], 'Say what to import'],
    ['a file that is not there', ['/nowhere/values.yaml'], '/nowhere/values.yaml could not be read'],
  ])('says what is wrong with %s, and exits with 2', async (_, argv, sentence) => {
    const { exitCode, stderr } = await commandLine(['import', ...argv]);
    expect(exitCode).toBe(2);
    expect(linesOf(stderr)).toEqual([expect.stringContaining(sentence)]);
  });

  it.each([
    ['no YAML', 'a: [', 'is no YAML'],
    ['of something else', 'colour: blue', 'describes no ExternalDNS'],
    ['without an anchor that it names', 'sources: *none', 'Unresolved alias'],
    ['of aliases without end', `a: &a [1, 2]\nb: &b [${'*a, '.repeat(99)}]\nc: [${'*b, '.repeat(99)}]`, 'alias'],
  ])('says that a file is %s', async (_, text, sentence) => {
    const { exitCode, stderr } = await importText(text);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

describe('a zone that ExternalDNS wrote under its default owner id', () => {
  let kubernetes: KubernetesEmulator;
  let route53: Route53Emulator;

  beforeAll(async () => {
    [kubernetes, route53] = await Promise.all([startKubernetes(), startRoute53()]);
    await writeFile(join(folder, 'kubeconfig'), kubernetes.kubeconfig());
    const heritage = 'heritage=external-dns,external-dns/owner=default,external-dns/resource=service/shop/api';
    const row = { Type: 'TXT' as const, TTL: 300, ResourceRecords: [{ Value: `"${heritage}"` }] };
    route53.put(
      route53.createZone('example.com'),
      { Name: 'api.example.com', Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] },
      { ...row, Name: 'edns-a-api.example.com' },
    );
    const api = service('api', 'api.example.com', '192.0.2.1');
    kubernetes.apply({ ...api, metadata: { ...api.metadata, namespace: 'shop' } });
  });
  afterAll(() => Promise.all([kubernetes.stop(), route53.stop()]));

  it.each([
    ['values of the official chart', 'sources: [service]\ntxtPrefix: edns-\ninterval: 1m\n'],
    ['values of the Bitnami chart', 'sources: [service]\ntxtPrefix: edns-\naws: { region: eu-west-1 }\n'],
    ['flags', '--source=service --provider=aws --registry=txt --txt-prefix=edns- --policy=sync\n'],
  ])('is planned without a change by the first dry run, with what is imported from %s', async (_, text) => {
    const { stdout: imported } = await importText(text, '--output=json');
    const { flags, settings }: Imported = JSON.parse(imported);
    expect(settings['EXTERNAL_DNS_TXT_OWNER_ID']).toBe('default');
    const { exitCode, stdout } = await commandLine(['sync', '--dry-run', '--output=json', ...flags], {
      KUBECONFIG: join(folder, 'kubeconfig'),
      AWS_ENDPOINT_URL: route53.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    const { counts, results }: Report = JSON.parse(stdout);
    expect({ exitCode, results }).toEqual({ exitCode: 0, results: [] });
    expect(counts).toMatchObject({ created: 0, updated: 0, deleted: 0, failed: 0, skipped: 0, upToDate: 1 });
  });
});
