import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import type { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { errorMessage } from '../error-message.ts';
import type { Method, RequestOptions } from './client.ts';
import { ClusterError } from './cluster.ts';

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly body: string;
}

/** TLS, credentials and headers of a request. Throws ClusterError when the kubeconfig gives no credentials. */
export async function requestOptions(
  kubeConfig: KubeConfig,
  agent: https.Agent,
  method: Method,
  { body, patch = 'merge', signal }: RequestOptions,
): Promise<https.RequestOptions> {
  const secured = await credentials(kubeConfig);
  const proxied = kubeConfig.getCurrentCluster()?.proxyUrl !== undefined;
  return {
    ...secured,
    // The agent that client-node makes closes each connection after one answer; only a proxy needs it.
    ...(!proxied && { agent }),
    method,
    ...(signal && { signal }),
    headers: {
      ...secured.headers,
      accept: 'application/json',
      'accept-encoding': 'gzip',
      ...(body !== undefined && {
        'content-type': method === 'PATCH' ? patchTypes[patch] : 'application/json',
      }),
    },
  };
}

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply; JSON is YAML. */
const patchTypes = { merge: 'application/merge-patch+json', apply: 'application/apply-patch+yaml' } as const;

/** A plug-in that gives no credentials now will give none in a second either: not worth another try. */
async function credentials(kubeConfig: KubeConfig): Promise<https.RequestOptions> {
  const secured: https.RequestOptions = {};
  try {
    await kubeConfig.applyToHTTPSOptions(secured);
  } catch (error) {
    const problem = errorMessage(error);
    throw new ClusterError(`The kubeconfig gave no credentials: ${problem}`, { cause: error });
  }
  return secured;
}

/** Sends a request and reads the whole answer. Rejects with what the network said, or when `timeoutMs` is over. */
export function send(url: URL, options: https.RequestOptions, timeoutMs: number, body: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, options, (response) => void readAnswer(response).then(resolve, reject));
    const giveUp = () => {
      reject(new Error(`no whole answer within ${timeoutMs} ms`));
      request.destroy();
    };
    const timer = timeoutMs > 0 ? setTimeout(giveUp, timeoutMs) : undefined;
    request.on('close', () => clearTimeout(timer));
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const isZipped = response.headers['content-encoding'] === 'gzip';
  // A pipeline, as a connection cut under way must fail the unzipping too, or it would wait for ever. Its own report of
  // that is not needed: reading the text fails.
  const stream = isZipped ? pipeline(response, createGunzip(), () => undefined) : response;
  return {
    body: await text(stream),
    status: response.statusCode ?? 0,
    retryAfterMs: retryAfterMs(response.headers['retry-after']),
  };
}

/** Seconds, as the API server sends it (RFC 9110 section 10.2.3 allows dates too; it sends none). */
const retryAfterMs = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d+$/.test(header) ? Number(header) * 1000 : undefined;
