import { Route53Client } from '@aws-sdk/client-route-53';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Route53Options } from '../../lib/emulators/route53/emulator.ts';
import type { Cause } from '../../lib/endpoint/cause.ts';
import type { Change } from '../../lib/plan/change.ts';
import { sampleEndpoint } from '../support/sample-endpoint.ts';
import { type Connection, connect } from '../unit/emulators/route53/client-fixture.ts';
import { apply, creating, names, ours, perBatch, planOf, readingProvider, tally, verdict } from './route53-run.ts';

let open: Connection | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** An account with the zone `example.org`, Z1. */
async function account(options: Route53Options = {}): Promise<Connection> {
  open = await connect({ recordSetsPerZone: 100_000, ...options });
  open.route53.createZone('example.org', { id: 'Z1' });
  return open;
}

const batches = ({ route53 }: Connection) =>
  route53.requests.filter(({ action }) => action === 'ChangeResourceRecordSets');

/** Names of a zone, of one type, without the apex. */
const held = ({ route53 }: Connection, type = 'A', zone = 'Z1'): readonly string[] =>
  route53.recordSets(zone).flatMap((set) => (set.Type === type ? [set.Name] : []));

const fullPacking = (count: number): number => Math.ceil(count / perBatch);

/** A CNAME beside it makes Route 53 name the record. */
const standInTheWay = ({ route53 }: Connection, ...inTheWay: readonly string[]) =>
  route53.put(
    'Z1',
    ...inTheWay.map((Name) => ({
      Name,
      Type: 'CNAME' as const,
      TTL: 60,
      ResourceRecords: [{ Value: 'x.example.net' }],
    })),
  );

/** Route 53 finds the value wrong without naming the record. */
const badValue = { targets: ['999.0.2.1'] };

const withBad = (count: number, ...bad: readonly number[]) =>
  names(count).map((each, index) => (bad.includes(index) ? { ...each, ...badValue } : each));

describe('1,000 creations with their ownership rows', () => {
  it('take the batches that full packing needs', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    expect(tally(await apply(provider, creating(provider, names(1000))))).toEqual({ Success: 1000 });
    expect(batches(connection)).toHaveLength(fullPacking(1000));
    expect(held(connection)).toHaveLength(1000);
    expect(held(connection, 'TXT')).toHaveLength(1000);
  });

  it('of which one is bad and named by the error take one request more, and it alone fails', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    standInTheWay(connection, 'name00500.example.org');
    const results = await apply(provider, creating(provider, names(1000)));
    expect(tally(results)).toEqual({ Success: 999, 'Failed InvalidChangeBatch': 1 });
    expect(results.find(({ status }) => status === 'Failed')).toMatchObject({
      change: { endpoint: { dnsName: 'name00500.example.org' } },
      error: { message: expect.stringContaining('name00500.example.org.') },
    });
    expect(batches(connection)).toHaveLength(fullPacking(1000) + 1);
    expect(held(connection, 'TXT')).not.toContain('a-name00500.example.org.');
  });

  it('of which one is bad and not named take twice the halvings of its batch more', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    const results = await apply(provider, creating(provider, withBad(1000, 500)));
    expect(tally(results)).toEqual({ Success: 999, 'Failed InvalidChangeBatch': 1 });
    expect(results[500]?.status).toBe('Failed');
    expect(batches(connection).length).toBeLessThanOrEqual(fullPacking(1000) + 2 * Math.ceil(Math.log2(perBatch)));
    expect(held(connection)).toHaveLength(999);
  });

  it('of which three are bad and not named cost no more than three such searches', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    const results = await apply(provider, creating(provider, withBad(1000, 3, 400, 990)));
    expect(results.flatMap(({ status }, index) => (status === 'Failed' ? [index] : []))).toEqual([3, 400, 990]);
    expect(batches(connection).length).toBeLessThanOrEqual(fullPacking(1000) + 3 * 2 * Math.ceil(Math.log2(perBatch)));
    expect(held(connection)).toHaveLength(997);
  });

  it('of which three are bad and named together take one request more', async () => {
    const connection = await account({ errorShape: 'messages' });
    const { provider } = await readingProvider(connection.client);
    standInTheWay(connection, 'name00001.example.org', 'name00002.example.org', 'name00003.example.org');
    expect(tally(await apply(provider, creating(provider, names(1000))))).toEqual({
      Success: 997,
      'Failed InvalidChangeBatch': 3,
    });
    expect(batches(connection)).toHaveLength(fullPacking(1000) + 1);
  });
});

