import { z } from 'zod';
import { text, textMap, whole } from '../boundary.ts';
import { RemoteError } from '../remote-error.ts';
import { listPages } from './list-pages.ts';
import type { Session } from './session.ts';

/** https://v3-apidocs.cloudfoundry.org, "The domain object". */
const domainSchema = z.object({ guid: z.string(), name: z.string(), internal: z.boolean() });

/** A domain whose routes may be published. */
export type Domain = z.infer<typeof domainSchema>;

/** https://v3-apidocs.cloudfoundry.org, "The route object". */
export const routeSchema = z.object({
  protocol: text,
  host: text,
  port: whole,
  metadata: z.object({ annotations: textMap }).nullish(),
  relationships: z.object({ domain: z.object({ data: z.object({ guid: z.string() }) }) }),
});

/** A route whose fields are sound. */
export type Route = z.infer<typeof routeSchema>;

/** Identifiers in one query: an address of some 2,000 characters passes every proxy. */
const domainsPerQuery = 50;

/** What the user sees. Routes are as received: a malformed one costs only itself. */
export interface Platform {
  readonly domains: readonly Domain[];
  readonly routes: readonly unknown[];
}

/**
 * All domains but internal ones, which no DNS serves, and their routes. Upstream reads private domains alone. A domain
 * that is malformed fails the list: its routes could not be asked for, and would seem to be gone.
 */
export async function readPlatform(session: Session, api: URL): Promise<Platform> {
  const listed = z.array(domainSchema).safeParse(await listPages(session, new URL('/v3/domains', api)));
  if (!listed.success) throw new RemoteError(`${api.origin}/v3/domains lists something that is no domain`);
  const domains = listed.data.filter(({ internal }) => !internal);
  const routes: unknown[] = [];
  for (let from = 0; from < domains.length; from += domainsPerQuery) {
    const guids = domains.slice(from, from + domainsPerQuery).map(({ guid }) => guid);
    const listedRoutes = await listPages(session, new URL('/v3/routes', api), { domain_guids: guids.join(',') });
    for (const route of listedRoutes) routes.push(route);
  }
  return { domains, routes };
}
