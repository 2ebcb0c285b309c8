import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Binds to this alone: nothing here is reachable from another machine. */
export const LOOPBACK = '127.0.0.1';

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server that listens has a port');
  return address.port;
};

/** A TCP port that is free on the loopback address: for commands that cannot be told to choose one and say which. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
};
