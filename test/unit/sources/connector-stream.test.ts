import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { dialTcp, receiveGob } from '../../../lib/sources/connector-stream.ts';
import { RemoteError } from '../../../lib/sources/remote-error.ts';
import { gobStream } from '../../support/gob-encoder.ts';

const endpoints = [{ DNSName: 'a.example.org', Targets: ['1.2.3.4'], RecordType: 'A' }];
const patient = dialTcp({ dialMs: 5000, readMs: 5000 });
const never = new AbortController().signal;

interface Listening extends AsyncDisposable {
  readonly address: { readonly host: string; readonly port: number };
  /** Settles when the first client has closed its side. */
  readonly clientClosed: Promise<unknown>;
}

/** A TCP server on a loopback address that does this to whoever connects. */
async function listen(greet: (socket: Socket) => void, host = '127.0.0.1'): Promise<Listening> {
  const closed = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined).on('close', () => closed.resolve());
    greet(socket);
  }).listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    address: { host, port: typeof address === 'object' ? (address?.port ?? 0) : 0 },
    clientClosed: closed.promise,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

describe('receiveGob, over TCP', () => {
  it.each(['127.0.0.1', '::1'])(
    'reads what a server at %s sends, and closes though the server does not',
    async (host) => {
      await using server = await listen((socket) => socket.write(gobStream(endpoints)), host);
      expect(await receiveGob(server.address, patient, never)).toEqual(endpoints);
      await server.clientClosed;
    },
  );

  it.each<[string, (socket: Socket) => void, string]>([
    [
      'closes at once',
      (socket) => socket.end(),
      "sent no list of endpoints in Go's gob format: the stream ends before a value",
    ],
    [
      'sends HTTP',
      (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      "sent no list of endpoints in Go's gob format: ",
    ],
    [
      'breaks the connection',
      (socket) => socket.resetAndDestroy(),
      'could not be read (ECONNRESET); see that the server runs and can be reached',
    ],
  ])('fails when the server %s', async (_, greet, message) => {
    await using server = await listen(greet);
    const { host, port } = server.address;
    const reading = receiveGob(server.address, patient, never);
    await expect(reading).rejects.toBeInstanceOf(RemoteError);
    await expect(reading).rejects.toThrow(`--connector-source-server ${host}:${port} ${message}`);
  });

  it('fails when nobody listens', async () => {
    const gone = await listen(() => undefined);
    await gone[Symbol.asyncDispose]();
    await expect(receiveGob(gone.address, patient, never)).rejects.toThrow('could not be read (ECONNREFUSED)');
  });

  it('gives up a server that says nothing', async () => {
    await using server = await listen(() => undefined);
    const impatient = dialTcp({ dialMs: 5000, readMs: 1 });
    await expect(receiveGob(server.address, impatient, never)).rejects.toThrow('did not send its endpoints in time');
    await server.clientClosed;
  });

  it('ends with the reason of the run that is aborted, and closes', async () => {
    const controller = new AbortController();
    const reason = new Error('deadline');
    await using server = await listen(() => controller.abort(reason));
    await expect(receiveGob(server.address, patient, controller.signal)).rejects.toBe(reason);
    await server.clientClosed;
  });
});
