import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import dnsPacket, { type DecodedPacket, type Packet, type RecordType } from 'dns-packet';
import { type DnsServer, startDns } from '../../../../lib/emulators/dns/server.ts';
import { type Route53Emulator, startRoute53 } from '../../../../lib/emulators/route53/emulator.ts';
import { alias, plain } from '../route53/batch-fixture.ts';

let route53: Route53Emulator;
let server: DnsServer;
const resolver = new Resolver({ timeout: 30_000, tries: 1 });

beforeAll(async () => {
  route53 = await startRoute53();
  const zone = route53.createZone('example.org', { id: 'Z1' });
  const child = route53.createZone('sub.example.org');
  const hidden = route53.createZone('private.test', { visibility: 'private' });
  const weighted = (SetIdentifier: string, Weight: number, address: string) => ({
    ...plain('weighted.example.org', 'A', address),
    SetIdentifier,
    Weight,
  });
  route53.put(
    zone,
    plain('a.example.org', 'A', '192.0.2.1', '192.0.2.2'),
    plain('a.example.org', 'AAAA', '2001:db8::1'),
    plain('chain.example.org', 'CNAME', 'link.example.org'),
    plain('link.example.org', 'CNAME', 'A.sub.example.org'),
    plain('away.example.org', 'CNAME', 'www.example.com'),
    plain('dangling.example.org', 'CNAME', 'nowhere.example.org'),
    plain('loop.example.org', 'CNAME', 'loop.example.org'),
    plain('*.wild.example.org', 'A', '192.0.2.7'),
    plain('own.wild.example.org', 'TXT', '"own"'),
    plain('x.below.wild.example.org', 'TXT', '"below"'),
    plain('text.example.org', 'TXT', '"one" "two \\"quoted\\" \\303\\244"'),
    plain('mail.example.org', 'MX', '10 mx.example.org'),
    plain('_sip._udp.example.org', 'SRV', '1 2 5060 sip.example.org.'),
    plain('naptr.example.org', 'NAPTR', '100 50 "s" "SIP+D2U" "" _sip._udp.example.org'),
    plain('ptr.example.org', 'PTR', 'host.example.org'),
    plain('caa.example.org', 'CAA', '0 issue "ca.example.net"'),
    plain('odd\\040name.example.org', 'A', '192.0.2.8'),
    plain('big.example.org', 'TXT', ...Array.from({ length: 20 }, (_, index) => `"${String(index).padEnd(200, 'x')}"`)),
    plain('delegated.example.org', 'NS', 'ns.example.net'),
    alias('alias.example.org', 'A', 'a.example.org'),
    alias('deep.example.org', 'A', 'alias.example.org'),
    alias('lb.example.org', 'A', 'web.eu-west-1.elb.amazonaws.com', 'Z32O12XQLNTSW2'),
    alias('lb.example.org', 'AAAA', 'web.eu-west-1.elb.amazonaws.com', 'Z32O12XQLNTSW2'),
    weighted('light', 1, '192.0.2.3'),
    weighted('heavy', 9, '192.0.2.4'),
  );
  route53.put(child, plain('a.sub.example.org', 'A', '192.0.2.5'));
  route53.put(hidden, plain('a.private.test', 'A', '192.0.2.6'));
  server = await startDns(route53);
  resolver.setServers([`127.0.0.1:${server.port}`]);
});
afterAll(async () => {
  await server.stop();
  await route53.stop();
});

/** One query as it goes over the wire; the answer's response code is the low four bits of the flags. */
async function query(
  name: string,
  type: RecordType,
  extra: Partial<Packet> = {},
): Promise<DecodedPacket & { rcode: number }> {
  const socket = createSocket('udp4');
  const message = dnsPacket.encode({ type: 'query', id: 7, questions: [{ name, type }], ...extra });
  socket.send(message, server.port, '127.0.0.1');
  const [reply] = (await once(socket, 'message')) as [Buffer];
  socket.close();
  return { ...dnsPacket.decode(reply), rcode: reply.readUInt8(3) & 0xf };
}

const dataOf = (packet: Packet): readonly unknown[] =>
  (packet.answers ?? []).map((answer) => 'data' in answer && answer.data);

