import {
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetHostedZoneCommand,
  GetHostedZoneCountCommand,
  GetHostedZoneLimitCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  type ListHostedZonesCommandOutput,
} from '@aws-sdk/client-route-53';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { plain } from './batch-fixture.ts';
import { type Connection, connect, failureOf } from './client-fixture.ts';

let connection: Connection;
beforeEach(async () => {
  connection = await connect();
});
afterEach(() => connection.close());

describe('ListHostedZones', () => {
  it('gives 100 a page and goes on at the marker', async () => {
    for (let index = 0; index < 205; index += 1) connection.route53.createZone(`z${index}.org`);
    const sizes: number[] = [];
    const ids = new Set<string | undefined>();
    let marker: string | undefined;
    do {
      const page: ListHostedZonesCommandOutput = await connection.client.send(
        new ListHostedZonesCommand({ Marker: marker }),
      );
      sizes.push(page.HostedZones?.length ?? 0);
      for (const zone of page.HostedZones ?? []) ids.add(zone.Id);
      marker = page.IsTruncated ? page.NextMarker : undefined;
    } while (marker !== undefined);
    expect(sizes).toEqual([100, 100, 5]);
    expect(ids.size).toBe(205);
  });

  it('tells of each zone its prefixed id, stored name, kind and number of sets', async () => {
    const id = connection.route53.createZone('Corp.Example.org', { visibility: 'private', comment: 'inside' });
    const { HostedZones } = await connection.client.send(new ListHostedZonesCommand({}));
    expect(HostedZones).toEqual([
      expect.objectContaining({
        Id: `/hostedzone/${id}`,
        Name: 'corp.example.org.',
        Config: { Comment: 'inside', PrivateZone: true },
        ResourceRecordSetCount: 2,
      }),
    ]);
  });
});

describe('ListHostedZonesByName', () => {
  it('goes by reversed labels and starts at a name', async () => {
    for (const name of ['b.org', 'a.net', 'a.b.org', 'a.org']) connection.route53.createZone(name);
    const names = async (DNSName?: string) =>
      (await connection.client.send(new ListHostedZonesByNameCommand({ DNSName }))).HostedZones?.map(
        ({ Name }) => Name,
      );
    expect(await names()).toEqual(['a.net.', 'a.org.', 'b.org.', 'a.b.org.']);
    expect(await names('b.org')).toEqual(['b.org.', 'a.b.org.']);
  });
});

describe('a zone', () => {
  const make = (Name: string, CallerReference = Name) =>
    connection.client.send(new CreateHostedZoneCommand({ Name, CallerReference }));

  it('is made, shown, counted and deleted', async () => {
    const { HostedZone, Location } = await make('example.org');
    expect(Location).toContain(HostedZone?.Id?.replace('/hostedzone/', '/2013-04-01/hostedzone/'));
    const shown = await connection.client.send(new GetHostedZoneCommand({ Id: HostedZone?.Id }));
    expect(shown.HostedZone).toEqual(HostedZone);
    expect(shown.DelegationSet?.NameServers).toHaveLength(3);
    expect((await connection.client.send(new GetHostedZoneCountCommand({}))).HostedZoneCount).toBe(1);
    await connection.client.send(new DeleteHostedZoneCommand({ Id: HostedZone?.Id }));
    expect(connection.route53.zones()).toEqual([]);
  });

  it.each([
    ['a caller reference that was used', () => make('b.org', 'a.org'), 'HostedZoneAlreadyExists'],
    ['a malformed name', () => make('b..org'), 'InvalidDomainName'],
  ])('is not made with %s', async (_, call, name) => {
    await make('a.org');
    expect((await failureOf(call())).name).toBe(name);
  });

  it('is not deleted while it holds a record of its user', async () => {
    const id = connection.route53.createZone('example.org');
    connection.route53.put(id, plain('a.example.org', 'A', '192.0.2.1'));
    expect((await failureOf(connection.client.send(new DeleteHostedZoneCommand({ Id: id })))).name).toBe(
      'HostedZoneNotEmpty',
    );
  });

  it('has a limit of 10,000 record sets', async () => {
    const HostedZoneId = connection.route53.createZone('example.org');
    const { Limit, Count } = await connection.client.send(
      new GetHostedZoneLimitCommand({ HostedZoneId, Type: 'MAX_RRSETS_BY_ZONE' }),
    );
    expect({ Limit, Count }).toEqual({ Limit: { Type: 'MAX_RRSETS_BY_ZONE', Value: 10000 }, Count: 2 });
  });

  it('is one of at most 500', async () => {
    const other = await connect({ zonesPerAccount: 1 });
    other.route53.createZone('a.org');
    const call = other.client.send(new CreateHostedZoneCommand({ Name: 'b.org', CallerReference: 'b' }));
    const failure = await failureOf(call);
    await other.close();
    expect(failure.name).toBe('TooManyHostedZones');
  });

  it('that is gone is NoSuchHostedZone', async () => {
    const id = connection.route53.createZone('example.org');
    connection.route53.deleteZone(id);
    expect(await failureOf(connection.client.send(new GetHostedZoneCommand({ Id: id })))).toEqual({
      name: 'NoSuchHostedZone',
      status: 404,
      message: `No hosted zone found with ID: ${id}`,
    });
  });
});
