import { z } from 'zod';
import { RemoteError } from '../remote-error.ts';
import type { Session } from './session.ts';

/** The most that the API gives (https://v3-apidocs.cloudfoundry.org, "Pagination"). */
const pageSize = '5000';

const pageSchema = z.object({
  pagination: z.object({ total_results: z.int(), next: z.object({ href: z.url() }).nullish() }),
  resources: z.array(z.unknown()),
});

/**
 * All resources of a list, whole or not at all: what is missing from it would be deleted from DNS. Throws RemoteError
 * when a page is no page, when pages lead in a circle, or when the list changed while it was read.
 */
export async function listPages(
  session: Session,
  list: URL,
  filters: Readonly<Record<string, string>> = {},
): Promise<readonly unknown[]> {
  const resources: unknown[] = [];
  const totals = new Set<number>();
  const seen = new Set<string>();
  for (let next: URL | undefined = firstPage(list, filters); next !== undefined; ) {
    if (seen.has(next.href)) throw new RemoteError(`The pages of ${list.href} lead in a circle`);
    seen.add(next.href);
    const page = pageSchema.safeParse(await session.get(next));
    if (!page.success) throw new RemoteError(`${list.href} was answered with something that is no page of a list`);
    resources.push(...page.data.resources);
    totals.add(page.data.pagination.total_results);
    next = page.data.pagination.next ? new URL(page.data.pagination.next.href) : undefined;
  }
  if (totals.size > 1 || !totals.has(resources.length)) {
    throw new RemoteError(`The list ${list.href} changed while it was read; the next run reads it again`);
  }
  return resources;
}

function firstPage(list: URL, filters: Readonly<Record<string, string>>): URL {
  const first = new URL(list);
  first.search = new URLSearchParams({ ...filters, per_page: pageSize, order_by: 'created_at' }).toString();
  return first;
}
