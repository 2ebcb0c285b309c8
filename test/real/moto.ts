import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command.ts';
import { freePort, LOOPBACK } from './loopback.ts';
import { ServerProcess } from './server-process.ts';

/** moto's server: AWS for one account, in memory, with any credentials (https://docs.getmoto.org/en/latest/docs/server_mode.html). */
export interface Moto extends AsyncDisposable {
  /** For `AWS_ENDPOINT_URL`, or the `endpoint` of a client. */
  readonly endpoint: string;
  readonly version: string;
  /** Forgets every resource. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const installedVersion = async (): Promise<string> => {
  try {
    return (await run('python3', ['-c', 'import moto, moto.server; print(moto.__version__)'])).trim();
  } catch (cause) {
    throw new Error("moto's server is not installed for python3: pip install 'moto[server]'", { cause });
  }
};

const request = async (method: 'GET' | 'POST', url: string): Promise<void> => {
  const response = await fetch(url, { method });
  if (!response.ok) throw new Error(`moto answered ${method} ${url} with ${response.status}: ${await response.text()}`);
};

/** How python3 starts it. */
type MotoProgram = readonly ['-m', 'moto.server'] | readonly ['test/real/moto-server.py'];

/**
 * Starts moto's server on a free port of the loopback address, and waits until it answers. It dies with this process.
 * @throws Error that says how to install moto, when it is not
 * @throws ServerError with the end of its log, when it does not start
 */
export const startMoto = async (program: MotoProgram = ['-m', 'moto.server']): Promise<Moto> => {
  const version = await installedVersion();
  const port = await freePort();
  const endpoint = `http://${LOOPBACK}:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'dns-herald-moto-'));
  const args = [...program, '-H', LOOPBACK, '-p', String(port)];
  await using starting = new AsyncDisposableStack();
  const server = starting.use(new ServerProcess({ name: 'moto', command: 'python3', args, folder }));
  await server.until(() => request('GET', `${endpoint}/moto-api/`));
  const running = starting.move();
  return {
    endpoint,
    version,
    reset: () => request('POST', `${endpoint}/moto-api/reset`),
    stop: () => running.disposeAsync(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};
