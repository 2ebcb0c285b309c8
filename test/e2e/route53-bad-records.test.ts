import { afterEach, describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../lib/endpoint/endpoint.ts';
import type { ChangeResult } from '../../lib/plan/change.ts';
import { emptyMemory, type Route53Memory } from '../../lib/providers/route53/route53.ts';
import { searchRequests } from '../../lib/providers/route53/zone-writer.ts';
import { type Connection, connect } from '../unit/emulators/route53/client-fixture.ts';
import { apply, creating, names, perBatch, readingProvider, tally } from './route53-run.ts';

let open: Connection | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function account(healthChecks?: readonly string[]): Promise<Connection> {
  open = await connect({ recordSetsPerZone: 100_000, ...(healthChecks && { healthChecks }) });
  open.route53.createZone('example.org', { id: 'Z1' });
  return open;
}

const batches = ({ route53 }: Connection): number => route53.counts()['ChangeResourceRecordSets'] ?? 0;

type Wish = Partial<Endpoint>;

const withBad = (count: number, bad: ReadonlyMap<number, Wish>): readonly Wish[] =>
  names(count).map((each, index) => ({ ...each, ...bad.get(index) }));

/** Route 53 finds the value wrong without saying whose it is. */
const unnamed: Wish = { targets: ['999.0.2.1'] };
const places = (...indices: readonly number[]) => new Map(indices.map((index) => [index, unnamed] as const));

const failures = (results: readonly ChangeResult[]): readonly string[] =>
  results.flatMap((result) =>
    result.status === 'Failed' ? [`${result.change.endpoint.dnsName}: ${result.error.message}`] : [],
  );

describe('a bad record that the error counts', () => {
  it('costs one request more, wherever its operations stand in the batch', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    const bad = { setIdentifier: 'eu', providerSpecific: { 'aws/region': 'xx-nowhere-1' } };
    const results = await apply(provider, creating(provider, withBad(1000, new Map([[500, bad]]))));
    expect(failures(results)).toEqual([
      expect.stringMatching(
        /^name00500\.example\.org: Route 53 answered InvalidInput: resourceRecordSet\.region failed to satisfy constraint: Member must satisfy enum value set: \[.*\]$/,
      ),
    ]);
    expect(batches(connection)).toBe(Math.ceil(1000 / perBatch) + 1);
  });

  it('is not another one that its own text speaks of', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    const forged =
      "xx-nowhere-1' at 'changeBatch.changes.1.member.resourceRecordSet.name' failed to satisfy constraint: x; Value 'y";
    const plan = creating(provider, names(8));
    // Adjusting would have refused it.
    const changes = plan.changes.map((change, index) =>
      index === 5 && change.action === 'Create'
        ? { ...change, endpoint: { ...change.endpoint, providerSpecific: { 'aws/health-check-id': forged } } }
        : change,
    );
    const results = await apply(provider, { ...plan, changes });
    expect(tally(results)).toEqual({ Success: 7, 'Failed InvalidInput': 1 });
    expect(results[5]?.status).toBe('Failed');
    expect(batches(connection)).toBe(2);
  });
});

it('records whose health checks do not exist cost one request more for each check', async () => {
  const connection = await account(['there']);
  const { provider } = await readingProvider(connection.client);
  const checked = (id: string): Wish => ({ providerSpecific: { 'aws/health-check-id': id } });
  const bad = new Map([
    [3, checked('gone-1')],
    [30, checked('gone-2')],
    [40, checked('there')],
    [90, checked('gone-1')],
  ]);
  const results = await apply(provider, creating(provider, withBad(100, bad)));
  expect(tally(results)).toEqual({ Success: 97, 'Failed NoSuchHealthCheck': 3 });
  expect(batches(connection)).toBe(3);
});

describe('bad records that nothing names', () => {
  it('cost no more than the run may spend on them, and what is left is deferred, not failed', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    const bad = places(...Array.from({ length: 40 }, (_, index) => index * 8));
    const results = await apply(provider, creating(provider, withBad(320, bad)));
    expect(batches(connection)).toBe(1 + searchRequests);
    const counts = tally(results);
    expect(Object.keys(counts).sort()).toEqual(['Failed InvalidChangeBatch', 'Skip Deferred', 'Success']);
    expect(results.filter(({ status }) => status === 'Failed').every(({ change }) => isBad(change.endpoint))).toBe(
      true,
    );
    const [deferred] = results.filter(({ status }) => status === 'Skip');
    expect(deferred).toMatchObject({ cause: { problem: expect.stringContaining('the next run goes on') } });
  });

  it('are all found in the end, and every other record is made, in runs of one container', async () => {
    const world = await container();
    const wishes = withBad(96, places(...Array.from({ length: 24 }, (_, index) => index * 4)));
    for (let run = 0; run < 4; run += 1) await world.run(wishes);
    expect(world.held()).toBe(72);
    expect(tally(world.results())).toEqual({ 'Failed InvalidChangeBatch': 24 });
  });
});

