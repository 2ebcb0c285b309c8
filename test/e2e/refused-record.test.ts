import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Memory } from '../../lib/run/memory.ts';
import type { SyncResult } from '../../lib/sync.ts';
import { service } from '../scenarios/manifests.ts';
import { Stage } from '../scenarios/stage.ts';
import { type EmbeddedWorld, startEmbeddedWorld } from '../support/embedded-world.ts';

let world: EmbeddedWorld;
let stage: Stage;
let memory: Memory;
let now: number;

beforeAll(async () => {
  world = await startEmbeddedWorld();
});

afterAll(() => world.stop());

const prefix = 'external-dns.alpha.kubernetes.io';

/** A region that looks like one and that AWS does not have: only Route 53 can tell. */
const inRegion = (region: string) => {
  const manifest = service('bad', 'bad.example.com', '192.0.2.1');
  const latency = { [`${prefix}/aws-region`]: region, [`${prefix}/set-identifier`]: 'here' };
  return { ...manifest, metadata: { name: 'bad', annotations: { ...manifest.metadata.annotations, ...latency } } };
};

beforeEach(async () => {
  stage = await Stage.open(world);
  memory = {};
  now = Date.parse('2026-03-01T12:00:00Z');
  await stage.apply(service('good', 'good.example.com', '192.0.2.2'), inRegion('xx-nowhere-1'));
});

/** A run of the warm container, a minute after the one before. */
async function run(...flags: readonly string[]): Promise<SyncResult> {
  const result = await stage.run(['--source=service', ...flags], { memory, now: () => now });
  now += 60_000;
  return result;
}

const told = ({ report }: SyncResult) => ({
  batches: report.calls.route53['ChangeResourceRecordSets'] ?? 0,
  results: report.results.map(({ dnsName, status, nextTry }) => [dnsName, status, nextTry].filter(Boolean).join(' ')),
});

describe('a record that Route 53 refuses in each run of a warm function', () => {
  it('is tried ever more rarely, and reported as failed in each run', async () => {
    expect(told(await run())).toEqual({ batches: 2, results: ['bad.example.com Failed', 'good.example.com Success'] });
    const runs = [];
    for (let count = 0; count < 7; count += 1) runs.push(told(await run()));
    const held = (until: string) => ({ batches: 0, results: [`bad.example.com Failed ${until}`] });
    expect(runs).toEqual([
      { batches: 1, results: ['bad.example.com Failed'] },
      held('2026-03-01T12:03:00.000Z'),
      { batches: 1, results: ['bad.example.com Failed'] },
      ...Array(3).fill(held('2026-03-01T12:07:00.000Z')),
      { batches: 1, results: ['bad.example.com Failed'] },
    ]);
  });

  it('is tried as rarely where ownership rows are encrypted', async () => {
    const flags = ['--txt-encrypt-enabled', `--txt-encrypt-aes-key=${'k'.repeat(32)}`];
    for (let count = 0; count < 2; count += 1) await run(...flags);
    expect(told(await run(...flags)).batches).toBe(0);
  });

  it('is not followed by the others that are due while Route 53 throttles', async () => {
    const others = ['worse', 'worst'].map((name) => {
      const { metadata, ...manifest } = inRegion('xx-nowhere-1');
      const hostname = { [`${prefix}/hostname`]: `${name}.example.com` };
      return { ...manifest, metadata: { name, annotations: { ...metadata.annotations, ...hostname } } };
    });
    const attempts = async () => {
      const allow = world.account.fail({
        action: 'ChangeResourceRecordSets',
        answer: { status: 400, code: 'Throttling', message: 'Rate exceeded' },
      });
      const { batches } = told(await run('--aws-api-retries=1'));
      allow();
      return batches;
    };
    await stage.apply(...others);
    await run();
    expect(await attempts()).toBe(1);
  });

  it('is one event, however often it is tried', async () => {
    for (let count = 0; count < 4; count += 1) await run();
    const warnings = (await stage.events()).filter(({ type }) => type === 'Warning');
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('resourceRecordSet.region')]);
  });

  it('keeps no other from being made or the run from being unclean', async () => {
    await run();
    await stage.apply(service('late', 'late.example.com', '192.0.2.3'));
    const result = await run();
    expect(result.clean).toBe(false);
    expect(told(result)).toEqual({ batches: 2, results: ['bad.example.com Failed', 'late.example.com Success'] });
  });

  it('is made at once when its object is corrected', async () => {
    for (let count = 0; count < 3; count += 1) await run();
    await stage.apply(inRegion('eu-central-1'));
    expect(told(await run())).toEqual({ batches: 1, results: ['bad.example.com Success'] });
  });
});
