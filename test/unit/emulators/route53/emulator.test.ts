import {
  GetChangeCommand,
  InvalidChangeBatch,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultAnswer } from '../../../../lib/emulators/route53/faults.ts';
import type { RecordSet } from '../../../../lib/emulators/route53/record-set.ts';
import { alias, create, plain } from './batch-fixture.ts';
import { type Connection, connect, failureOf, pages, submit } from './client-fixture.ts';

let connection: Connection;
let zone: string;
let now = 0;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  connection = await connect({ now: () => new Date(now), propagation: 60_000 });
  zone = connection.route53.createZone('example.org', { tags: { team: 'shop' } });
});
afterEach(() => connection.close());

const list = () => connection.client.send(new ListHostedZonesCommand({}));

describe('record sets through the real client', () => {
  const every: readonly RecordSet[] = [
    plain('a.example.org.', 'A', '192.0.2.1', '192.0.2.2'),
    plain('a.example.org.', 'TXT', '"quoted \\"text\\" & <tags>" "\\303\\244"'),
    { ...plain('w.example.org.', 'A', '192.0.2.1'), SetIdentifier: 'blue & green', Weight: 0, HealthCheckId: 'h' },
    { ...plain('l.example.org.', 'A', '192.0.2.1'), SetIdentifier: 's', Region: 'eu-west-1' },
    {
      ...plain('g.example.org.', 'A', '192.0.2.1'),
      SetIdentifier: 's',
      GeoLocation: { CountryCode: 'US', SubdivisionCode: 'CA' },
    },
    { ...plain('m.example.org.', 'A', '192.0.2.1'), SetIdentifier: 's', MultiValueAnswer: true },
    {
      ...plain('p.example.org.', 'A', '192.0.2.1'),
      SetIdentifier: 's',
      GeoProximityLocation: { AWSRegion: 'eu-west-1', Bias: -5 },
    },
    {
      ...alias('f.example.org.', 'A', 'x.eu-west-1.elb.amazonaws.com.', 'Z32O12XQLNTSW2'),
      SetIdentifier: 's',
      Failover: 'PRIMARY',
    },
  ];

  it('come back as they were sent, every field of them', async () => {
    await submit(connection, zone, ...every.map(create));
    const [page = []] = await pages(connection, zone);
    expect(page).toEqual(expect.arrayContaining([...every]));
    expect(page).toHaveLength(every.length + 2);
  });

  it('are what the emulator shows its own callers', async () => {
    await submit(connection, zone, ...every.map(create));
    expect((await pages(connection, zone)).flat()).toEqual(connection.route53.recordSets(zone));
  });
});

describe('a listing', () => {
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => plain(`n${index}.example.org.`, 'A', '192.0.2.1'));

  it('comes in pages of 300, none repeated and none left out', async () => {
    connection.route53.put(zone, ...numbered(899));
    const found = await pages(connection, zone);
    expect(found.map((page) => page.length)).toEqual([300, 300, 300, 1]);
    expect(new Set(found.flat().map((set) => `${set.Name} ${set.Type}`)).size).toBe(901);
  });

  it('continues within the sets of one name and type', async () => {
    const sets = Array.from({ length: 100 }, (_, index) => ({
      ...plain('w.example.org.', 'A', '192.0.2.1'),
      SetIdentifier: `s${index}`,
      Weight: 1,
    }));
    connection.route53.put(zone, ...numbered(250), ...sets);
    const found = await pages(connection, zone);
    expect(found.map((page) => page.length)).toEqual([300, 52]);
    expect(new Set(found.flat().map((set) => JSON.stringify(set))).size).toBe(352);
  });

  it.each([
    ['a type without a name', { StartRecordType: 'A' as const }, 'InvalidInput'],
    ['an identifier without a type', { StartRecordName: 'a.example.org', StartRecordIdentifier: 's' }, 'InvalidInput'],
    ['a malformed name', { StartRecordName: 'a..example.org' }, 'InvalidInput'],
    ['an unknown zone', { HostedZoneId: 'ZNONE' }, 'NoSuchHostedZone'],
    ['an overlong zone id', { HostedZoneId: 'Z'.repeat(33) }, 'InvalidInput'],
    ['no page size at all', { MaxItems: 0 }, 'InvalidInput'],
  ])('is refused for %s', async (_, parameters, name) => {
    const call = connection.client.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone, ...parameters }));
    expect((await failureOf(call)).name).toBe(name);
  });
});