describe('a resolver of the platform', () => {
  it.each<[string, string, unknown]>([
    ['a.example.org', 'A', ['192.0.2.1', '192.0.2.2']],
    ['A.EXAMPLE.ORG', 'A', ['192.0.2.1', '192.0.2.2']],
    ['a.example.org', 'AAAA', ['2001:db8::1']],
    ['chain.example.org', 'A', ['192.0.2.5']],
    ['chain.example.org', 'CNAME', ['link.example.org']],
    ['mail.example.org', 'MX', [expect.objectContaining({ exchange: 'mx.example.org', priority: 10 })]],
    [
      '_sip._udp.example.org',
      'SRV',
      [expect.objectContaining({ name: 'sip.example.org', port: 5060, priority: 1, weight: 2 })],
    ],
    [
      'naptr.example.org',
      'NAPTR',
      [expect.objectContaining({ service: 'SIP+D2U', replacement: '_sip._udp.example.org' })],
    ],
    ['ptr.example.org', 'PTR', ['host.example.org']],
    ['caa.example.org', 'CAA', [expect.objectContaining({ issue: 'ca.example.net' })]],
    ['example.org', 'NS', ['ns-1.emulated.example', 'ns-2.emulated.example', 'ns-3.emulated.example']],
    ['example.org', 'SOA', expect.objectContaining({ nsname: 'ns-1.emulated.example', minttl: 86400 })],
    ['alias.example.org', 'A', ['192.0.2.1', '192.0.2.2']],
    ['deep.example.org', 'A', ['192.0.2.1', '192.0.2.2']],
    ['weighted.example.org', 'A', ['192.0.2.4']],
    ['any.wild.example.org', 'A', ['192.0.2.7']],
    ['two.labels.wild.example.org', 'A', ['192.0.2.7']],
  ])('gets for %s %s what Route 53 holds', async (name, type, expected) => {
    expect(await resolver.resolve(name, type)).toEqual(expected);
  });

  it('gets an answer too long for UDP by TCP', async () => {
    expect(await resolver.resolveTxt('big.example.org')).toHaveLength(20);
  });

  it.each([
    ['a name that does not exist', 'nowhere.example.org', 'ENOTFOUND'],
    ['a type that the name does not have', 'text.example.org', 'ENODATA'],
    ['a name that only has names below it', 'below.wild.example.org', 'ENODATA'],
    ['a name that a wildcard does not cover, as it exists', 'own.wild.example.org', 'ENODATA'],
    ['a name below one that exists beside the wildcard', 'y.below.wild.example.org', 'ENOTFOUND'],
    ['a name in no zone', 'example.com', 'EREFUSED'],
    ['a name in a private zone', 'a.private.test', 'EREFUSED'],
    ['a chain that ends nowhere', 'dangling.example.org', 'ENOTFOUND'],
  ])('is told so of %s', async (_, name, code) => {
    await expect(resolver.resolve4(name)).rejects.toMatchObject({ code });
  });
});

