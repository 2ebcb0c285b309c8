import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { parse } from 'yaml';

/** An answer of the embedded Kubernetes API as a test looks at it; `body` is parsed where it is JSON. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answered
  readonly body: any;
}

export type RawClient = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<RawAnswer>;

/** Sends plain requests with the server, CA and token of a kubeconfig: what a typed client would not let a test send. */
export function rawClient(kubeconfig: string): RawClient {
  const { clusters, users } = parse(kubeconfig);
  const { server, 'certificate-authority-data': ca } = clusters[0].cluster;
  const authority = Buffer.from(ca, 'base64').toString();
  const authorization = { Authorization: `Bearer ${users[0].user.token}` };
  return (method, path, body, headers) =>
    new Promise((resolve, reject) => {
      const text = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body);
      const length = { 'Content-Length': String(Buffer.byteLength(text)) };
      const options = {
        method,
        ca: authority,
        headers: { ...authorization, ...contentType(method), ...length, ...headers },
      };
      const sent = request(`${server}${path}`, options, async (response) => {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of response) chunks.push(chunk);
          const answer = Buffer.concat(chunks).toString();
          const isJson =
            response.headers['content-type'] === 'application/json' && !response.headers['content-encoding'];
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: isJson ? JSON.parse(answer) : answer,
          });
        } catch (error) {
          reject(error);
        }
      });
      sent.once('error', reject);
      sent.end(text);
    });
}

const contentType = (method: string): Record<string, string> =>
  method === 'PATCH' ? { 'Content-Type': 'application/merge-patch+json' } : { 'Content-Type': 'application/json' };
