import dnsPacket, { type DecodedPacket, type OptAnswer, type Packet } from 'dns-packet';
import { failure, type Resolution, rcodes, resolve } from './resolve.ts';
import type { ZoneData } from './zone-data.ts';

/** Largest answer by UDP where the client names no size: what passes every path without fragments (DNS flag day 2020). */
const defaultSize = 1232;
const leastSize = 512;
const mostSize = 4096;
/** The length field of TCP has 16 bits (RFC 1035 section 4.2.2). */
const largestMessage = 65535;

/** The answer to one message that came by the transport; undefined for what is no query, which gets none. */
export function answerMessage(route53: ZoneData, message: Buffer, transport: 'udp' | 'tcp'): Buffer | undefined {
  const query = decode(message);
  if (query === undefined || query.type !== 'query') return undefined;
  const size = transport === 'tcp' ? largestMessage : sizeFor(query);
  return withinSize(respond(query, resolveQuery(route53, query, opcodeOf(message))), size);
}

function decode(message: Buffer): DecodedPacket | undefined {
  try {
    return dnsPacket.decode(message);
  } catch {
    return undefined;
  }
}

/** Bits 1 to 4 of the third octet (RFC 1035 section 4.1.1); 0 is a standard query. */
const opcodeOf = (message: Buffer): number => (message.readUInt8(2) >> 3) & 0xf;

function resolveQuery(route53: ZoneData, { questions = [] }: DecodedPacket, opcode: number): Resolution {
  const [question] = questions;
  if (opcode !== 0) return failure(rcodes.NOTIMP);
  if (question === undefined || questions.length > 1) return failure(rcodes.FORMERR);
  return resolve(route53, question);
}

const ednsOf = ({ additionals = [] }: Packet): OptAnswer | undefined =>
  additionals.find((record) => record.type === 'OPT');

function sizeFor(query: DecodedPacket): number {
  const asked = ednsOf(query)?.udpPayloadSize ?? defaultSize;
  return Math.min(Math.max(asked, leastSize), mostSize);
}

function respond(query: DecodedPacket, { rcode, authoritative, answers, authorities }: Resolution): Packet {
  const flags = rcode | (authoritative ? dnsPacket.AUTHORITATIVE_ANSWER : 0);
  return {
    type: 'response',
    ...(query.id === undefined ? {} : { id: query.id }),
    flags: flags | (query.flag_rd ? dnsPacket.RECURSION_DESIRED : 0),
    questions: query.questions ?? [],
    answers: [...answers],
    authorities: [...authorities],
    additionals: ednsOf(query) === undefined ? [] : [edns],
  };
}

const edns: OptAnswer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: defaultSize,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

/** An answer too long for the client goes out empty with TC set (RFC 2181 section 9). */
function withinSize(packet: Packet, size: number): Buffer {
  const whole = dnsPacket.encode(packet);
  if (whole.length <= size) return whole;
  const flags = (packet.flags ?? 0) | dnsPacket.TRUNCATED_RESPONSE;
  return dnsPacket.encode({ ...packet, flags, answers: [], authorities: [] });
}