describe('an answer', () => {
  it('of a load balancer`s alias is a stable documentation address', async () => {
    const [first, second, six] = [
      await resolver.resolve4('lb.example.org'),
      await resolver.resolve4('lb.example.org'),
      await resolver.resolve6('lb.example.org'),
    ];
    expect(first).toEqual([expect.stringMatching(/^192\.0\.2\.\d+$/)]);
    expect(second).toEqual(first);
    expect(six).toEqual([expect.stringMatching(/^2001:db8:/)]);
  });

  it('decodes escapes of TXT to octets', async () => {
    const packet = await query('text.example.org', 'TXT');
    expect(dataOf(packet)).toEqual([[Buffer.from('one'), Buffer.from('two "quoted" \u00e4')]]);
  });

  it('of an alias stands under the name that was asked', async () => {
    const { answers } = await query('deep.example.org', 'A');
    expect(answers).toEqual([
      expect.objectContaining({ name: 'deep.example.org', data: '192.0.2.1' }),
      expect.objectContaining({ name: 'deep.example.org', data: '192.0.2.2' }),
    ]);
  });

  it('finds names that Route 53 stores with escapes', async () => {
    expect(dataOf(await query('odd name.example.org', 'A'))).toEqual(['192.0.2.8']);
  });

  it('is authoritative and repeats the question', async () => {
    const packet = await query('a.example.org', 'A');
    expect(packet).toMatchObject({
      id: 7,
      type: 'response',
      flag_aa: true,
      flag_tc: false,
      questions: [{ name: 'a.example.org', type: 'A' }],
    });
  });

  it.each<[string, string, RecordType, number]>([
    ['a missing name', 'nowhere.example.org', 'A', 3],
    ['a missing type', 'a.example.org', 'MX', 0],
  ])('about %s carries the SOA of its zone', async (_, name, type, rcode) => {
    const packet = await query(name, type);
    expect(packet).toMatchObject({ rcode, answers: [], authorities: [{ type: 'SOA', name: 'example.org', ttl: 900 }] });
  });

  it('shows the whole chain of names, and stops where a loop closes', async () => {
    expect(dataOf(await query('chain.example.org', 'A'))).toEqual([
      'link.example.org',
      'A.sub.example.org',
      '192.0.2.5',
    ]);
    expect(dataOf(await query('away.example.org', 'A'))).toEqual(['www.example.com']);
    expect((await query('loop.example.org', 'A')).rcode).toBe(0);
  });

  it('to ANY holds every type', async () => {
    const packet = await query('a.example.org', 'ANY' as RecordType);
    expect(dataOf(packet)).toEqual(['192.0.2.1', '192.0.2.2', '2001:db8::1']);
  });

  it('below a delegation is a referral', async () => {
    const packet = await query('www.delegated.example.org', 'A');
    expect(packet).toMatchObject({
      flag_aa: false,
      answers: [],
      authorities: [{ type: 'NS', name: 'delegated.example.org', data: 'ns.example.net' }],
    });
  });

  const edns = (udpPayloadSize: number) => ({
    additionals: [
      {
        type: 'OPT' as const,
        name: '.',
        udpPayloadSize,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  });

  it.each([
    ['1232 octets without EDNS', {}],
    ['the size that the client names', edns(1400)],
    ['the size that the client names, 4096 at most', edns(65000)],
  ])('by UDP is truncated beyond %s', async (_, extra) => {
    const packet = await query('big.example.org', 'TXT', extra);
    expect(packet.flag_tc).toBe(true);
    expect(packet.answers).toEqual([]);
  });

  it('takes a client`s size below 512 for 512', async () => {
    expect((await query('a.example.org', 'A', edns(40))).answers).toHaveLength(2);
  });

  it('comes whole when the client takes it', async () => {
    const zone = route53.createZone('small.test');
    route53.put(
      zone,
      plain('t.small.test', 'TXT', ...Array.from({ length: 9 }, (_, index) => `"${String(index).padEnd(200, 'x')}"`)),
    );
    expect((await query('t.small.test', 'TXT')).flag_tc).toBe(true);
    expect((await query('t.small.test', 'TXT', edns(4096))).answers).toHaveLength(9);
  });

  it('names the response code where the query is not one it can answer', async () => {
    expect((await query('a.example.org', 'A', { flags: 2 << 11 })).rcode).toBe(4);
    expect((await query('a.example.org', 'A', { questions: [] })).rcode).toBe(1);
  });

  it('shows a change at once', async () => {
    const id = route53.createZone('live.test');
    await expect(resolver.resolve4('a.live.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    route53.put(id, plain('a.live.test', 'A', '192.0.2.1'));
    expect(await resolver.resolve4('a.live.test')).toEqual(['192.0.2.1']);
  });
});

describe('a packet that is no query', () => {
  it('gets no answer and harms nothing', async () => {
    const socket = createSocket('udp4');
    socket.send(Buffer.from('nonsense'), server.port, '127.0.0.1');
    socket.send(dnsPacket.encode({ type: 'response', questions: [] }), server.port, '127.0.0.1');
    expect(await resolver.resolve4('a.example.org')).toHaveLength(2);
    socket.close();
  });
});