describe('a refused batch', () => {
  const twice = plain('a.example.org', 'A', '192.0.2.1');
  const text = "Tried to create resource record set [name='a.example.org.', type='A'] but it already exists";

  it('carries its texts as one bracketed message', async () => {
    connection.route53.put(zone, twice);
    expect(await failureOf(submit(connection, zone, create(twice)))).toEqual({
      name: 'InvalidChangeBatch',
      status: 400,
      message: `[${text}]`,
    });
  });

  it('carries them as a list where the emulator was told to', async () => {
    const other = await connect({ errorShape: 'messages' });
    const id = other.route53.createZone('example.org');
    other.route53.put(id, twice);
    const error = await submit(other, id, create(twice)).catch((reason: unknown) => reason);
    await other.close();
    expect(error).toBeInstanceOf(InvalidChangeBatch);
    expect(error).toMatchObject({ messages: [text] });
  });
});

describe('a change', () => {
  it('is PENDING until it has had time to spread, then INSYNC', async () => {
    const { ChangeInfo } = await submit(connection, zone, create(plain('a.example.org', 'A', '192.0.2.1')));
    const status = async () =>
      (await connection.client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }))).ChangeInfo?.Status;
    expect([ChangeInfo?.Status, await status()]).toEqual(['PENDING', 'PENDING']);
    now += 60_000;
    expect(await status()).toBe('INSYNC');
  });

  it('that was never made is NoSuchChange', async () => {
    expect((await failureOf(connection.client.send(new GetChangeCommand({ Id: 'CNONE' })))).name).toBe('NoSuchChange');
  });

  it('naming a health check that is not there is NoSuchHealthCheck', async () => {
    const other = await connect({ healthChecks: ['known'] });
    const id = other.route53.createZone('example.org');
    const checked = (HealthCheckId: string) =>
      create({ ...plain(`${HealthCheckId}.example.org`, 'A', '192.0.2.1'), HealthCheckId });
    const results = [
      await failureOf(submit(other, id, checked('known'))),
      await failureOf(submit(other, id, checked('lost'))),
    ];
    await other.close();
    expect(results.map(({ name }) => name)).toEqual(['none', 'NoSuchHealthCheck']);
  });

  it('beyond the records of a zone is refused', async () => {
    const other = await connect({ recordSetsPerZone: 3 });
    const id = other.route53.createZone('example.org');
    const add = (name: string) => failureOf(submit(other, id, create(plain(name, 'A', '192.0.2.1'))));
    const results = [await add('a.example.org'), await add('b.example.org')];
    await other.close();
    expect(results.map(({ name }) => name)).toEqual(['none', 'InvalidChangeBatch']);
  });
});

describe('requests', () => {
  it('are recorded with what became of them', async () => {
    await list();
    await failureOf(submit(connection, zone, create(plain('a.example.org', 'A', 'x'))));
    expect(connection.route53.requests).toEqual([
      { action: 'ListHostedZones', status: 200 },
      { action: 'ChangeResourceRecordSets', zoneId: zone, status: 400, changes: 1, errorCode: 'InvalidChangeBatch' },
    ]);
    expect(connection.route53.counts()).toEqual({ ListHostedZones: 1, ChangeResourceRecordSets: 1 });
    connection.route53.resetRequests();
    expect(connection.route53.counts()).toEqual({});
  });

  it('above the rate are throttled until the second is over', async () => {
    connection.route53.throttle(2);
    const names = [await failureOf(list()), await failureOf(list()), await failureOf(list())].map(
      ({ name, message }) => `${name} ${message}`,
    );
    expect(names).toEqual(['none ', 'none ', 'Throttling Rate exceeded']);
    now += 1000;
    expect((await failureOf(list())).name).toBe('none');
    connection.route53.throttle(undefined);
    await Promise.all(Array.from({ length: 10 }, list));
  });

  it('for no operation are 404', async () => {
    const response = await fetch(`${connection.route53.url}/2013-04-01/unknown`);
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining('<Code>UnknownOperationException</Code>'),
    ]);
  });

  it.each([
    ['no XML', '<a', 'InvalidInput'],
    ['another document', '<a/>', 'MalformedInput'],
    ['no document', '', 'MalformedInput'],
  ])('with %s in place of a batch are refused', async (_, body, code) => {
    const response = await fetch(`${connection.route53.url}/2013-04-01/hostedzone/${zone}/rrset`, {
      method: 'POST',
      body,
    });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
  });
});

