import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { leaseName } from '../../lib/cluster/lease.ts';
import { dnsEndpoint, ingress, service } from '../scenarios/manifests.ts';
import { resultLines, Stage } from '../scenarios/stage.ts';
import { plainSet } from '../scenarios/world.ts';
import { type EmbeddedWorld, startEmbeddedWorld } from '../support/embedded-world.ts';

let world: EmbeddedWorld;
let stage: Stage;

beforeAll(async () => {
  world = await startEmbeddedWorld({ clusterRetries: 0 });
});

afterAll(() => world.stop());

/** An owner, and so a Lease, for each test. */
let tests = 0;

beforeEach(async () => {
  tests += 1;
  stage = await Stage.open(world, `safety-${tests}`);
});

/** Services `s0`, `s1` ..., each with a name of its own. */
const services = (count: number) =>
  Array.from({ length: count }, (_, index) => service(`s${index}`, `s${index}.example.com`, `192.0.2.${index + 1}`));

const addressRecords = async (): Promise<readonly string[]> =>
  (await stage.records()).filter((line) => line.startsWith('A '));

const batches = (): number => world.account.counts()['ChangeResourceRecordSets'] ?? 0;

/** Does something between the reading of a run and the batch of that number. */
function beforeBatch(number: number, act: () => void): () => void {
  let seen = 0;
  const when = () => {
    seen += 1;
    if (seen === number) act();
    return false;
  };
  return world.account.fail({ action: 'ChangeResourceRecordSets', when, answer: 'deny' });
}

/** Another run takes the Lease by force, as after a pause of ours that was too long. */
function seizeLease(): void {
  const name = leaseName(stage.owner);
  const [lease] = world.kubernetes
    .objects('coordination.k8s.io/v1', 'Lease')
    .filter((each) => each.metadata.name === name);
  world.kubernetes.apply({
    ...lease,
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { ...lease?.metadata, name, namespace: 'kube-system' },
    spec: { holderIdentity: 'another run', leaseDurationSeconds: 60, renewTime: new Date().toISOString() },
  });
}

/** One change, with its ownership row, in a batch. */
const smallBatches = ['--source=service', '--aws-batch-change-size=2'];

const errors = (...names: readonly string[]) => names.map((name) => `${name} Warning RecordError FailedSync`);
const ready = (action: string, ...names: readonly string[]) =>
  names.map((name) => `${name} Normal RecordReady ${action}`);
const skipped = (...names: readonly string[]) => names.map((name) => `${name} Normal RecordSkipped Skipped`);

