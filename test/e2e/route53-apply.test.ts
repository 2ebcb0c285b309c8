import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Change } from '../../lib/plan/change.ts';
import { sampleEndpoint } from '../support/sample-endpoint.ts';
import { account, batches, fullPacking, held, standInTheWay, withBad } from './route53-account.ts';
import { apply, creating, names, ours, perBatch, planOf, readingProvider, tally, verdict } from './route53-run.ts';

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