it('10,000 creations take no more batches than full packing needs', async () => {
  const connection = await account();
  const { provider } = await readingProvider(connection.client);
  expect(tally(await apply(provider, creating(provider, names(10_000))))).toEqual({ Success: 10_000 });
  expect(batches(connection)).toHaveLength(fullPacking(10_000));
});

describe('one result for each change, in the order of the plan', () => {
  it('whatever is bad, named or not', async () => {
    const connection = await account();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(12)),
        fc.uniqueArray(fc.nat(12)),
        fc.nat(13),
        async (unnamed, named, skipped) => {
          connection.route53.deleteZone('Z1');
          connection.route53.createZone('example.org', { id: 'Z1' });
          const { provider } = await readingProvider(connection.client);
          standInTheWay(connection, ...named.map((index) => `name${String(index).padStart(5, '0')}.example.org`));
          const writes = creating(provider, withBad(13, ...unnamed)).changes;
          const none: Change = { action: 'None', endpoint: sampleEndpoint(), cause: { code: 'UpToDate' } };
          const changes = writes.toSpliced(skipped, 0, none);
          const results = await apply(provider, planOf(changes));
          expect(results.map(({ change }) => change)).toEqual(changes);
          const expected = Array.from({ length: 13 }, (_, index): string =>
            unnamed.includes(index) || named.includes(index) ? 'Failed InvalidChangeBatch' : 'Success',
          ).toSpliced(skipped, 0, 'Skip UpToDate');
          expect(results.map(verdict)).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('ownership rows', () => {
  it('travel in the batch of their record: where a row is refused, so is the record', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    standInTheWay(connection, 'a-name00001.example.org');
    const results = await apply(provider, creating(provider, names(3)));
    expect(results.map(({ status }) => status)).toEqual(['Success', 'Failed', 'Success']);
    expect(held(connection)).toEqual(['name00000.example.org.', 'name00002.example.org.']);
    expect(batches(connection).map(({ changes }) => changes)).toEqual([6, 4]);
  });

  it('stay in the batch of their record when only one of both would fit', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client, { limits: { elements: 3, characters: 32_000 } });
    expect(tally(await apply(provider, creating(provider, names(3))))).toEqual({ Success: 3 });
    expect(batches(connection).map(({ changes }) => changes)).toEqual([2, 2, 2]);
  });

  it('go with their record', async () => {
    const connection = await account();
    const first = await readingProvider(connection.client);
    await apply(first.provider, creating(first.provider, names(2)));
    connection.route53.resetRequests();
    const { provider, reading } = await readingProvider(connection.client);
    const gone = reading.records.filter(({ dnsName }) => dnsName === 'name00000.example.org').map(ours);
    const results = await apply(provider, planOf(gone.map((endpoint) => ({ action: 'Delete', endpoint }))));
    expect(results.map(verdict)).toEqual(['Success']);
    expect([held(connection), held(connection, 'TXT')]).toEqual([
      ['name00001.example.org.'],
      ['a-name00001.example.org.'],
    ]);
    expect(batches(connection)).toHaveLength(1);
  });
});

describe('another writer between our reading and our writing', () => {
  const value = (target: string) => ({ TTL: 60, ResourceRecords: [{ Value: target }] });

  it.each(['Update', 'Delete'] as const)('makes that %s fail, and nothing is overwritten', async (action) => {
    const connection = await account();
    const seed = await readingProvider(connection.client);
    await apply(seed.provider, creating(seed.provider, names(3)));
    const { provider, reading } = await readingProvider(connection.client);
    const records = reading.records.filter(({ recordType }) => recordType === 'A').map(ours);
    connection.route53.put('Z1', { Name: 'name00001.example.org', Type: 'A', ...value('203.0.113.9') });
    const plan = planOf(
      records.map((current) =>
        action === 'Delete'
          ? { action, endpoint: current }
          : { action, endpoint: { ...current, targets: ['198.51.100.1'] }, current },
      ),
    );
    const results = await apply(provider, plan);
    expect(results.map(verdict)).toEqual(['Success', 'Failed InvalidChangeBatch', 'Success']);
    expect(connection.route53.recordSetsAt('Z1', 'name00001.example.org.')).toEqual([
      { Name: 'name00001.example.org.', Type: 'A', ...value('203.0.113.9') },
    ]);
  });

  it('makes a creation fail where the name is taken by now', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    connection.route53.put('Z1', { Name: 'name00000.example.org', Type: 'A', ...value('203.0.113.9') });
    expect((await apply(provider, creating(provider, names(2)))).map(verdict)).toEqual([
      'Failed InvalidChangeBatch',
      'Success',
    ]);
    expect(connection.route53.recordSetsAt('Z1', 'name00000.example.org.')[0]).toMatchObject(value('203.0.113.9'));
  });
});

