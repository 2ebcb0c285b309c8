import pRetry from 'p-retry';
import { z } from 'zod';
import { failureCode, RemoteError } from '../remote-error.ts';

/** Where and as whom to log in. */
export interface Login {
  /** Root of the Cloud Controller, such as `https://api.example.com`. */
  readonly api: URL;
  readonly username: string;
  readonly password: string;
}

/** How requests are made. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** For one request, in milliseconds. */
  readonly timeoutMs: number;
  /** Tries after the first one, for answers 429 and 5xx and for connections that break. */
  readonly retries: number;
  /** Before the first retry, in milliseconds; doubled each time. */
  readonly pauseMs: number;
}

/** A platform that one may ask. */
export interface Session {
  /** What a GET of this address answers, as parsed JSON. The address must be the API's own. */
  get(url: URL): Promise<unknown>;
}

const rootSchema = z.object({
  links: z.object({ uaa: z.object({ href: z.url() }).nullish(), login: z.object({ href: z.url() }).nullish() }),
});

/** A token holds nothing but what may stand in a header: it would be part of the error otherwise. */
const tokenSchema = z.object({ access_token: z.string().regex(/^[\x21-\x7e]+$/) });

/**
 * Logs in with a password, as the `cf` client does: the API's root tells where the UAA is, and that gives a token
 * (https://v3-apidocs.cloudfoundry.org, "Root"; https://docs.cloudfoundry.org/api/uaa, "Password Grant"). An answer 401
 * means that the token has expired: then it logs in anew, once for each request. Throws RemoteError, which never holds
 * what was sent or answered, because both hold secrets.
 */
export async function openSession(login: Login, transport: Transport): Promise<Session> {
  const uaa = uaaOf(parseAnswer(await send(login.api, { headers: json }, transport), login.api), login.api);
  let token = await grantToken(uaa, login, transport);
  const authorized = (url: URL) => send(url, { headers: { ...json, authorization: `bearer ${token}` } }, transport);
  return {
    async get(url) {
      if (url.origin !== login.api.origin) {
        throw new RemoteError(
          `The Cloud Foundry API at ${login.api.origin} leads to ${url.origin}, which is not asked`,
        );
      }
      let answer = await authorized(url);
      if (answer.status === 401) {
        token = await grantToken(uaa, login, transport);
        answer = await authorized(url);
      }
      return parseAnswer(answer, url);
    },
  };
}

const json = { accept: 'application/json' } as const;

function uaaOf(root: unknown, api: URL): URL {
  const parsed = rootSchema.safeParse(root);
  const href = parsed.data?.links.uaa?.href ?? parsed.data?.links.login?.href;
  if (href === undefined) {
    throw new RemoteError(
      `${api.origin} names no UAA among its links; see that --cf-api-endpoint is a Cloud Foundry API`,
    );
  }
  const uaa = new URL(`${href.replace(/\/$/, '')}/oauth/token`);
  if (api.protocol === 'https:' && uaa.protocol !== 'https:') {
    throw new RemoteError(`${api.origin} names a UAA without TLS (${uaa.origin}), which gets no password`);
  }
  return uaa;
}

/** The client `cf` has an empty secret: it is the same on every platform, and no secret. */
async function grantToken(uaa: URL, { username, password }: Login, transport: Transport): Promise<string> {
  const request = {
    method: 'POST',
    headers: { ...json, authorization: `Basic ${Buffer.from('cf:').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'password', username, password }),
  };
  const answer = await send(uaa, request, transport);
  if (answer.status === 400 || answer.status === 401) {
    throw new RemoteError(
      `${uaa.origin} refused the login (${answer.status}); see that --cf-username and --cf-password are right`,
    );
  }
  const parsed = tokenSchema.safeParse(parseAnswer(answer, uaa));
  if (!parsed.success) throw new RemoteError(`${uaa.origin} gave no token for the login`);
  return parsed.data.access_token;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** JSON.parse quotes what it could not read, so its error is not passed on. */
function parseAnswer({ status, body }: Answer, url: URL): unknown {
  if (status !== 200) throw new RemoteError(`${nameOf(url)} was answered with ${status}`);
  try {
    return JSON.parse(body);
  } catch {
    throw new RemoteError(`${nameOf(url)} was answered with something that is not JSON`);
  }
}

async function send(url: URL, request: RequestInit, transport: Transport): Promise<Answer> {
  const { signal, retries, pauseMs } = transport;
  const attempt = async (): Promise<Answer> => {
    const answer = await sendOnce(url, request, transport);
    if (answer.status === 429 || answer.status >= 500) {
      throw new RemoteError(`${nameOf(url)} was answered with ${answer.status}`);
    }
    return answer;
  };
  return pRetry(attempt, { retries, minTimeout: pauseMs, randomize: true, signal });
}

/** Redirects are not followed: they would carry the password or the token elsewhere. */
async function sendOnce(url: URL, request: RequestInit, { fetch, signal, timeoutMs }: Transport): Promise<Answer> {
  const timed = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal: timed });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    signal.throwIfAborted();
    throw new RemoteError(`${nameOf(url)} was not answered (${failureCode(error)}); see that it can be reached`);
  }
}

/** Without the query, which holds a hundred identifiers. */
const nameOf = ({ origin, pathname }: URL): string => `${origin}${pathname}`;
