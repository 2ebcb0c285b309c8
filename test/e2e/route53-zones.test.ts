import { describe, expect, it } from '@jest/globals';
import { sampleEndpoint } from '../support/sample-endpoint.ts';
import type { Connection } from '../unit/emulators/route53/client-fixture.ts';
import { account, batches } from './route53-account.ts';
import { apply, creating, names, readingProvider, tally } from './route53-run.ts';

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
