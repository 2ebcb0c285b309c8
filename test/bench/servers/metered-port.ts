import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A port before another one, which counts what passes: both sides of a comparison are metered alike, TLS or not. */
export interface MeteredPort {
  readonly port: number;
  /** Bytes that clients read through it since the last reset, as they were on the wire. */
  readonly bytesRead: number;
  reset(): void;
}

/** Listens on a free port of the loopback interface for as long as the process lives. */
export async function meterPort(target: number): Promise<MeteredPort> {
  let bytesRead = 0;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    upstream.on('data', (chunk) => {
      bytesRead += chunk.length;
    });
    join(client, upstream);
    join(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get bytesRead() {
      return bytesRead;
    },
    reset: () => {
      bytesRead = 0;
    },
  };
}

function join(from: Socket, to: Socket): void {
  from.setNoDelay(true);
  from.pipe(to);
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroy());
}
