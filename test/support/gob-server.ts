import { once } from 'node:events';
import { createServer } from 'node:net';
import { type GoEndpoint, gobStream } from './gob-encoder.ts';

/** A connector server on the loopback address. */
export interface GobServer extends AsyncDisposable {
  /** For `--connector-source-server`. */
  readonly address: string;
  /** What the next clients get; undefined breaks their connections. */
  holds: readonly GoEndpoint[] | undefined;
}

/** Starts a server that holds nothing yet. */
export async function startGobServer(): Promise<GobServer> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (running.holds === undefined) socket.resetAndDestroy();
    else socket.end(gobStream(running.holds));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const running: GobServer = {
    address: `127.0.0.1:${port}`,
    holds: [],
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
  return running;
}