/** A client that tries a call twice, as a run would after a pause. */
const patient = ({ route53 }: Connection): Route53Client =>
  new Route53Client({
    endpoint: route53.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 2,
  });

const throttled = { status: 400, code: 'Throttling', message: 'Rate exceeded' };

describe('throttling', () => {
  const calls = ['ListHostedZones', 'ListTagsForResources', 'ListResourceRecordSets', 'ChangeResourceRecordSets'];
  const answers = [
    throttled,
    { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' },
    { status: 429, code: 'TooManyRequestsException', message: 'Too many requests' },
  ];

  it.each(calls.flatMap((action) => answers.map((answer) => [action, answer.status, answer.code, answer] as const)))(
    'of %s once, by %d %s, costs one request more',
    async (action, _, _code, answer) => {
      const connection = await account();
      connection.route53.createZone('example.net', { id: 'Z2', tags: { team: 'dns' } });
      connection.route53.fail({ action, times: 1, answer });
      const zoneFilter = { ids: [], tags: ['team=dns'], matchesDomain: () => true };
      const { provider } = await readingProvider(patient(connection), { zoneFilter });
      const plan = creating(provider, names(2, 'example.net'));
      expect(tally(await apply(provider, plan))).toEqual({ Success: 2 });
      expect(connection.route53.counts()).toEqual({
        ListHostedZones: 1,
        ListTagsForResources: 1,
        ListResourceRecordSets: 1,
        ChangeResourceRecordSets: 1,
        [action]: 2,
      });
    },
  );

  it('in the search for a bad record ends the search, and does not fan out', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    connection.route53.fail({
      action: 'ChangeResourceRecordSets',
      when: ({ changes }) => changes.length < 64,
      answer: throttled,
    });
    const results = await apply(provider, creating(provider, withBad(32, 3)));
    expect(tally(results)).toEqual({ 'Failed Throttling': 32 });
    expect(batches(connection)).toHaveLength(2);
  });

  it('for ever fails the batch without fanning out', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    connection.route53.fail({ action: 'ChangeResourceRecordSets', answer: throttled });
    const results = await apply(provider, creating(provider, names(20)));
    expect(tally(results)).toEqual({ 'Failed Throttling': 20 });
    expect(results[0]).toMatchObject({ error: { message: 'Route 53 answered Throttling: Rate exceeded' } });
    expect(batches(connection)).toHaveLength(1);
  });
});

describe('a zone that is busy', () => {
  const busy = {
    status: 400,
    code: 'PriorRequestNotComplete',
    message: 'The request was rejected because Route 53 was still processing a prior request.',
  };

  it('is asked again', async () => {
    const connection = await account();
    const { provider } = await readingProvider(patient(connection));
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: busy });
    expect(tally(await apply(provider, creating(provider, names(5))))).toEqual({ Success: 5 });
    expect(batches(connection).map(({ errorCode }) => errorCode)).toEqual(['PriorRequestNotComplete', undefined]);
  });

  it('for ever costs its batch alone', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client, { limits: { elements: 4, characters: 32_000 } });
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: busy });
    expect((await apply(provider, creating(provider, names(4)))).map(verdict)).toEqual([
      ...['Failed PriorRequestNotComplete', 'Failed PriorRequestNotComplete'],
      ...['Success', 'Success'],
    ]);
    expect(batches(connection)).toHaveLength(2);
  });
});

