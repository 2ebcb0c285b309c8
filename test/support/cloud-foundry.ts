/** What a platform holds. Resources are answered as they are, so that a test may make them malformed. */
export interface PlatformContents {
  readonly domains?: readonly unknown[];
  readonly routes?: readonly PlatformRoute[];
}

/** A route, with what the filter by domains looks at. */
export interface PlatformRoute {
  readonly [field: string]: unknown;
  readonly relationships?: { readonly domain?: { readonly data?: { readonly guid?: unknown } } };
}

export interface PlatformOptions extends PlatformContents {
  /** Resources in one page at most, whatever is asked for. */
  readonly pageSize?: number;
  /** Requests that one token is good for. */
  readonly tokenUses?: number;
  /** Answers in place of the platform, where it gives an answer. */
  readonly instead?: (request: Request) => Response | undefined;
}

/** A Cloud Foundry platform: its API v3 and its UAA, for the user admin with the password secret. */
export interface CloudFoundry {
  readonly fetch: typeof globalThis.fetch;
  /** `GET /v3/routes?page=2`, in order. */
  readonly requests: readonly string[];
}

/** Speaks as https://v3-apidocs.cloudfoundry.org says: root, domains, routes filtered by domain, pages. */
export function cloudFoundry(options: PlatformOptions = {}): CloudFoundry {
  const requests: string[] = [];
  const tokens: string[] = [];
  let usesLeft = 0;
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const instead = options.instead?.(request);
    if (instead !== undefined) return instead;
    if (url.pathname === '/') return Response.json(rootLinks(url));
    if (url.pathname === '/oauth/token') return grant(await request.formData(), request.headers);
    usesLeft -= 1;
    const isKnown = request.headers.get('authorization') === `bearer ${tokens.at(-1)}`;
    if (!isKnown || usesLeft < 0) return problem(401, 'CF-InvalidAuthToken');
    if (url.pathname === '/v3/domains') return Response.json(page(url, options.domains ?? [], options.pageSize));
    if (url.pathname === '/v3/routes') return Response.json(page(url, routesOf(url, options), options.pageSize));
    return problem(404, 'CF-NotFound');
  };
  const grant = (form: FormData, headers: Headers): Response => {
    const client = headers.get('authorization') === `Basic ${btoa('cf:')}`;
    const user = form.get('username') === 'admin' && form.get('password') === 'secret';
    if (!client || form.get('grant_type') !== 'password' || !user) return problem(401, 'unauthorized');
    usesLeft = options.tokenUses ?? Number.POSITIVE_INFINITY;
    tokens.push(`token-${tokens.length + 1}`);
    return Response.json({ access_token: tokens.at(-1), token_type: 'bearer', expires_in: 599 });
  };
  return { requests, fetch: (input, init) => answer(new Request(input, init)) };
}

const rootLinks = ({ origin }: URL) => ({
  links: { self: { href: origin }, uaa: { href: origin }, login: { href: origin } },
});

/** It quotes what was sent, as a careless server may. */
const problem = (status: number, title: string): Response =>
  Response.json({ errors: [{ title, detail: 'username=admin&password=secret' }] }, { status });

function routesOf(url: URL, { routes = [] }: PlatformContents): readonly unknown[] {
  const wanted = url.searchParams.get('domain_guids')?.split(',') ?? [];
  return routes.filter(({ relationships }) => wanted.includes(String(relationships?.domain?.data?.guid ?? wanted[0])));
}

function page(url: URL, resources: readonly unknown[], pageSize = 5000): unknown {
  const size = Math.min(pageSize, Number(url.searchParams.get('per_page') ?? 50));
  const number = Number(url.searchParams.get('page') ?? 1);
  const next = new URL(url);
  next.searchParams.set('page', String(number + 1));
  const end = number * size;
  return {
    pagination: { total_results: resources.length, next: end < resources.length ? { href: next.href } : null },
    resources: resources.slice(end - size, end),
  };
}
