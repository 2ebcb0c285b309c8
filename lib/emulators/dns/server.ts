import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { answerMessage } from './answer.ts';
import type { ZoneData } from './zone-data.ts';

/** A running DNS server. */
export interface DnsServer {
  /** The port on the loopback interface, the same for UDP and for TCP. */
  readonly port: number;
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Answers DNS queries from the public zones of the emulated Route 53, by UDP, and by TCP for what was truncated there.
 * Port 0, the default, takes a free one. Rejects when the port is taken.
 */
export async function startDns(route53: ZoneData, options: { readonly port?: number } = {}): Promise<DnsServer> {
  const connections = new Set<Socket>();
  const tcp = createServer((socket) => {
    connections.add(socket.on('close', () => connections.delete(socket)));
    answerStream(route53, socket);
  });
  tcp.listen(options.port ?? 0, loopback);
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', (message, client) => {
    const reply = answerMessage(route53, message, 'udp');
    if (reply !== undefined) udp.send(reply, client.port, client.address);
  });
  udp.bind(port, loopback);
  await once(udp, 'listening');
  return {
    port,
    stop: async () => {
      const closed = Promise.all([once(udp, 'close'), once(tcp, 'close')]);
      udp.close();
      tcp.close();
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
}

/** Messages on a stream, each behind its length in two octets (RFC 1035 section 4.2.2). */
function answerStream(route53: ZoneData, socket: Socket): void {
  let pending = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const reply = answerMessage(route53, pending.subarray(2, end), 'tcp');
      pending = pending.subarray(end);
      if (reply !== undefined) socket.write(framed(reply));
    }
  });
}

function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
