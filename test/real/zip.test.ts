import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { service } from '../scenarios/manifests.ts';
import { Stage } from '../scenarios/stage.ts';
import { invokeUnpacked, type PackagedService, packageService } from '../support/packaged-service.ts';
import { scheduledEvent } from '../support/scheduled-event.ts';
import { type RealWorld, startRealWorld } from './real-world.ts';

const shell = { ...process.env };

let world: RealWorld;
let stage: Stage;
let folder: string;
let packaged: PackagedService;
let explainSecret: string;

/** What Lambda's own environment would not hold: where AWS is, here. */
let place: Readonly<Record<string, string>>;

/** A kubeconfig of the ServiceAccount in Secrets Manager. */
async function secretOf(account: string, name = account): Promise<string> {
  const kubeconfig = await world.cluster.kubeconfigFor({ namespace: 'dns-herald', name: account });
  const { ARN = '' } = await new SecretsManagerClient({ region: 'eu-west-1' }).send(
    new CreateSecretCommand({ Name: name, SecretString: await readFile(kubeconfig, 'utf8') }),
  );
  return ARN;
}

beforeAll(async () => {
  world = await startRealWorld();
  stage = await Stage.open(world);
  place = { AWS_ENDPOINT_URL: process.env['AWS_ENDPOINT_URL'] ?? '' };
  await stage.apply(service('web', 'web.example.com', '192.0.2.1'));
  explainSecret = await secretOf('dns-herald-explain');
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-zip-'));
  packaged = await packageService(folder, [`--param=kubeconfigSecret=${await secretOf('dns-herald')}`]);
});

afterAll(async () => {
  process.env = { ...shell };
  await world?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The records, without those that zones begin with and those of ownership. */
const addresses = async (): Promise<readonly string[]> =>
  (await stage.records()).filter((record) => /\bA\b/.test(record));

/** The ServiceAccount of explain has the rights that the access entry's group `dns-herald-explain` gives. */
const explain = (question: object) =>
  invokeUnpacked(packaged, question, { ...place, EXTERNAL_DNS_KUBECONFIG: explainSecret }, 'explain');

describe('the zip that osls packages, unpacked in an empty folder', () => {
  it('plans when it is invoked by hand for a dry run', async () => {
    const report = await invokeUnpacked(packaged, { dryRun: true, sources: ['service'] }, place);
    expect(report.results).toMatchObject([{ dnsName: 'web.example.com', action: 'Create', cause: 'DryRun' }]);
    expect(await addresses()).toEqual([]);
  });

  it('explains what is to come, with rights that only read', async () => {
    const trail = await explain({ name: 'web.example.com' });
    expect(trail).toMatchObject({ outcome: { code: 'Create' }, notes: [] });
    expect(trail.sources.map(({ state }: { readonly state: string }) => state)).toEqual(['read', 'read']);
  });

  it('does the job when the schedule invokes it', async () => {
    const report = await invokeUnpacked(packaged, scheduledEvent, place);
    expect(report).toMatchObject({ counts: { created: 1, failed: 0 }, events: { emitted: 1, failed: 0 } });
    expect(await addresses()).toEqual([expect.stringContaining('web.example.com')]);
  });

  it('has nothing to do when it is invoked again by hand', async () => {
    const report = await invokeUnpacked(packaged, {}, place);
    expect(report.counts).toMatchObject({ created: 0, updated: 0, deleted: 0, upToDate: 1, failed: 0 });
  });

  it('explains what was done, down to the event', async () => {
    const trail = await explain({ object: `Service/${stage.namespace}/web` });
    expect(trail).toMatchObject({ outcome: { code: 'UpToDate' }, events: [{ reason: 'RecordReady' }], notes: [] });
  });
});

describe('the zip that osls packages with a clusters file', () => {
  const root = join(import.meta.dirname, '..', '..');
  const names = ['blue', 'green'] as const;
  let several: PackagedService;

  beforeAll(async () => {
    const clusters = await Promise.all(
      names.map(async (name) => ({
        name,
        kubeconfig: await secretOf('dns-herald', name),
        txtOwnerId: name,
        domainFilter: [`${name}.example.com`],
        awsZoneMatchParent: true,
      })),
    );
    const file = join(folder, 'clusters.yml');
    await writeFile(file, stringify({ clusters }));
    several = await packageService(join(folder, 'several'), [`--param=clusters=${relative(root, file)}`]);
    for (const name of names) await stage.apply(service(name, `web.${name}.example.com`, '192.0.2.1'));
  });

  it('runs each cluster under its own settings when it is invoked with its name', async () => {
    for (const cluster of names) {
      const report = await invokeUnpacked(several, { cluster }, place);
      expect(report).toMatchObject({ counts: { created: 1, deleted: 0, failed: 0 } });
      expect(report.results).toContainEqual(
        expect.objectContaining({ dnsName: `web.${cluster}.example.com`, action: 'Create', status: 'Success' }),
      );
    }
    const records = await stage.records();
    for (const owner of names) {
      const rows = records.filter((record) => record.includes(`external-dns/owner=${owner}`));
      expect(rows).toEqual([expect.stringContaining(`web.${owner}.example.com`)]);
    }
  });

  it.each([
    ['nothing', {}],
    ['another cluster', { cluster: 'red' }],
    ['the event of a schedule without a payload', scheduledEvent],
  ])('refuses %s', async (_, event) => {
    await expect(invokeUnpacked(several, event, place)).rejects.toThrow('blue, green');
  });
});

describe('who explains', () => {
  const who = '--as=system:serviceaccount:dns-herald:dns-herald-explain';

  it.each([
    ['create', 'events', '--all-namespaces'],
    ['patch', 'leases.coordination.k8s.io', '--namespace=kube-system'],
    ['patch', 'services', '--all-namespaces'],
    ['get', 'secrets', '--all-namespaces'],
  ])('may not %s %s', async (verb, resource, scope) => {
    await expect(world.cluster.kubectl(['auth', 'can-i', verb, resource, scope, who])).rejects.toThrow();
  });
});
