import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { acquireLease, type Lease, type LeaseOptions, leaseName } from '../../lib/cluster/lease.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { clientOf } from './cluster-connection.ts';

const signal = new AbortController().signal;
const start = Date.parse('2026-03-01T12:00:00Z');

let cluster: KubernetesEmulator;
let time: number;

beforeEach(async () => {
  time = start;
  cluster = await startKubernetes();
});
afterEach(() => cluster.stop());

const options = (holder: string, owner = 'me'): LeaseOptions => ({
  client: clientOf(cluster, { retries: 1 }),
  namespace: 'kube-system',
  owner,
  holder,
  durationSeconds: 60,
  now: () => time,
});

const taken = async (holder: string): Promise<Lease> => {
  const lease = await acquireLease(options(holder), signal);
  if ('heldBy' in lease) throw new Error(`held by ${lease.heldBy}`);
  return lease;
};

const stored = () => cluster.objects('coordination.k8s.io/v1', 'Lease')[0];
const writes = () => cluster.requests.filter(({ verb }) => verb === 'patch').length;

describe('the Lease', () => {
  it('is made, and taken', async () => {
    await taken('run-1');
    expect(stored()).toMatchObject({
      metadata: { name: leaseName('me'), namespace: 'kube-system' },
      spec: {
        holderIdentity: 'run-1',
        leaseDurationSeconds: 60,
        acquireTime: '2026-03-01T12:00:00.000000Z',
        renewTime: '2026-03-01T12:00:00.000000Z',
        leaseTransitions: 1,
      },
    });
  });

  it('is refused while another run holds it', async () => {
    await taken('run-1');
    time += 59_999;
    expect(await acquireLease(options('run-2'), signal)).toEqual({ heldBy: 'run-1' });
  });

  it('may be taken when it was not renewed for its duration', async () => {
    await taken('run-1');
    time += 60_000;
    await taken('run-2');
    expect(stored()).toMatchObject({ spec: { holderIdentity: 'run-2', leaseTransitions: 2 } });
  });

  it('of a run whose clock was far ahead keeps nobody out', async () => {
    time += 3_600_001;
    await taken('run-ahead');
    time = start;
    await taken('run-2');
    expect(stored()).toMatchObject({ spec: { holderIdentity: 'run-2' } });
  });

  it('of another owner does not matter', async () => {
    await taken('run-1');
    expect(await acquireLease(options('run-2', 'someone else'), signal)).not.toHaveProperty('heldBy');
  });

  it('goes to one of two runs at once', async () => {
    const both = await Promise.all(['run-1', 'run-2'].map((holder) => acquireLease(options(holder), signal)));
    expect(both.filter((lease) => 'heldBy' in lease)).toHaveLength(1);
  });

  it('goes to the other run that was quicker', async () => {
    await (await taken('run-0')).release(undefined, signal);
    cluster.fail({ verb: 'patch', times: 1, with: { status: 409, reason: 'Conflict' } });
    expect(await acquireLease(options('run-1'), signal)).toEqual({ heldBy: 'another run that took it first' });
  });

  it('is ours although the answer that says so got lost', async () => {
    cluster.fail({ verb: 'patch', times: 1, with: 'truncate' });
    const lease = await taken('run-1');
    expect(await lease.isHeld(signal)).toBe(true);
    await lease.release('scope', signal);
    expect(stored()?.metadata.annotations).toEqual({ 'dns-herald.io/scope': 'scope' });
  });

  it('cannot be taken when the API server is gone', async () => {
    const gone = options('run-1');
    await cluster.stop();
    await expect(acquireLease(gone, signal)).rejects.toThrow('could not be reached');
  });
});

describe('a Lease that is held', () => {
  it('costs nothing for a third of its duration, and then one renewal', async () => {
    const lease = await taken('run-1');
    const before = cluster.requests.length;
    time += 19_999;
    expect(await lease.isHeld(signal)).toBe(true);
    expect(cluster.requests.length - before).toBe(0);
    time += 1;
    expect(await lease.isHeld(signal)).toBe(true);
    expect(cluster.requests.length - before).toBe(1);
    expect(stored()).toMatchObject({ spec: { renewTime: '2026-03-01T12:00:20.000000Z', leaseTransitions: 1 } });
  });

  it('is renewed once by zones that ask at the same time', async () => {
    const lease = await taken('run-1');
    time += 30_000;
    const before = writes();
    expect(await Promise.all([1, 2, 3].map(() => lease.isHeld(signal)))).toEqual([true, true, true]);
    expect(writes() - before).toBe(1);
  });

  it('is lost when another run took it meanwhile', async () => {
    const lease = await taken('run-1');
    time += 61_000;
    await taken('run-2');
    expect(await lease.isHeld(signal)).toBe(false);
    await expect(lease.release('scope', signal)).rejects.toThrow('409');
    expect(stored()).toMatchObject({ spec: { holderIdentity: 'run-2' } });
  });

  it('counts as lost when the API server is gone', async () => {
    const lease = await taken('run-1');
    time += 30_000;
    await cluster.stop();
    expect(await lease.isHeld(signal)).toBe(false);
  });
});

describe('a Lease that is given back', () => {
  it('is free at once, and tells the next run the scope of this one', async () => {
    const lease = await taken('run-1');
    expect(lease.lastScope).toBeUndefined();
    await lease.release('{"sources":["service"]}', signal);
    expect((await taken('run-2')).lastScope).toBe('{"sources":["service"]}');
  });

  it('keeps the scope of the run before where this one has none to note', async () => {
    await (await taken('run-1')).release('wide', signal);
    await (await taken('run-2')).release(undefined, signal);
    expect((await taken('run-3')).lastScope).toBe('wide');
  });
});
