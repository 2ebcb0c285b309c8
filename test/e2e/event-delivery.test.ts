import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FailureRule } from '../../lib/emulators/kubernetes/faults.ts';
import type { Memory } from '../../lib/run/memory.ts';
import { dnsEndpoint, service } from '../scenarios/manifests.ts';
import { Stage } from '../scenarios/stage.ts';
import { type EmbeddedWorld, startEmbeddedWorld } from '../support/embedded-world.ts';

const minute = 60_000;
const noon = Date.parse('2026-03-01T12:00:00Z');

let world: EmbeddedWorld;
let stage: Stage;

beforeAll(async () => {
  world = await startEmbeddedWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  stage = await Stage.open(world);
  world.kubernetes.resetRequests();
});

const flags = ['--source=service', '--source=crd'];
const runAt = (time: number, memory?: Memory) => stage.run(flags, { now: () => time, ...(memory && { memory }) });
const eventRequests = () =>
  world.kubernetes.requests.filter(({ resource, verb }) => resource === 'events' && verb !== 'list').length;

/** What time it is for a run: all but `leftMs` of what events may take is gone once DNS was written. */
const inHaste = (leftMs: number) => ({
  deadline: noon + 60_000,
  now: () => (world.account.counts()['ChangeResourceRecordSets'] === undefined ? noon : noon + 58_000 - leftMs),
});

describe('a record that fails in ten runs of one hour', () => {
  it.each([
    ['every five minutes', 5, 10, 1 + 9 * 3],
    ['every minute', 1, 2, 1 + 8 * 2 + 3],
  ])('%s (of %i minutes) is one event, counted %i times in %i requests', async (_, step, count, requests) => {
    await stage.apply(service('web', 'web.example.com', '192.0.2.1'));
    world.account.fail({ action: 'ChangeResourceRecordSets', answer: 'deny' });
    for (let run = 0; run < 10; run += 1) await runAt(noon + run * step * minute);
    expect(await stage.events()).toMatchObject([{ type: 'Warning', reason: 'RecordError', count, series: { count } }]);
    expect(eventRequests()).toBe(requests);
    await runAt(noon + 60 * minute);
    expect((await stage.events()).map((event) => event.count).sort()).toEqual([1, count]);
  });
});

it('a Service whose load balancer lost its address is told once that the record stays', async () => {
  await stage.apply(service('web', 'web.example.com', '192.0.2.1'));
  await runAt(noon);
  await stage.apply(service('web', 'web.example.com'));
  await runAt(noon + minute);
  expect((await stage.events()).filter(({ action }) => action === 'Skipped')).toMatchObject([
    { message: expect.stringMatching(/^The A record "web\.example\.com" was kept as it is/) },
  ]);
});

