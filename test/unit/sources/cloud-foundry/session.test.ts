import { describe, expect, it } from '@jest/globals';
import { readPlatform } from '../../../../lib/sources/cloud-foundry/platform.ts';
import { type Login, openSession, type Transport } from '../../../../lib/sources/cloud-foundry/session.ts';
import { RemoteError } from '../../../../lib/sources/remote-error.ts';
import type { PlatformOptions } from '../../../support/cloud-foundry.ts';
import { startCloudFoundry } from '../../../support/cloud-foundry-server.ts';

const transport: Transport = {
  fetch,
  signal: new AbortController().signal,
  timeoutMs: 60_000,
  retries: 2,
  pauseMs: 1,
};

const domains = [{ guid: 'd1', name: 'example.com', internal: false }];
const route = (host: string, guid = 'd1') => ({ host, relationships: { domain: { data: { guid } } } });

/** Logs in and reads the platform: what it holds, and which requests that took. */
async function readAll(options: PlatformOptions, changes: Partial<Transport & Login> = {}) {
  await using server = await startCloudFoundry(options);
  const api = new URL(server.api);
  const login = { api, username: 'admin', password: 'secret', ...changes };
  const session = await openSession(login, { ...transport, ...changes });
  return { ...(await readPlatform(session, api)), requests: server.requests.map((each) => each.split('?')[0]) };
}

/** The message of the RemoteError that reading fails with, the server's address left out. */
async function failure(options: PlatformOptions, changes: Partial<Transport & Login> = {}): Promise<string> {
  const error = await readAll(options, changes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RemoteError);
  const told = error instanceof RemoteError ? `${error.message} ${error.stack} ${error.cause}` : '';
  expect(told).not.toMatch(/secret|token-\d|bearer/);
  return error instanceof RemoteError ? error.message.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'API') : '';
}

const at = (path: string, answer: () => Response): PlatformOptions => ({
  domains,
  routes: [route('a')],
  instead: ({ url }) => (new URL(url).pathname === path ? answer() : undefined),
});

/** Answers so the first `times` times, then as the platform does. */
function first(times: number, path: string, answer: () => Response): PlatformOptions {
  let left = times;
  return {
    domains,
    routes: [route('a')],
    instead: ({ url }) => {
      if (new URL(url).pathname !== path || left === 0) return undefined;
      left -= 1;
      return answer();
    },
  };
}

describe('a session, with a server that speaks API v3', () => {
  it('logs in once, then lists domains and routes', async () => {
    const { domains: found, routes, requests } = await readAll({ domains, routes: [route('a'), route('b')] });
    expect(found).toEqual(domains);
    expect(routes).toEqual([route('a'), route('b')]);
    expect(requests).toEqual(['GET /', 'POST /oauth/token', 'GET /v3/domains', 'GET /v3/routes']);
  });

  it('follows the pages of a list to its end', async () => {
    const routes = Array.from({ length: 25 }, (_, index) => route(`host-${index}`));
    const read = await readAll({ domains, routes, pageSize: 10 });
    expect(read.routes).toEqual(routes);
    expect(read.requests.filter((each) => each === 'GET /v3/routes')).toHaveLength(3);
  });

  it('asks for the routes of many domains in several lists', async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({ ...domains[0], guid: `d${index}` }));
    const routes = many.map(({ guid }) => route('a', guid));
    const read = await readAll({ domains: many, routes });
    expect(read.routes).toEqual(routes);
    expect(read.requests.filter((each) => each === 'GET /v3/routes')).toHaveLength(3);
  });

  it('does not ask for the routes of internal domains', async () => {
    const internal = { guid: 'd2', name: 'apps.internal', internal: true };
    const read = await readAll({ domains: [...domains, internal], routes: [route('a'), route('b', 'd2')] });
    expect(read.routes).toEqual([route('a')]);
  });

  it('logs in anew when its token has expired', async () => {
    const routes = Array.from({ length: 5 }, (_, index) => route(`host-${index}`));
    const read = await readAll({ domains, routes, pageSize: 1, tokenUses: 2 });
    expect(read.routes).toEqual(routes);
    expect(read.requests.filter((each) => each === 'POST /oauth/token')).toHaveLength(3);
  });

  it('does not log in for ever', async () => {
    expect(await failure({ domains, tokenUses: 0 })).toBe('API/v3/domains was answered with 401');
  });

  it.each([
    ['a busy API', first(2, '/v3/routes', () => new Response('', { status: 429 }))],
    ['an API that restarts', first(2, '/v3/domains', () => new Response('', { status: 503 }))],
    ['a UAA that restarts', first(2, '/oauth/token', () => new Response('', { status: 500 }))],
    [
      'a broken connection',
      first(1, '/', () => {
        throw new Error('broken on purpose');
      }),
    ],
  ])('asks %s again', async (_, options) => {
    expect((await readAll(options)).routes).toEqual([route('a')]);
  });
});