describe('several zones', () => {
  const zones = ['example.org', 'example.net', 'example.com'];
  const everywhere = (count: number) => zones.flatMap((zone) => names(count, zone));

  async function three(): Promise<Connection> {
    const connection = await account();
    connection.route53.createZone('example.net', { id: 'Z2' });
    connection.route53.createZone('example.com', { id: 'Z3' });
    return connection;
  }

  it('of which one denies access: the others are done, and it is asked once', async () => {
    const connection = await three();
    const { provider } = await readingProvider(connection.client, { limits: { elements: 4, characters: 32_000 } });
    connection.route53.fail({ action: 'ChangeResourceRecordSets', zoneId: 'Z2', answer: 'deny' });
    const results = await apply(provider, creating(provider, everywhere(6)));
    expect(tally(results)).toEqual({ Success: 12, 'Failed AccessDenied': 6 });
    expect(results.filter(({ status }) => status === 'Failed').map(({ change }) => change.endpoint.zone?.id)).toEqual(
      Array(6).fill('Z2'),
    );
    expect(batches(connection).filter(({ zoneId }) => zoneId === 'Z2')).toHaveLength(1);
  });

  it('of which one is deleted under way: the others are done, and it is asked once', async () => {
    const connection = await three();
    const { provider } = await readingProvider(connection.client, { limits: { elements: 4, characters: 32_000 } });
    connection.route53.deleteZone('Z3');
    const results = await apply(provider, creating(provider, everywhere(6)));
    expect(tally(results)).toEqual({ Success: 12, 'Failed NoSuchHostedZone': 6 });
    expect(batches(connection).filter(({ zoneId }) => zoneId === 'Z3')).toHaveLength(1);
  });

  it('of which one is deleted between two batches: what was made stays told, the rest fails, and it is asked once', async () => {
    const connection = await three();
    const { provider } = await readingProvider(connection.client, { limits: { elements: 4, characters: 32_000 } });
    connection.route53.fail({
      action: 'ChangeResourceRecordSets',
      zoneId: 'Z3',
      when: () => {
        if (batches(connection).some(({ zoneId }) => zoneId === 'Z3')) connection.route53.deleteZone('Z3');
        return false;
      },
      answer: 'deny',
    });
    const results = await apply(provider, creating(provider, everywhere(6)));
    expect(tally(results)).toEqual({ Success: 14, 'Failed NoSuchHostedZone': 4 });
    expect(batches(connection).filter(({ zoneId }) => zoneId === 'Z3')).toHaveLength(2);
  });

  it('of which one is deleted before it is read: its names are refused, the others are done', async () => {
    const connection = await three();
    connection.route53.fail({
      action: 'ListResourceRecordSets',
      zoneId: 'Z3',
      when: () => {
        connection.route53.deleteZone('Z3');
        return false;
      },
      answer: 'deny',
    });
    const { provider, reading } = await readingProvider(connection.client);
    expect(reading.unavailable).toMatchObject([{ zone: { id: 'Z3' }, error: { code: 'NoSuchHostedZone' } }]);
    expect(tally(await apply(provider, creating(provider, everywhere(2))))).toEqual({ Success: 4 });
  });

  it('of which one cannot be read: its names are refused, the others are done', async () => {
    const connection = await three();
    connection.route53.fail({ action: 'ListResourceRecordSets', zoneId: 'Z2', answer: 'deny' });
    const { provider, reading } = await readingProvider(connection.client);
    expect(reading.unavailable.map(({ zone }) => zone.name)).toEqual(['example.net']);
    expect(reading.unavailable[0]?.problem).toMatch(/^its record sets could not be read: AccessDenied: User: /);
    const { refusals } = provider.adjust(everywhere(1).map((each) => sampleEndpoint(each)));
    expect(refusals.map(({ dnsName, cause }) => [dnsName, cause.code])).toEqual([
      ['name00000.example.net', 'ZoneUnavailable'],
    ]);
    expect(tally(await apply(provider, creating(provider, everywhere(2))))).toEqual({ Success: 4 });
    expect(
      batches(connection)
        .map(({ zoneId }) => zoneId)
        .sort(),
    ).toEqual(['Z1', 'Z3']);
  });

  it('are written side by side, with one batch in flight in each', async () => {
    const connection = await three();
    const { provider } = await readingProvider(connection.client, { limits: { elements: 2, characters: 32_000 } });
    const inFlight = new Map<string, number>();
    let [mostInZone, mostInAll] = [0, 0];
    connection.client.middlewareStack.add(
      (next) => async (args) => {
        const id = 'HostedZoneId' in args.input ? (args.input.HostedZoneId ?? '') : '';
        inFlight.set(id, (inFlight.get(id) ?? 0) + 1);
        mostInZone = Math.max(mostInZone, ...inFlight.values());
        mostInAll = Math.max(
          mostInAll,
          [...inFlight.values()].reduce((sum, count) => sum + count, 0),
        );
        try {
          return await next(args);
        } finally {
          inFlight.set(id, (inFlight.get(id) ?? 0) - 1);
        }
      },
      { step: 'initialize' },
    );
    expect(tally(await apply(provider, creating(provider, everywhere(5))))).toEqual({ Success: 15 });
    expect([mostInZone, mostInAll]).toEqual([1, 3]);
  });
});