it('every one of 500 names of an object is told, in few events', async () => {
  const names = Array.from({ length: 500 }, (_, index) => `name-${index}.example.com`);
  await stage.apply(
    dnsEndpoint('many', ...names.map((dnsName) => ({ dnsName, recordType: 'A', targets: ['192.0.2.1'] }))),
  );
  const { report } = await runAt(noon);
  expect(report.counts).toMatchObject({ created: 500 });
  const events = await stage.events();
  expect(events.length).toBeLessThanOrEqual(30);
  expect(report.events).toMatchObject({ emitted: events.length, failed: 0 });
  const told = new Set(events.flatMap(({ message }) => [...message.matchAll(/"([^"]+)"/g)].map(([, name]) => name)));
  expect(names.filter((name) => !told.has(name))).toEqual([]);
});

describe('an API that takes events', () => {
  it.each<readonly [string, Omit<FailureRule, 'resource'>, object]>([
    [
      'after a pause that it asks for',
      { times: 1, with: { status: 429, reason: 'TooManyRequests', headers: { 'Retry-After': '0' } } },
      { emitted: 1, failed: 0 },
    ],
    [
      'after it said that one exists which does not',
      { verb: 'create', times: 1, with: { status: 409, reason: 'AlreadyExists' } },
      { emitted: 1, failed: 0 },
    ],
    [
      'after an error of its own',
      { times: 1, with: { status: 500, reason: 'InternalError' } },
      { emitted: 1, failed: 0 },
    ],
    ['after it cut the connection', { times: 1, with: 'reset' }, { emitted: 1, failed: 0 }],
    ['but loses its answer', { times: 1, with: 'truncate' }, { emitted: 1, suppressed: 0, failed: 0 }],
    ['late', { times: 1, delay: 20 }, { emitted: 1, failed: 0 }],
  ])('%s has them all, and DNS has its record', async (_, rule, events) => {
    await stage.apply(service('web', 'web.example.com', '192.0.2.1'));
    const restore = world.kubernetes.fail({ resource: 'events', ...rule });
    const { report, clean } = await runAt(noon);
    restore();
    expect(report).toMatchObject({ counts: { created: 1, failed: 0 }, events });
    expect(clean).toBe(true);
    expect(await stage.events()).toMatchObject([{ reason: 'RecordReady', count: 1 }]);
  });

  it.each<readonly [string, FailureRule, string]>([
    [
      'forbids them',
      { with: { status: 403, reason: 'Forbidden', message: 'exceeded quota: events' } },
      'exceeded quota',
    ],
    [
      'does not know the namespace',
      { with: { status: 404, reason: 'NotFound', message: 'namespaces "x"' } },
      'namespaces "x"',
    ],
    ['finds a conflict every time', { with: { status: 409, reason: 'Conflict', message: 'busy' } }, 'busy'],
    ['fails for ever', { with: { status: 500, reason: 'InternalError' } }, 'the time of the run was over'],
    [
      'asks for patience for ever',
      { with: { status: 429, reason: 'TooManyRequests' } },
      'the time of the run was over',
    ],
    ['cuts every connection', { with: 'reset' }, 'the time of the run was over'],
    ['does not answer', { delay: 2_000 }, 'the time of the run was over'],
  ])('and %s harms no record, and the report says so', async (_, rule, problem) => {
    await stage.apply(service('web', 'web.example.com', '192.0.2.1'));
    const restore = world.kubernetes.fail({ resource: 'events', ...rule });
    const { report, clean } = await stage.run(flags, inHaste(200));
    restore();
    expect(report).toMatchObject({
      counts: { created: 1, failed: 0 },
      events: { emitted: 0, failed: 1, problem: expect.stringContaining(problem) },
    });
    expect(clean).toBe(true);
    expect(await stage.records()).toContainEqual(expect.stringContaining('web.example.com'));
  });
});

describe('what could not be told of a record that was written', () => {
  it('is told by the next run of the warm container, although DNS is up to date', async () => {
    const memory: Memory = {};
    await stage.apply(service('web', 'web.example.com', '192.0.2.1'));
    const restore = world.kubernetes.fail({ resource: 'events', with: 'reset' });
    expect((await stage.run(flags, { ...inHaste(200), memory })).report.events).toMatchObject({ failed: 1 });
    restore();
    const { report } = await runAt(noon + minute, memory);
    expect(report).toMatchObject({ counts: { upToDate: 1, created: 0 }, events: { emitted: 1, failed: 0 } });
    expect(await stage.events()).toMatchObject([{ reason: 'RecordReady', action: 'Created' }]);
    expect((await runAt(noon + 2 * minute, memory)).report.events).toMatchObject({ emitted: 0, suppressed: 0 });
  });
});

describe('what of an object’s wishes is not used', () => {
  it('is told to the object, although its record is made and the run is clean', async () => {
    const manifest = service('web', 'web.example.com', '192.0.2.1');
    const prefix = 'external-dns.alpha.kubernetes.io/';
    await stage.apply({
      ...manifest,
      metadata: {
        ...manifest.metadata,
        annotations: {
          ...manifest.metadata.annotations,
          [`${prefix}ttl`]: 'soon',
          [`${prefix}aws-wieght`]: '10',
          [`${prefix}alias`]: 'yes',
          'external-dns.kubernetes.io/hostname': 'web.example.com,www.example.com',
        },
      },
    });
    const { report, clean } = await runAt(noon);
    expect([report.counts.created, report.counts.skipped, clean]).toEqual([2, 0, true]);
    const [warning] = await stage.events().then((events) => events.filter(({ type }) => type === 'Warning'));
    expect(warning).toMatchObject({
      reason: 'RecordError',
      action: 'FailedSync',
      metadata: { annotations: { 'dns-herald.io/cause': 'PartlyIgnored' } },
    });
    expect(warning?.message).toMatch(
      /^Not everything that this object says about "web\.example\.com" and "www\.example\.com" is used\. .*alias says "yes".*aws-wieght is not read; perhaps \S*aws-weight is meant\..*hostname says .* and is not used, because .*ttl says "soon", which is no TTL/,
    );
  });
});