describe('no record is lost that should stay, and its object is told, when', () => {
  it.each([
    ['the API server answers 500 for Services', { status: 500, reason: 'InternalError' }],
    ['the API server cuts the list of Services in the middle', 'truncate'],
    ['the API server refuses the list of Services', { status: 403, reason: 'Forbidden' }],
  ] as const)('%s in mid-run', async (_, answer) => {
    await stage.apply(...services(2), ingress('web', ['web.example.com'], 'lb.example.net'));
    await stage.run();
    await stage.expectNews(...ready('Created', 'Service/s0', 'Service/s1', 'Ingress/web'));
    await stage.remove(service('s0', ''));
    await stage.apply(ingress('web', ['www.example.com'], 'lb.example.net'));
    const mend = world.kubernetes.fail({ resource: 'services', verb: 'list', with: answer });
    const { report, clean } = await stage.run();
    mend();
    expect(clean).toBe(false);
    expect(report.sources).toMatchObject([{ name: 'service', error: expect.any(String) }, { name: 'ingress' }]);
    expect(await addressRecords()).toEqual(['A s0.example.com. 192.0.2.1', 'A s1.example.com. 192.0.2.2']);
    await stage.expectNews(
      ...errors('Service/s0', 'Service/s1'),
      'Ingress/web Normal RecordDeleted Deleted',
      ...ready('Created', 'Ingress/web'),
    );
    const told = await stage.events('type=Warning');
    expect(told.map(({ message }) => message)).toEqual(
      Array(2).fill(expect.stringContaining('the source service could not be read')),
    );
  });

  it('the CRD of DNSEndpoints is uninstalled', async () => {
    const definition = world.kubernetes
      .objects('apiextensions.k8s.io/v1', 'CustomResourceDefinition')
      .find(({ metadata }) => metadata.name.startsWith('dnsendpoints.'));
    const flags = ['--source=service', '--source=crd'];
    await stage.apply(dnsEndpoint('vpn', { dnsName: 'vpn.example.com', recordType: 'A', targets: ['192.0.2.9'] }));
    await stage.run(flags);
    await stage.expectNews(...ready('Created', 'DNSEndpoint/vpn'));
    world.kubernetes.remove(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      undefined,
      definition?.metadata.name ?? '',
    );
    const { report } = await stage.run(flags);
    if (definition) world.kubernetes.apply({ ...definition });
    expect(report.results).toMatchObject([{ dnsName: 'vpn.example.com', cause: 'SourceUnavailable' }]);
    expect(await addressRecords()).toEqual(['A vpn.example.com. 192.0.2.9']);
    await stage.expectNews(...errors('DNSEndpoint/vpn'));
  });

  it('the status of a load balancer is emptied', async () => {
    await stage.apply(...services(2));
    await stage.run();
    await stage.expectNews(...ready('Created', 'Service/s0', 'Service/s1'));
    await stage.apply(service('s0', 's0.example.com'));
    await stage.run();
    expect(await addressRecords()).toEqual(['A s0.example.com. 192.0.2.1', 'A s1.example.com. 192.0.2.2']);
    await stage.expectNews(...skipped('Service/s0'));
    const told = (await stage.events('reason=RecordSkipped')).map(({ message }) => message);
    expect(told).toContainEqual(expect.stringContaining('"s0.example.com" was kept as it is'));
  });

  it('half of the cluster is deleted', async () => {
    await stage.apply(...services(12));
    await stage.run();
    await stage.expectNews(...ready('Created', ...services(12).map(({ metadata }) => `Service/${metadata.name}`)));
    const half = services(6);
    await stage.remove(...half);
    expect(resultLines(await stage.run())).toEqual(
      half.map(({ metadata }) => `DeletionsHeld A ${metadata.name}.example.com`),
    );
    expect(await addressRecords()).toHaveLength(12);
    await stage.expectNews(...errors(...half.map(({ metadata }) => `Service/${metadata.name}`)));
  });

  it.each<readonly [string, ResourceRecordSet, readonly string[], string]>([
    [
      'changes a record',
      plainSet('A', 's0.example.com', '198.51.100.7'),
      ['A s0.example.com. 198.51.100.7', 'A s1.example.com. 192.0.2.102'],
      'Update',
    ],
    [
      'changes an ownership row',
      plainSet('TXT', 'a-s0.example.com', '"heritage=external-dns,external-dns/owner=other"'),
      ['A s0.example.com. 192.0.2.101', 'A s1.example.com. 192.0.2.102'],
      'Update',
    ],
  ])('another writer %s between our read and our write', async (_, set, expected) => {
    await stage.apply(...services(2));
    await stage.run();
    await stage.expectNews(...ready('Created', 'Service/s0', 'Service/s1'));
    await stage.apply(service('s0', 's0.example.com', '192.0.2.101'), service('s1', 's1.example.com', '192.0.2.102'));
    const end = beforeBatch(1, () => world.account.put(stage.zoneId, set));
    await stage.run();
    end();
    expect(await addressRecords()).toEqual(expected);
    const isOverwritten = expected.includes('A s0.example.com. 192.0.2.101');
    await stage.expectNews(
      ...(isOverwritten ? ready('Updated', 'Service/s0') : errors('Service/s0')),
      ...ready('Updated', 'Service/s1'),
    );
    expect((await stage.records()).filter((line) => line.includes('owner=other'))).toHaveLength(isOverwritten ? 1 : 0);
  });

  it('a payload narrows the run to one source', async () => {
    await stage.apply(...services(1), ingress('web', ['web.example.com'], 'lb.example.net'));
    await stage.run();
    await stage.expectNews(...ready('Created', 'Service/s0', 'Ingress/web'));
    await stage.run(undefined, {}, { sources: ['service'] });
    expect(await stage.records()).toContain('CNAME web.example.com. lb.example.net');
    await stage.expectNews(...skipped('Ingress/web'));
  });

  it('another run is writing already', async () => {
    await stage.apply(...services(1));
    await stage.run();
    await stage.expectNews(...ready('Created', 'Service/s0'));
    await stage.apply(service('s0', 's0.example.com', '192.0.2.77'), service('new', 'new.example.com', '192.0.2.9'));
    seizeLease();
    const before = batches();
    const { clean } = await stage.run();
    expect([clean, batches() - before]).toEqual([false, 0]);
    expect(await addressRecords()).toEqual(['A s0.example.com. 192.0.2.1']);
    await stage.expectNews(...skipped('Service/s0', 'Service/new'));
    // Its Lease runs out with it.
    await stage.run(undefined, { now: () => Date.now() + 120_000 });
    expect(await addressRecords()).toEqual(['A new.example.com. 192.0.2.9', 'A s0.example.com. 192.0.2.77']);
  });

  it('three runs begin at once', async () => {
    await stage.apply(...services(5));
    const runs = await Promise.all([1, 2, 3].map(() => stage.run(smallBatches)));
    const done = runs.flatMap(({ report }) => report.results).filter(({ status }) => status === 'Success');
    expect(done.map(({ dnsName }) => dnsName).sort()).toEqual([...new Set(done.map(({ dnsName }) => dnsName))].sort());
    await stage.run(smallBatches);
    expect(await addressRecords()).toHaveLength(5);
    expect(resultLines(await stage.run(smallBatches))).toEqual([]);
    const told = new Set(
      (await stage.events('reason=RecordReady')).map(({ involvedObject }) => involvedObject['name']),
    );
    expect(told.size).toBe(5);
  });

  it('the Lease is lost between two batches', async () => {
    await stage.apply(...services(4));
    const start = Date.now();
    const end = beforeBatch(2, seizeLease);
    const { report } = await stage.run(smallBatches, { now: () => start + batches() * 30_000 });
    end();
    expect(report.counts).toMatchObject({ created: 2, skipped: 2 });
    expect(await addressRecords()).toHaveLength(2);
    await stage.expectNews(...ready('Created', 'Service/s0', 'Service/s1'), ...skipped('Service/s2', 'Service/s3'));
  });

  it('the deadline comes with the third batch', async () => {
    await stage.apply(...services(5));
    const start = Date.now();
    const now = () => start + batches() * 1000;
    const { report, clean } = await stage.run(smallBatches, { now, deadline: start + 16_500 });
    expect(clean).toBe(false);
    expect(report.counts).toMatchObject({ created: 2, skipped: 3 });
    await stage.expectNews(
      ...ready('Created', 'Service/s0', 'Service/s1'),
      ...skipped('Service/s2', 'Service/s3', 'Service/s4'),
    );
    await stage.run(smallBatches);
    expect(await addressRecords()).toHaveLength(5);
    await stage.expectNews(...ready('Created', 'Service/s2', 'Service/s3', 'Service/s4'));
  });
});
