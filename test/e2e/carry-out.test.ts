import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leaseName } from '../../lib/cluster/lease.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import type { Plan, WriteChange } from '../../lib/plan/change.ts';
import type { ApplyContext } from '../../lib/providers/provider.ts';
import { carryOut } from '../../lib/run/carry-out.ts';
import type { Run } from '../../lib/run/run.ts';
import type { Scope } from '../../lib/run/scope.ts';
import { configured, parsed } from '../support/parsed-config.ts';
import { sampleEndpoint } from '../support/sample-endpoint.ts';
import { type Connection, connect } from '../unit/emulators/route53/client-fixture.ts';
import { clientOf } from './cluster-connection.ts';
import { creating, names, planOf, readingProvider, rowOf, tally } from './route53-run.ts';

let cluster: KubernetesEmulator;
let account: Connection;
let time: number;

beforeEach(async () => {
  [cluster, account] = await Promise.all([startKubernetes(), connect()]);
  account.route53.createZone('example.org', { id: 'Z1' });
  time = Date.parse('2026-03-01T12:00:00Z');
});
afterEach(() => Promise.all([cluster.stop(), account.close()]));

const noted = (): Scope => ({ sources: ['fake'], filters: '' });
const rows: ApplyContext['rows'] = (change: WriteChange) => ({ remove: [], add: [rowOf(change.endpoint)] });

async function prepare(changes: Partial<Run> = {}): Promise<{ readonly run: Run; readonly plan: Plan }> {
  const { provider } = await readingProvider(account.client, { limits: { elements: 2, characters: 32_000 } });
  const run: Run = {
    runId: 'run-1',
    config: configured(),
    client: clientOf(cluster, { retries: 0 }),
    provider,
    providerCalls: () => ({}),
    providerThrottles: () => 0,
    emitter: { emit: async () => ({ emitted: 0, repeated: 0, failed: 0, suppressed: 0 }) },
    now: () => time,
    signal: new AbortController().signal,
    ...changes,
  };
  return { run, plan: creating(provider, names(4)) };
}

const batches = () => account.route53.counts()['ChangeResourceRecordSets'] ?? 0;
const lease = () => cluster.objects('coordination.k8s.io/v1', 'Lease')[0];

/** Another run takes the Lease by force. */
const takeLease = () =>
  clientOf(cluster).request('PATCH', `/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${leaseName('me')}`, {
    body: { spec: { holderIdentity: 'run-2' } },
  });

describe('carrying out a plan', () => {
  it('writes under the Lease and gives it back with the scope of the run', async () => {
    const { run, plan } = await prepare();
    const { results } = await carryOut(run, 'me', { rows, noted, guarded: () => plan });
    expect(tally(results)).toEqual({ Success: 4 });
    expect(lease()).toMatchObject({
      metadata: { annotations: { 'dns-herald.io/scope': '{"sources":["fake"],"filters":""}' } },
    });
    expect(lease()?.['spec']).not.toHaveProperty('holderIdentity');
  });

  it('guards the plan in the light of the scope of the last writing run', async () => {
    const { run, plan } = await prepare();
    const seen: (Scope | undefined)[] = [];
    const guarded = (scope: Scope | undefined) => {
      seen.push(scope);
      return plan;
    };
    await carryOut(run, 'me', { rows, noted, guarded });
    await carryOut(run, 'me', { rows, noted, guarded });
    expect(seen.at(-1)).toEqual({ sources: ['fake'], filters: '' });
  });

  it('leaves the noted scope alone where a payload narrowed the run', async () => {
    const { run, plan } = await prepare();
    await carryOut(run, 'me', { rows, noted, guarded: () => plan });
    const { config } = parsed({ flags: ['--source=service'] });
    await carryOut({ ...run, config, narrowed: { sources: ['fake'], filters: '' } }, 'me', {
      rows,
      noted,
      guarded: () => plan,
    });
    expect(lease()?.metadata.annotations?.['dns-herald.io/scope']).toBe('{"sources":["fake"],"filters":""}');
  });

  it('takes no Lease and writes nothing in a dry run', async () => {
    const { run, plan } = await prepare({ config: configured('--dry-run') });
    const { results } = await carryOut(run, 'me', { rows, noted, guarded: () => plan });
    expect(results.map((result) => result.status === 'Skip' && result.cause)).toEqual(
      Array(4).fill({ code: 'DryRun', would: 'Create' }),
    );
    expect([batches(), cluster.requests.map(({ verb }) => verb)]).toEqual([0, ['get']]);
  });

  it('takes no Lease where there is nothing to write, and every change keeps its cause', async () => {
    const { run } = await prepare();
    const plan = planOf([{ action: 'None', endpoint: sampleEndpoint(), cause: { code: 'UpToDate' } }]);
    const { results } = await carryOut(run, 'me', { rows, noted, guarded: () => plan });
    expect(tally(results)).toEqual({ 'Skip UpToDate': 1 });
    expect(cluster.requests).toHaveLength(0);
  });

  it('defers everything while another run holds the Lease', async () => {
    const { run, plan } = await prepare();
    await carryOut(run, 'me', { rows, noted, guarded: () => plan });
    await takeLease();
    await clientOf(cluster).request(
      'PATCH',
      `/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${leaseName('me')}`,
      {
        body: { spec: { renewTime: '2026-03-01T12:00:00.000000Z' } },
      },
    );
    const before = batches();
    const { results } = await carryOut(run, 'me', { rows, noted, guarded: () => plan });
    expect(tally(results)).toEqual({ 'Skip Deferred': 4 });
    expect(batches()).toBe(before);
  });

  it.each([
    ['the API server refuses the Lease', { verb: 'get' }, 0],
    ['the API server cannot be asked about the Lease before the second batch', { verb: 'patch', after: 1 }, 1],
  ])('defers when %s', async (_, rule, written) => {
    const { run, plan } = await prepare({ now: () => time + batches() * 30_000 });
    cluster.fail({ resource: 'leases', ...rule, with: { status: 500, reason: 'InternalError' } });
    const { results } = await carryOut(run, 'me', { rows, noted, guarded: () => plan });
    expect(results.map(({ status }) => status)).toEqual([
      ...Array(written).fill('Success'),
      ...Array(4 - written).fill('Skip'),
    ]);
    expect(results.at(-1)).toMatchObject({ cause: { code: 'Deferred', problem: expect.stringContaining('Lease') } });
  });

  it('stops when another run took the Lease between two batches', async () => {
    const { run, plan } = await prepare();
    account.client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        if (batches() === 2) {
          await takeLease();
          time += 30_000;
        }
        return answer;
      },
      { step: 'initialize' },
    );
    const { results } = await carryOut(run, 'me', { rows, noted, guarded: () => plan });
    expect(tally(results)).toEqual({ Success: 2, 'Skip Deferred': 2 });
    expect(lease()).toMatchObject({ spec: { holderIdentity: 'run-2' } });
  });

  it('starts no batch that could not be finished before the deadline', async () => {
    const { run, plan } = await prepare();
    const now = () => time + batches() * 1000;
    const { results } = await carryOut({ ...run, now, deadline: time + 16_500 }, 'me', {
      rows,
      noted,
      guarded: () => plan,
    });
    expect(tally(results)).toEqual({ Success: 2, 'Skip Deferred': 2 });
    expect(results.at(-1)).toMatchObject({
      cause: { problem: "the run's time was nearly over; the next run goes on" },
    });
  });
});