describe('a session that fails', () => {
  it.each([
    ['a wrong password', { password: 'secret-but-wrong' }],
    ['an unknown user', { username: 'secretive' }],
  ])('says so of %s', async (_, login) => {
    expect(await failure({ domains }, login)).toBe(
      'API refused the login (401); see that --cf-username and --cf-password are right',
    );
  });

  it.each<[string, PlatformOptions, string]>([
    [
      'domains are forbidden',
      at('/v3/domains', () => new Response('', { status: 403 })),
      'API/v3/domains was answered with 403',
    ],
    [
      'routes fail again and again',
      at('/v3/routes', () => new Response('', { status: 502 })),
      'API/v3/routes was answered with 502',
    ],
    [
      'a list is not JSON',
      at('/v3/routes', () => new Response('token-1 <html>')),
      'API/v3/routes was answered with something that is not JSON',
    ],
    [
      'a list is redirected',
      at('/v3/routes', () => Response.redirect('http://127.0.0.1:1/', 302)),
      'API/v3/routes was answered with 302',
    ],
    [
      'a list is an object',
      at('/v3/routes', () => Response.json({ resources: [] })),
      'API/v3/routes was answered with something that is no page of a list',
    ],
    [
      'a list is null',
      at('/v3/domains', () => Response.json(null)),
      'API/v3/domains was answered with something that is no page of a list',
    ],
    [
      'resources are no list',
      at('/v3/routes', () => Response.json({ pagination: { total_results: 0 }, resources: {} })),
      'API/v3/routes was answered with something that is no page of a list',
    ],
    [
      'a page is missing',
      at('/v3/routes', () => Response.json({ pagination: { total_results: 2 }, resources: [] })),
      'The list API/v3/routes changed while it was read; the next run reads it again',
    ],
    ['a domain is malformed', { domains: [{ guid: 7 }] }, 'API/v3/domains lists something that is no domain'],
    [
      'the root names no UAA',
      at('/', () => Response.json({ links: {} })),
      'API names no UAA among its links; see that --cf-api-endpoint is a Cloud Foundry API',
    ],
    [
      'the root is no object',
      at('/', () => Response.json([])),
      'API names no UAA among its links; see that --cf-api-endpoint is a Cloud Foundry API',
    ],
    [
      'the UAA gives no token',
      at('/oauth/token', () => Response.json({ secret: 'secret' })),
      'API gave no token for the login',
    ],
    [
      'the token is no header',
      at('/oauth/token', () => Response.json({ access_token: 'secret\nx: y' })),
      'API gave no token for the login',
    ],
    [
      'the token is not JSON',
      at('/oauth/token', () => new Response('{"access_token": "secret')),
      'API/oauth/token was answered with something that is not JSON',
    ],
    [
      'pages lead elsewhere',
      at('/v3/routes', () => nextPage('http://elsewhere.example/v3/routes')),
      'The Cloud Foundry API at API leads to http://elsewhere.example, which is not asked',
    ],
  ])('fails the whole reading when %s', async (_, options, message) => {
    expect(await failure(options)).toBe(message);
  });

  it('fails when pages lead in a circle', async () => {
    const circle: PlatformOptions = {
      domains,
      instead: ({ url }) => (new URL(url).pathname === '/v3/routes' ? nextPage(url) : undefined),
    };
    expect(await failure(circle)).toBe('The pages of API/v3/routes lead in a circle');
  });

  it('fails when the list changes between its pages', async () => {
    const instead = ({ url }: Request) => {
      const { pathname, search, searchParams } = new URL(url);
      if (pathname !== '/v3/routes') return undefined;
      const next = searchParams.has('page') ? null : { href: `${new URL(url).origin}${pathname}${search}&page=2` };
      return Response.json({ pagination: { total_results: next ? 2 : 1, next }, resources: [route('a')] });
    };
    expect(await failure({ domains, instead })).toMatch(/changed while it was read/);
  });

  it('sends no password where a platform with TLS names a UAA without', async () => {
    const api = new URL('https://api.example.com');
    const answers: typeof fetch = async () => Response.json({ links: { uaa: { href: 'http://uaa.example.com' } } });
    await expect(
      openSession({ api, username: 'admin', password: 'secret' }, { ...transport, fetch: answers }),
    ).rejects.toEqual(
      new RemoteError(
        'https://api.example.com names a UAA without TLS (http://uaa.example.com), which gets no password',
      ),
    );
  });

  it('says which server cannot be reached', async () => {
    const gone = await startCloudFoundry();
    await gone[Symbol.asyncDispose]();
    expect(await failure({}, { api: new URL(gone.api), retries: 0 })).toBe(
      'API/ was not answered (ECONNREFUSED); see that it can be reached',
    );
  });

  it('gives up a request that is not answered in time', async () => {
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    expect(await failure({}, { fetch: silent, timeoutMs: 1, retries: 0 })).toBe(
      'API/ was not answered (TimeoutError); see that it can be reached',
    );
  });

  it('ends with the reason of the run that is aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('deadline');
    const aborting: PlatformOptions = {
      domains,
      instead: ({ url }) => {
        if (new URL(url).pathname === '/v3/routes') controller.abort(reason);
        return undefined;
      },
    };
    await expect(readAll(aborting, { signal: controller.signal })).rejects.toBe(reason);
  });
});

const nextPage = (href: string): Response =>
  Response.json({ pagination: { total_results: 2, next: { href } }, resources: [route('a')] });
