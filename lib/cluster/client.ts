import https from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import type { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import pRetry from 'p-retry';
import { ClusterError } from './cluster.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Speaks to one API server: authentication and TLS as the kubeconfig says, JSON both ways, gzip, connections kept.
 * Answers 429 and 5xx, and connections that break, are tried again with growing pauses; other errors are thrown at
 * once as ClusterError.
 */
export interface KubernetesClient {
  /** `path` starts with `/api` or `/apis`; PATCH sends a merge patch. */
  request<Answer>(method: Method, path: string, options?: RequestOptions): Promise<Answer>;
  /** Requests made so far, retries included. */
  readonly requests: number;
}

export interface ClientOptions {
  readonly kubeConfig: KubeConfig;
  /** For one request, in milliseconds; 0 waits for ever. */
  readonly timeoutMs: number;
  /** Tries after the first one. */
  readonly retries: number;
}

/** What the API server answered. */
interface Answer {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly body: string;
}

/** First pause before another try, in milliseconds; doubled each time. */
const firstPauseMs = 200;

/** A server that asks for a longer pause than this (`Retry-After`) is asked again after this. */
const longestPauseMs = 5000;

export function kubernetesClient({ kubeConfig, timeoutMs, retries }: ClientOptions): KubernetesClient {
  const server = kubeConfig.getCurrentCluster()?.server;
  if (server === undefined)
    throw new ClusterError('The kubeconfig has no current context with a cluster: set one with --kubeconfig');
  const agent = new https.Agent({ keepAlive: true, maxSockets: 32 });
  let requests = 0;
  const attempt = async (method: Method, path: string, options: RequestOptions): Promise<Answer> => {
    requests += 1;
    const url = new URL(server.replace(/\/$/, '') + path);
    for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
    return send(url, await requestOptions(kubeConfig, agent, method, timeoutMs, options), options.body);
  };
  return {
    get requests() {
      return requests;
    },
    async request<Result>(method: Method, path: string, options: RequestOptions = {}): Promise<Result> {
      const what = `${method} ${path}`;
      const answer = await pRetry(async () => judge(await attempt(method, path, options), what, server), {
        retries,
        minTimeout: firstPauseMs,
        randomize: true,
        ...(options.signal && { signal: options.signal }),
        shouldRetry: ({ error }) => isPassing(error),
        onFailedAttempt: ({ error }) => pauseAsTold(error),
      }).catch((error: unknown) => {
        throw asClusterError(error, what, server);
      });
      return parseBody<Result>(answer.body, what);
    },
  };
}

async function requestOptions(
  kubeConfig: KubeConfig,
  agent: https.Agent,
  method: Method,
  timeoutMs: number,
  { body, signal }: RequestOptions,
): Promise<https.RequestOptions> {
  const secured: https.RequestOptions = {};
  await kubeConfig.applyToHTTPSOptions(secured);
  const proxied = kubeConfig.getCurrentCluster()?.proxyUrl !== undefined;
  return {
    ...secured,
    // The agent that client-node makes closes each connection after one answer; only a proxy needs it.
    ...(!proxied && { agent }),
    method,
    timeout: timeoutMs,
    ...(signal && { signal }),
    headers: {
      ...secured.headers,
      accept: 'application/json',
      'accept-encoding': 'gzip',
      ...(body !== undefined && {
        'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      }),
    },
  };
}

function send(url: URL, options: https.RequestOptions, body: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, options, (response) => {
      const zipped = response.headers['content-encoding'] === 'gzip';
      // A connection cut under way must fail the unzipping as well, or it would wait for ever.
      const stream = zipped ? response.on('error', (error) => unzip.destroy(error)).pipe(unzip) : response;
      text(stream).then(
        (content) =>
          resolve({
            status: response.statusCode ?? 0,
            retryAfterMs: retryAfterMs(response.headers['retry-after']),
            body: content,
          }),
        reject,
      );
    });
    const unzip = createGunzip();
    request.on('timeout', () => request.destroy(new Error(`no answer within ${options.timeout} ms`)));
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Seconds, as the API server sends it (RFC 9110 section 10.2.3 allows dates too; it sends none). */
const retryAfterMs = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d+$/.test(header) ? Number(header) * 1000 : undefined;

/** An answer worth another try. */
class PassingError extends ClusterError {
  readonly retryAfterMs: number | undefined;

  constructor(error: ClusterError, pauseMs: number | undefined) {
    super(error.message, { ...(error.status !== undefined && { status: error.status }), cause: error.cause });
    this.retryAfterMs = pauseMs;
  }
}

function judge(answer: Answer, what: string, server: string): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const error = statusError(answer, what, server);
  throw answer.status === 429 || answer.status >= 500 ? new PassingError(error, answer.retryAfterMs) : error;
}

/** The `Status` object that the API server sends with an error, as far as it is one. */
function statusError({ status, body }: Answer, what: string, server: string): ClusterError {
  const { message, reason } = readStatus(body);
  const advice =
    status === 401
      ? `: the credentials of the kubeconfig were not accepted by ${server}, or have expired; renew them`
      : '';
  return new ClusterError(`${what} was answered with ${status}${advice || (message ? `: ${message}` : '')}`, {
    status,
    ...(reason !== undefined && { reason }),
  });
}

function readStatus(body: string): { readonly message?: string; readonly reason?: string } {
  try {
    const status: unknown = JSON.parse(body);
    if (typeof status !== 'object' || status === null) return {};
    const { message, reason } = status as Readonly<Record<string, unknown>>;
    return { ...(typeof message === 'string' && { message }), ...(typeof reason === 'string' && { reason }) };
  } catch {
    return { message: body.slice(0, 200) };
  }
}

/** Everything that is no answer of the server broke on the way. An abort is final. */
const isPassing = (error: Error): boolean =>
  error.name !== 'AbortError' && (error instanceof PassingError || !(error instanceof ClusterError));

async function pauseAsTold(error: Error): Promise<void> {
  const pauseMs = error instanceof PassingError ? error.retryAfterMs : undefined;
  if (pauseMs !== undefined) await setTimeout(Math.min(pauseMs, longestPauseMs));
}

function asClusterError(error: unknown, what: string, server: string): unknown {
  if (!(error instanceof Error) || error instanceof ClusterError || error.name === 'AbortError') return error;
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return new ClusterError(`The Kubernetes API at ${server} could not be reached for ${what}: ${error.message}${code}`, {
    cause: error,
  });
}

function parseBody<Result>(body: string, what: string): Result {
  try {
    return JSON.parse(body) as Result;
  } catch (error) {
    throw new ClusterError(`${what} was answered with something that is not JSON`, { cause: error });
  }
}
