import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, decode, encode, RECURSION_DESIRED, type RecordType } from 'dns-packet';

/** What a DNS server says to one question. */
export interface DnsAnswer {
  readonly name: string;
  readonly type: string;
  /** Seconds; absent where there is no answer. */
  readonly ttl?: number;
  /** The values, in presentation form; empty where there are none. */
  readonly values: readonly string[];
  /** `NOERROR`, `NXDOMAIN`, `REFUSED` and so on (RFC 1035 section 4.1.1). */
  readonly code: string;
}

/** Asks the server on this loopback port, by UDP. Rejects when it does not answer within a second. */
export async function askDns(port: number, name: string, type: RecordType): Promise<DnsAnswer> {
  const socket = createSocket('udp4');
  try {
    const query = encode({ type: 'query', id: 1, flags: RECURSION_DESIRED, questions: [{ type, name }] });
    socket.send(query, port, '127.0.0.1');
    const [message]: Buffer[] = await once(socket, 'message', { signal: AbortSignal.timeout(1000) });
    if (message === undefined) throw new Error(`The DNS server sent nothing for ${name}`);
    const { answers = [], ...header } = decode(message);
    const [first] = answers;
    return {
      name,
      type,
      ...(first !== undefined && 'ttl' in first && first.ttl !== undefined && { ttl: first.ttl }),
      values: answers.flatMap(valuesOf),
      code: 'rcode' in header ? String(header.rcode) : 'NOERROR',
    };
  } finally {
    socket.close();
  }
}

function valuesOf(answer: Answer): readonly string[] {
  switch (answer.type) {
    case 'A':
    case 'AAAA':
    case 'CNAME':
      return [answer.data];
    case 'TXT':
      return [[answer.data].flat().map(String).join('')];
    default:
      return [];
  }
}