describe('a fault', () => {
  it.each<[string, FaultAnswer, string]>([
    [
      'an error',
      {
        status: 400,
        code: 'PriorRequestNotComplete',
        message: 'The request was rejected because Route 53 was still processing a prior request.',
      },
      'PriorRequestNotComplete',
    ],
    [
      'a server error',
      { status: 503, code: 'ServiceUnavailable', message: 'Service Unavailable' },
      'ServiceUnavailable',
    ],
    ['a refusal by IAM', 'deny', 'AccessDenied'],
    ['a cut connection', 'reset', 'Error'],
  ])('answers with %s, and nothing is done', async (_, answer, name) => {
    connection.route53.fail({ action: 'ChangeResourceRecordSets', zoneId: zone, answer });
    expect((await failureOf(submit(connection, zone, create(plain('a.example.org', 'A', '192.0.2.1'))))).name).toBe(
      name,
    );
    expect(connection.route53.recordSets(zone)).toHaveLength(2);
  });

  it('that cuts the answer short leaves the change done', async () => {
    connection.route53.fail({ action: 'ChangeResourceRecordSets', answer: 'truncate' });
    expect((await failureOf(submit(connection, zone, create(plain('a.example.org', 'A', '192.0.2.1'))))).name).not.toBe(
      'none',
    );
    expect(connection.route53.recordSets(zone)).toHaveLength(3);
  });

  it('that delays gives the true answer in the end', async () => {
    connection.route53.fail({ answer: { delay: 1 } });
    expect((await list()).HostedZones).toHaveLength(1);
  });

  it('by IAM names the action, and the zone where there is one', async () => {
    connection.route53.fail({ answer: 'deny' });
    expect((await failureOf(list())).message).toContain(
      'is not authorized to perform: route53:ListHostedZones because no identity-based policy allows',
    );
    expect((await failureOf(submit(connection, zone, create(plain('a', 'A', 'x'))))).message).toContain(
      `on resource: arn:aws:route53:::hostedzone/${zone} because`,
    );
  });

  it('wears out, can be taken back, and can look at the changes', async () => {
    const add = async (name: string) =>
      (await failureOf(submit(connection, zone, create(plain(name, 'A', '192.0.2.1'))))).name;
    const answer = { status: 500, code: 'InternalFailure', message: 'Internal failure' };
    connection.route53.fail({ times: 1, answer });
    const lift = connection.route53.fail({
      when: ({ changes }) => changes.some(({ ResourceRecordSet }) => ResourceRecordSet.Name.startsWith('bad')),
      answer,
    });
    expect([await add('a.example.org'), await add('a.example.org'), await add('bad.example.org')]).toEqual([
      'InternalFailure',
      'none',
      'InternalFailure',
    ]);
    lift();
    expect(await add('bad.example.org')).toBe('none');
  });
});

describe('seeding', () => {
  it('takes what the API would refuse, with names in stored form', () => {
    connection.route53.put(zone, plain('*.Example.org', 'CNAME', 'a'), plain('*.example.org', 'A', 'nonsense'));
    expect(connection.route53.recordSetsAt(zone, '\\052.example.org.').map(({ Type }) => Type)).toEqual(['CNAME', 'A']);
  });

  it('refuses a zone id in use and a name that is none', () => {
    expect(() => connection.route53.createZone('example.net', { id: zone })).toThrow(TypeError);
    expect(() => connection.route53.createZone('a..b')).toThrow(TypeError);
  });
});
