import { parseLabelSelector, SelectorError } from '../../cluster/selector.ts';
import { type ClusterState, collectionOf } from './cluster-state.ts';
import { parseFieldSelector } from './field-selector.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import { badRequest, expired } from './status.ts';
import { keyOf, type Snapshot } from './store.ts';
import type { StoredObject } from './stored-object.ts';

/** One page of a list, as its `metadata` and stored items. */
export interface Page {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly StoredObject[];
}

/** Where a list goes on. Revision -1 is the inconsistent token of an expired list: it reads what there is now. */
interface Continuation {
  readonly rv: number;
  readonly start: string;
}

const tokenVersion = 'meta.k8s.io/v1';
const writeToken = (continuation: Continuation): string =>
  Buffer.from(JSON.stringify({ v: tokenVersion, ...continuation })).toString('base64url');

function readToken(token: string): Continuation {
  try {
    const { v, rv, start } = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (v === tokenVersion && Number.isInteger(rv) && typeof start === 'string') return { rv, start };
  } catch {
    // Falls through to the refusal that every bad token gets.
  }
  throw badRequest('invalid continue token: continue key is not valid: the token was not written by this server');
}

/**
 * A page of a list: `limit` and `continue` as in API concepts, "Retrieving large results sets in chunks". With a
 * selector, `limit` counts matching objects and remainingItemCount is left out, as the API server does.
 * Throws StatusErrors: 400 for bad parameters, 410 for a token whose snapshot is gone.
 */
export function listPage(
  { store }: ClusterState,
  definition: ResourceDefinition,
  namespace: string | undefined,
  query: URLSearchParams,
): Page {
  const matches = selection(definition, query);
  const limit = readLimit(query.get('limit'));
  const token = query.get('continue');
  const from = token ? readToken(token) : undefined;
  const collection = collectionOf(definition);
  const snapshot = from && from.rv >= 0 ? store.at(collection, from.rv) : store.latest(collection);
  if (!snapshot) throw expired(writeToken({ rv: -1, start: from?.start ?? '' }));
  const range = within(snapshot, namespace, from?.start);
  const page = take(range, limit, matches);
  if (page.next === undefined) return { metadata: { resourceVersion: String(snapshot.revision) }, items: page.items };
  store.keep(collection, snapshot);
  return {
    metadata: {
      resourceVersion: String(snapshot.revision),
      continue: writeToken({ rv: snapshot.revision, start: page.next }),
      ...(!isSelective(query) && { remainingItemCount: page.left }),
    },
    items: page.items,
  };
}

/** The objects of the namespace from the key on. */
function within({ items }: Snapshot, namespace: string | undefined, start = ''): readonly StoredObject[] {
  if (namespace === undefined && start === '') return items;
  return items.filter(
    (object) => (namespace === undefined || object.metadata.namespace === namespace) && keyOf(object) >= start,
  );
}

function take(range: readonly StoredObject[], limit: number, matches: (object: StoredObject) => boolean) {
  const items: StoredObject[] = [];
  for (const [index, object] of range.entries()) {
    if (items.length === limit) return { items, next: keyOf(object), left: range.length - index };
    if (matches(object)) items.push(object);
  }
  return { items };
}

function readLimit(text: string | null): number {
  const limit = Number(text ?? 0);
  if (!Number.isInteger(limit)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return limit > 0 ? limit : Number.POSITIVE_INFINITY;
}

const isSelective = (query: URLSearchParams): boolean =>
  Boolean(query.get('labelSelector') || query.get('fieldSelector'));

/** What both selectors of the query let through. Throws a StatusError 400 for one that cannot be read. */
export function selection(definition: ResourceDefinition, query: URLSearchParams): (object: StoredObject) => boolean {
  const labels = readLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', definition);
  return (object) => labels.matches(object.metadata.labels ?? {}) && fields(object);
}

function readLabelSelector(text: string) {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    if (error instanceof SelectorError) throw badRequest(`unable to parse requirement: ${error.message}`);
    throw error;
  }
}
