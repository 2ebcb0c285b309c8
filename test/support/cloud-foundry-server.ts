import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type CloudFoundry, cloudFoundry, type PlatformOptions } from './cloud-foundry.ts';

/** A platform behind a real HTTP server on the loopback address. */
export interface CloudFoundryServer extends Pick<CloudFoundry, 'requests'>, AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly api: string;
}

/** Starts a server that speaks for the platform. Its answers break off where `instead` throws. */
export async function startCloudFoundry(options: PlatformOptions = {}): Promise<CloudFoundryServer> {
  const platform = cloudFoundry(options);
  const server = createServer(async (incoming, outgoing) => {
    try {
      const answer = await platform.fetch(await asRequest(incoming));
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      outgoing.destroy();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    api: `http://127.0.0.1:${port}`,
    requests: platform.requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function asRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', headers, url } = incoming;
  const body = await buffer(incoming);
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
}