describe('stopping', () => {
  const deferred: Cause = { code: 'Deferred', problem: 'the time was over' };
  const small = { limits: { elements: 4, characters: 32_000 } };

  it('before the third batch leaves the rest for the next run', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client, small);
    let asked = 0;
    const results = await apply(provider, creating(provider, names(10)), async () => {
      asked += 1;
      return asked > 2 ? deferred : undefined;
    });
    expect(results.map(verdict)).toEqual([...Array(4).fill('Success'), ...Array(6).fill('Skip Deferred')]);
    expect(results.at(-1)).toMatchObject({ cause: deferred });
    expect(batches(connection)).toHaveLength(2);
  });

  it('in the search for a bad record leaves what is not yet written', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    let asked = 0;
    const results = await apply(provider, creating(provider, withBad(8, 7)), async () => {
      asked += 1;
      return asked > 2 ? deferred : undefined;
    });
    expect(results.map(verdict)).toEqual([...Array(4).fill('Success'), ...Array(4).fill('Skip Deferred')]);
  });

  it('by abort sends nothing more', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client, small);
    const abort = new AbortController();
    const results = await apply(
      provider,
      creating(provider, names(6)),
      async () => {
        if (batches(connection).length > 0) abort.abort();
        return undefined;
      },
      abort.signal,
    );
    expect(results.slice(0, 2).map(verdict)).toEqual(['Success', 'Success']);
    expect(results.slice(4).map(verdict)).toEqual(['Skip Deferred', 'Skip Deferred']);
    expect(batches(connection)).toHaveLength(1);
  });
});

describe('a zone', () => {
  it('that is full takes deletions alone, and is not searched for one to blame', async () => {
    const connection = await account({ recordSetsPerZone: 6 });
    const seed = await readingProvider(connection.client);
    await apply(seed.provider, creating(seed.provider, names(2)));
    const { provider, reading } = await readingProvider(connection.client);
    const [gone] = reading.records.filter(({ recordType }) => recordType === 'A').map(ours);
    if (gone === undefined) throw new Error('nothing was read');
    connection.route53.resetRequests();
    const wanted = creating(provider, names(50).slice(2)).changes;
    const results = await apply(provider, planOf([{ action: 'Delete', endpoint: gone }, ...wanted]));
    expect(tally(results)).toEqual({ Success: 1, 'Failed InvalidChangeBatch': 48 });
    expect(results[1]).toMatchObject({ error: { message: expect.stringContaining('limit on number of RRSets') } });
    expect(batches(connection)).toHaveLength(2);
  });

  it('that does not answer fails its records, and says so', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    const plan = creating(provider, names(2));
    await connection.route53.stop();
    const results = await apply(provider, plan);
    expect(results.map((result) => (result.status === 'Failed' ? result.error.message : result.status))).toEqual([
      expect.stringMatching(/^Route 53 could not be asked /),
      expect.stringMatching(/^Route 53 could not be asked /),
    ]);
  });

  it('takes an alias after the record that it points at, in whatever batch that goes', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client, { limits: { elements: 8, characters: 32_000 } });
    const plan = creating(provider, [
      ...names(2),
      { dnsName: 'z.example.org', targets: ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5'] },
      { dnsName: 'alias.example.org', targets: ['z.example.org'], providerSpecific: { alias: 'true' } },
    ]);
    expect(tally(await apply(provider, plan))).toEqual({ Success: 4 });
  });

  it('takes an alias of both address types as what its target in the zone has', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    const plan = creating(provider, [
      { dnsName: 'web.example.org', targets: ['192.0.2.1'] },
      {
        dnsName: 'www.example.org',
        recordType: 'CNAME',
        targets: ['web.example.org'],
        providerSpecific: { alias: 'true' },
      },
    ]);
    expect(tally(await apply(provider, plan))).toEqual({ Success: 2 });
    expect([held(connection), held(connection, 'AAAA')]).toEqual([['web.example.org.', 'www.example.org.'], []]);
    expect(batches(connection)).toHaveLength(1);
  });
});
