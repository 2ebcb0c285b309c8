import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { ServerIdentity } from './certificates.ts';

/** An HTTP answer, ready to be sent. Text bodies go as plain text, all others as JSON. */
export interface HttpAnswer {
  readonly code: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API server compresses what is longer than this, in bytes (apiserver responsewriters/writers.go). */
const gzipFrom = 128 * 1024;
const compress = promisify(gzip);

/** An HTTPS server on a free port of 127.0.0.1. */
export async function listen(
  identity: ServerIdentity,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { certificate: cert, key } = identity;
  const server = createServer({ cert, key }, (request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The whole body. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** How an answer ends: `cut` after half of the body, with the connection; `pauseMs` lie between its halves otherwise. */
export type Ending = 'whole' | 'cut' | { readonly pauseMs: number };

/** Sends the answer, whose head always promises the whole body. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: HttpAnswer,
  ending: Ending,
): Promise<void> {
  const isText = typeof answer.body === 'string';
  const bytes = Buffer.from(isText ? String(answer.body) : JSON.stringify(answer.body));
  const zipped = bytes.length >= gzipFrom && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = zipped ? await compress(bytes, { level: constants.Z_BEST_SPEED }) : bytes;
  response.writeHead(answer.code, {
    'Cache-Control': 'no-cache, private',
    'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    'Content-Length': body.length,
    ...(zipped && { 'Content-Encoding': 'gzip' }),
    ...answer.headers,
  });
  if (ending === 'whole') {
    response.end(body);
    return;
  }
  const middle = Math.floor(body.length / 2);
  response.write(body.subarray(0, middle), () => ending === 'cut' && response.destroy());
  if (ending === 'cut') return;
  await sleep(ending.pauseMs);
  response.end(body.subarray(middle));
}
