import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import pRetry from 'p-retry';
import { type ClusterAccess, fixedAccess } from './access.ts';
import { ClusterError } from './cluster.ts';
import { type Answer, requestOptions, send } from './exchange.ts';

/** The verbs of HTTP that are used. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What is sent with a request. */
export interface RequestOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** How PATCH sends its body: as a merge patch, or for server-side apply. */
  readonly patch?: 'merge' | 'apply';
  readonly signal?: AbortSignal;
}

/**
 * Speaks to one API server: authentication and TLS as the kubeconfig says, JSON both ways, gzip, connections kept.
 * Answers 429 and 5xx, and connections that break, are tried again with growing pauses; a 401 once, where other
 * credentials can be had. Other errors are thrown at once as ClusterError, and an abort as the reason of the signal.
 */
export interface KubernetesClient {
  /** `path` starts with `/api` or `/apis`; PATCH sends a merge patch unless told otherwise. */
  request<Answer>(method: Method, path: string, options?: RequestOptions): Promise<Answer>;
  /** Requests made so far, retries included. */
  readonly requests: number;
}

/** Which API server, as whom, and how patiently. */
export interface ClientOptions {
  /** Or what gives one for each request. */
  readonly kubeConfig: KubeConfig | ClusterAccess;
  /** For one request with its whole answer, in milliseconds; 0 waits for ever. */
  readonly timeoutMs: number;
  /** Tries after the first one. */
  readonly retries: number;
}

/** First pause before another try, in milliseconds; doubled each time. */
const firstPauseMs = 200;

/** A server that asks for a longer pause than this (`Retry-After`) is asked again after this. */
const longestPauseMs = 5000;

/** A client whose connections are kept for its life. Nothing is sent before the first request. */
export function kubernetesClient({ kubeConfig, timeoutMs, retries }: ClientOptions): KubernetesClient {
  const access = 'current' in kubeConfig ? kubeConfig : fixedAccess(kubeConfig);
  const agent = new https.Agent({ keepAlive: true, maxSockets: 32 });
  let requests = 0;
  const attempt = async (method: Method, path: string, options: RequestOptions): Promise<Attempt> => {
    const used = await access.current();
    const server = serverOf(used);
    const url = new URL(server.replace(/\/$/, '') + path);
    for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
    requests += 1;
    const sent = await requestOptions(used, agent, method, options);
    const answer = await send(url, sent, timeoutMs, options.body).catch((error: unknown) => {
      if (!options.signal?.aborted) access.reject(used);
      throw new PassingError(unreachable(error, `${method} ${path}`, server), undefined);
    });
    return { answer, used, server };
  };
  const admitted: typeof attempt = async (...request) => {
    const first = await attempt(...request);
    return first.answer.status === 401 && access.reject(first.used) ? attempt(...request) : first;
  };
  return {
    get requests() {
      return requests;
    },
    async request<Result>(method: Method, path: string, options: RequestOptions = {}): Promise<Result> {
      const what = `${method} ${path}`;
      const answer = await pRetry(async () => judge(await admitted(method, path, options), what, access.advice), {
        retries,
        minTimeout: firstPauseMs,
        randomize: true,
        ...(options.signal && { signal: options.signal }),
        shouldRetry: ({ error }) => error instanceof PassingError,
        onFailedAttempt: ({ error, retriesLeft }) => (retriesLeft > 0 ? pauseAsTold(error, options.signal) : undefined),
      }).catch((error: unknown) => {
        throw options.signal?.aborted ? options.signal.reason : error;
      });
      return parseBody<Result>(answer.body, what);
    },
  };
}

/** An answer, with what it was asked under. */
interface Attempt {
  readonly answer: Answer;
  readonly used: KubeConfig;
  readonly server: string;
}

function serverOf(kubeConfig: KubeConfig): string {
  const server = kubeConfig.getCurrentCluster()?.server;
  if (server !== undefined) return server;
  throw new ClusterError('The kubeconfig has no current context with a cluster; set one with --context');
}

/** Worth another try: what the server could not answer now, and what broke on the way. */
class PassingError extends ClusterError {
  readonly retryAfterMs: number | undefined;

  constructor(error: ClusterError, pauseMs: number | undefined) {
    const { message, status, reason, cause } = error;
    super(message, { ...(status !== undefined && { status }), ...(reason !== undefined && { reason }), cause });
    this.retryAfterMs = pauseMs;
  }
}

function judge({ answer, server }: Attempt, what: string, advice = credentialsAdvice(server)): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const error = statusError(answer, what, advice);
  throw answer.status === 429 || answer.status >= 500 ? new PassingError(error, answer.retryAfterMs) : error;
}

const credentialsAdvice = (server: string): string =>
  `the credentials of the kubeconfig were not accepted by ${server}, or have expired; renew them`;

/** The `Status` object that the API server sends with an error, as far as it is one; `advice` is for 401. */
function statusError({ status, body }: Answer, what: string, advice: string): ClusterError {
  const { message, reason } = readStatus(body);
  const detail = status === 401 ? advice : message;
  return new ClusterError(`${what} was answered with ${status}${detail ? `: ${detail}` : ''}`, {
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

async function pauseAsTold(error: Error, signal: AbortSignal | undefined): Promise<void> {
  const pauseMs = error instanceof PassingError ? error.retryAfterMs : undefined;
  if (pauseMs !== undefined) await pause(Math.min(pauseMs, longestPauseMs), undefined, signal && { signal });
}

function unreachable(error: unknown, what: string, server: string): ClusterError {
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  const detail = [message, code === undefined ? undefined : `(${code})`].filter(Boolean).join(' ');
  return new ClusterError(`The Kubernetes API at ${server} could not be reached for ${what}: ${detail}`, {
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
