import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from './access.ts';
import type { ClusterState } from './cluster-state.ts';
import type { Failure, FailureRule, FaultPlan, IncomingRequest, RequestRecord } from './faults.ts';
import { type Ending, type HttpAnswer, readBody, send } from './https-server.ts';
import { type RequestInfo, readRequest } from './request-info.ts';
import { type ApiCall, route, type WatchAnswer } from './router.ts';
import { StatusError } from './status.ts';

/** What a running emulator answers from. */
export interface Running {
  readonly state: ClusterState;
  readonly access: Access;
  readonly faults: FaultPlan;
  readonly log: RequestRecord[];
}

/** Answers one HTTP request, as a fault rule says or as the API does, and notes it in the log. */
export async function answerHttp(running: Running, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = await readCall(running, message);
  const incoming = describe(call);
  const rule = running.faults.strike(incoming);
  if (rule?.delay && rule.with !== 'slow') await sleep(rule.delay);
  if (rule?.with === 'reset') {
    running.log.push({ ...incoming, status: 0 });
    response.destroy();
    return;
  }
  const found = typeof rule?.with === 'object' ? failed(rule.with) : attempt(running, call);
  running.log.push({ ...incoming, status: found.code });
  if ('start' in found) stream(found, call, response);
  else await send(message, response, found, endingOf(rule));
}

function endingOf(rule: FailureRule | undefined): Ending {
  if (rule?.with === 'slow') return { pauseMs: rule.delay ?? 0 };
  return rule?.with === 'truncate' ? 'cut' : 'whole';
}

async function readCall({ access }: Running, message: IncomingMessage): Promise<ApiCall> {
  const { authorization, accept = '', 'content-type': contentType = '' } = message.headers;
  return {
    request: readRequest(message.method ?? 'GET', message.url ?? '/'),
    user: access.userOf(authorization),
    accept,
    contentType: contentType.split(';')[0]?.trim() ?? '',
    body: await readBody(message),
  };
}

function describe({ request, user }: ApiCall): IncomingRequest {
  const { method, path, query, verb } = request;
  const resource = resourceText(request);
  return { method, path, query: Object.fromEntries(query), verb, ...(user && { user }), ...(resource && { resource }) };
}

const resourceText = (request: RequestInfo): string | undefined =>
  request.kind === 'path' ? undefined : [request.plural, request.subresource].filter(Boolean).join('/');

function failed({
  status: code,
  reason,
  message = `the emulator was told to fail with ${reason}`,
  headers = {},
}: Exclude<Failure, string>): HttpAnswer {
  const retryAfter = Number(headers['Retry-After']);
  const details = retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {};
  return { code, headers, body: new StatusError(code, reason, message, details).status };
}

function attempt({ state, access }: Running, call: ApiCall): HttpAnswer | WatchAnswer {
  try {
    return route(state, access.authorizer, call);
  } catch (error) {
    const refused =
      error instanceof StatusError ? error : new StatusError(500, 'InternalError', `Internal error occurred: ${error}`);
    return { code: refused.status.code, body: refused.status };
  }
}

function stream(watch: WatchAnswer, { request }: ApiCall, response: ServerResponse): void {
  response.writeHead(watch.code, { 'Content-Type': 'application/json' });
  response.flushHeaders();
  const end = watch.start((line) => response.write(line));
  const seconds = Number(request.query.get('timeoutSeconds') ?? 0);
  const timer = seconds > 0 ? setTimeout(() => response.end(), seconds * 1000) : undefined;
  response.once('close', () => {
    clearTimeout(timer);
    end();
  });
}
