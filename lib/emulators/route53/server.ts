import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import type { Call, Reply } from './call.ts';
import { readChangeBatch } from './change-request.ts';
import { accessDenied, Route53Error, throttling } from './errors.ts';
import type { FaultAnswer, Faults } from './faults.ts';
import { findRoute, type Match } from './routes.ts';
import type { Throttle } from './throttle.ts';
import { type Document, parseXml, renderXml } from './xml.ts';

/** One request that the emulator answered, for tests that count. */
export interface RequestRecord {
  readonly action: string;
  readonly zoneId?: string;
  /** HTTP status; 0 when the connection was cut and nothing done. */
  readonly status: number;
  /** Number of changes, for a change batch that could be read. */
  readonly changes?: number;
  readonly errorCode?: string;
}

/** What the server needs to answer. */
export interface Backend {
  readonly account: Account;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly errorShape: 'message' | 'messages';
  readonly record: (request: RequestRecord) => void;
  /** Ends waits when the server stops. */
  readonly signal: AbortSignal;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly errorCode?: string;
}

/** The REST-XML front of the emulator; it does not listen yet. */
export function createRoute53Server(backend: Backend): Server {
  let requests = 0;
  return createServer((request, response) => {
    requests += 1;
    const id = `emulated-${String(requests).padStart(8, '0')}`;
    handle(backend, request, response, id).catch(() => response.destroy());
  });
}

async function handle(backend: Backend, request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const match = findRoute(request.method ?? '', url.pathname);
  const read = readCall(match, url, await text(request));
  const fault = backend.faults.take(faultRequest(read.call));
  if (typeof fault === 'object' && 'delay' in fault) await sleep(fault.delay, undefined, { signal: backend.signal });
  const answer = fault === 'reset' ? undefined : produce(backend, match, read, fault, id);
  backend.record(recordOf(read.call, answer));
  if (answer === undefined || fault === 'lose') response.destroy();
  else if (fault === 'truncate') truncate(response, answer);
  else if (typeof fault === 'object' && 'slowBody' in fault)
    await sendSlowly(response, answer, sleep(fault.slowBody, undefined, { signal: backend.signal }));
  else send(response, answer, id);
}

interface Read {
  readonly call: Call;
  /** Why the body could not be read. */
  readonly problem?: Route53Error;
}

function readCall(match: Match | undefined, url: URL, bodyText: string): Read {
  const call = {
    action: match?.action ?? 'Unknown',
    path: match?.path ?? {},
    query: url.searchParams,
    body: undefined,
    batch: undefined,
  };
  try {
    const body = bodyText === '' ? undefined : parseXml(bodyText);
    return { call: { ...call, body, batch: batchOf(match, body) } };
  } catch (error) {
    if (error instanceof Route53Error) return { call, problem: error };
    throw error;
  }
}

const batchOf = (match: Match | undefined, body: Document | undefined): Call['batch'] =>
  match?.action === 'ChangeResourceRecordSets' && body !== undefined ? readChangeBatch(body) : undefined;

const faultRequest = ({ action, path, query, batch }: Call) => ({
  action,
  ...(path['id'] === undefined ? {} : { zoneId: path['id'] }),
  query,
  changes: batch?.changes ?? [],
});

function produce(
  backend: Backend,
  match: Match | undefined,
  read: Read,
  fault: FaultAnswer | undefined,
  id: string,
): Answer {
  try {
    if (!backend.throttle.admit()) throw throttling();
    if (match === undefined) throw new Route53Error('UnknownOperationException', 404, 'No such operation');
    refuseByFault(read.call, fault);
    if (read.problem !== undefined) throw read.problem;
    return success(match.operation(backend.account, read.call));
  } catch (error) {
    if (error instanceof Route53Error) return failure(error, backend.errorShape, id);
    throw error;
  }
}

function refuseByFault({ action, path }: Call, fault: FaultAnswer | undefined): void {
  if (fault === 'deny') throw accessDenied(action, path['id']);
  if (typeof fault === 'object' && 'code' in fault) throw new Route53Error(fault.code, fault.status, fault.message);
}

const success = ({ status = 200, headers = {}, root, content }: Reply): Answer => ({
  status,
  headers,
  body: renderXml(root, content),
});

/** Error answers; an InvalidChangeBatch may carry its messages as a list, which older SDKs read. */
function failure(error: Route53Error, shape: Backend['errorShape'], id: string): Answer {
  const text =
    shape === 'messages' && error.messages.length > 0
      ? { messages: { Message: error.messages } }
      : { Message: error.message };
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  const body = renderXml('ErrorResponse', { Error: { Type: type, Code: error.code, ...text }, RequestId: id });
  return { status: error.status, body, errorCode: error.code };
}

function recordOf({ action, path, batch }: Call, answer: Answer | undefined): RequestRecord {
  return {
    action,
    ...(path['id'] === undefined ? {} : { zoneId: path['id'] }),
    status: answer?.status ?? 0,
    ...(batch === undefined ? {} : { changes: batch.changes.length }),
    ...(answer?.errorCode === undefined ? {} : { errorCode: answer.errorCode }),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer, id: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': id, ...headers });
  response.end(body);
}

function truncate(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length >> 1), () => response.destroy());
}

async function sendSlowly(response: ServerResponse, { status, body }: Answer, pause: Promise<void>): Promise<void> {
  response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length >> 1));
  await pause;
  response.end(body.slice(body.length >> 1));
}