const isBad = ({ targets }: { readonly targets: readonly string[] }): boolean => targets.includes('999.0.2.1');

/** Runs of one warm container, a minute apart unless told. */
async function container(minutes = 1) {
  const connection = await account();
  const memory: Route53Memory = emptyMemory();
  let now = Date.parse('2026-03-01T12:00:00Z');
  let last: readonly ChangeResult[] = [];
  return {
    connection,
    results: () => last,
    held: () => connection.route53.recordSets('Z1').filter(({ Type }) => Type === 'A').length,
    /** How many batches the run sent. */
    async run(wishes: readonly Wish[]): Promise<number> {
      const { provider, reading } = await readingProvider(connection.client, { memory, now: () => now });
      const there = new Set(reading.records.map(({ dnsName }) => dnsName));
      const plan = creating(
        provider,
        wishes.filter(({ dnsName = '' }) => !there.has(dnsName)),
      );
      const before = batches(connection);
      last = await apply(provider, plan);
      now += minutes * 60_000;
      return batches(connection) - before;
    },
  };
}

async function counted(runs: number, ask: () => Promise<number>): Promise<readonly number[]> {
  const counts: number[] = [];
  for (let run = 0; run < runs; run += 1) counts.push(await ask());
  return counts;
}

describe('a record that fails for ever', () => {
  it('is tried alone, ever more rarely, and told as failed in each run', async () => {
    const world = await container();
    const wishes = withBad(8, places(3));
    const first = await world.run(wishes);
    const told = failures(world.results());
    expect(first).toBeGreaterThan(1);
    const after = await counted(10, async () => {
      const sent = await world.run(wishes);
      expect(failures(world.results())).toEqual(told);
      return sent;
    });
    expect(after).toEqual([1, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
  });

  it('is tried once an hour at last', async () => {
    const world = await container(10);
    const wishes = withBad(2, places(1));
    const sent = await counted(30, () => world.run(wishes));
    const tries = sent.flatMap((count, run) => (count > 0 ? [run] : []));
    expect(tries).toEqual([0, 1, 2, 3, 4, 6, 10, 16, 22, 28]);
  });

  it('never costs the good ones more than their own batch', async () => {
    const world = await container();
    await world.run(withBad(8, places(3)));
    const sent = await world.run([...withBad(8, places(3)), { dnsName: 'new.example.org', targets: ['192.0.2.9'] }]);
    expect(sent).toBe(2);
    expect(tally(world.results())).toEqual({ Success: 1, 'Failed InvalidChangeBatch': 1 });
    expect(world.results()[1]?.status).toBe('Success');
  });

  it('says when it is tried again where it was not sent', async () => {
    const world = await container();
    const wishes = withBad(2, places(1));
    for (let run = 0; run < 3; run += 1) await world.run(wishes);
    expect(world.results()).toMatchObject([{ error: { nextTryAt: Date.parse('2026-03-01T12:03:00Z') } }]);
  });

  it('is tried at once when it was edited', async () => {
    const world = await container();
    await world.run(withBad(2, places(1)));
    await world.run(withBad(2, places(1)));
    expect(await world.run(names(2))).toBe(1);
    expect(tally(world.results())).toEqual({ Success: 1 });
  });

  it('is tried at once when what was in its way is gone', async () => {
    const world = await container();
    const cname = { Name: 'name00000.example.org', Type: 'CNAME' as const, TTL: 60 };
    world.connection.route53.put('Z1', { ...cname, ResourceRecords: [{ Value: 'x.example.net' }] });
    const wish = [{ dnsName: 'name00000.example.org', targets: ['192.0.2.1'] }];
    const run = async () => {
      // The reading would leave out the name where the CNAME stands.
      const sent = await world.run(wish.map((each) => ({ ...each, dnsName: 'NAME00000.example.org' })));
      return [sent, tally(world.results())];
    };
    expect(await run()).toEqual([1, { 'Failed InvalidChangeBatch': 1 }]);
    expect(await run()).toEqual([1, { 'Failed InvalidChangeBatch': 1 }]);
    expect(await run()).toEqual([0, { 'Failed InvalidChangeBatch': 1 }]);
    world.connection.route53.deleteZone('Z1');
    world.connection.route53.createZone('example.org', { id: 'Z1' });
    expect(await run()).toEqual([1, { Success: 1 }]);
  });

  it.each([
    ['throttling', { status: 400, code: 'Throttling', message: 'Rate exceeded' }],
    ['an outage', { status: 503, code: 'ServiceUnavailable', message: 'later' }],
    ['a right that is missing', 'deny'],
  ] as const)('is not one that failed by %s', async (_, answer) => {
    const world = await container();
    const heal = world.connection.route53.fail({ action: 'ChangeResourceRecordSets', answer });
    await world.run(names(5));
    heal();
    expect(await world.run(names(5))).toBe(1);
    expect(tally(world.results())).toEqual({ Success: 5 });
  });
});
