import { once } from 'node:events';
import { connect } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { readGob } from './gob/gob.ts';
import { GobError } from './gob/gob-error.ts';
import { failureCode, RemoteError } from './remote-error.ts';
import type { Dial, DialAddress } from './source.ts';

/** Milliseconds that each half of a reading may take. Upstream waits 30 s for a connection and for ever for the value. */
export interface StreamLimits {
  readonly dialMs: number;
  readonly readMs: number;
}

/** Those of a run, in milliseconds. */
export const streamLimits: StreamLimits = { dialMs: 30_000, readMs: 30_000 };

/** Connects over TCP. Rejects when no connection is made in time, or when the signal aborts. */
export const dialTcp =
  ({ dialMs, readMs }: StreamLimits): Dial =>
  async ({ host, port }, signal) => {
    const socket = connect({ host, port });
    try {
      await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(dialMs)]) });
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return addAbortSignal(AbortSignal.any([signal, AbortSignal.timeout(readMs)]), socket);
  };

/**
 * The value that a connector server sends to whoever connects; the connection is closed after it. Throws RemoteError
 * when there is none, the signal's reason when it aborts.
 */
export async function receiveGob(address: DialAddress, dial: Dial, signal: AbortSignal): Promise<unknown> {
  try {
    return await readGob(await dial(address, signal));
  } catch (error) {
    signal.throwIfAborted();
    const flag = `--connector-source-server ${address.host}:${address.port}`;
    throw new RemoteError(`${flag} ${whatWentWrong(error)}`, { cause: error });
  }
}

function whatWentWrong(error: unknown): string {
  if (error instanceof GobError) return `sent no list of endpoints in Go's gob format: ${error.message}`;
  const code = failureCode(error);
  const what = code === 'ABORT_ERR' ? 'did not send its endpoints in time' : `could not be read (${code})`;
  return `${what}; see that the server runs and can be reached`;
}
