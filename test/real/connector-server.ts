import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GoEndpoint } from '../support/gob-encoder.ts';
import { run } from './command.ts';
import { freePort, LOOPBACK } from './loopback.ts';
import { ServerProcess } from './server-process.ts';

/** How the Go server declares and sends what it holds; see `connector/main.go`. */
export type Shape = 'pointers' | 'values' | 'other' | 'text' | 'open';

/** A connector server in Go, whose bytes are those of `encoding/gob`. */
export interface ConnectorServer extends AsyncDisposable {
  /** For `--connector-source-server`. */
  readonly address: string;
  /** What the next clients get. */
  hold(endpoints: readonly GoEndpoint[]): Promise<void>;
}

/**
 * Builds the server with the machine's Go (its build cache keeps it between runs), starts it on a free port, and waits
 * until it listens. It dies with this process.
 * @throws CommandError when there is no Go, ServerError when the server does not start
 */
export const startConnector = async (shape: Shape): Promise<ConnectorServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'dns-herald-connector-'));
  const command = join(folder, 'connector');
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
  await run('go', ['build', '-buildvcs=false', '-o', command, '.'], { cwd: `${import.meta.dirname}/connector`, env });
  const file = join(folder, 'endpoints.json');
  const hold = (endpoints: readonly GoEndpoint[]) => writeFile(file, JSON.stringify(endpoints));
  await hold([]);
  const port = await freePort();
  const args = [`-listen=${LOOPBACK}:${port}`, `-endpoints=${file}`, `-shape=${shape}`];
  await using starting = new AsyncDisposableStack();
  const server = starting.use(new ServerProcess({ name: 'connector', command, args, folder }));
  await server.until(() => canConnect(port));
  const running = starting.move();
  return { address: `${LOOPBACK}:${port}`, hold, [Symbol.asyncDispose]: () => running.disposeAsync() };
};

const canConnect = async (port: number): Promise<void> => {
  const socket = connect(port, LOOPBACK);
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
};
