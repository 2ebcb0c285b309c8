import type { z } from 'zod';
import type { InvalidObject } from './boundary.ts';
import { listResource } from './list-objects.ts';
import { type Readable, readAuxiliary } from './read-served.ts';
import type { SourceContext, SourceWarning } from './source.ts';
import type { PrimaryKind, SourceObject } from './source-object.ts';

/** Objects that others lead to, by `namespace/name`. */
export interface LookedUp<Fields> {
  readonly byPlace: ReadonlyMap<string, Readable<Fields>>;
  readonly warnings: readonly SourceWarning[];
}

/** Nothing leads there, so nothing is listed. */
export const notNeeded: LookedUp<never> = { byPlace: new Map(), warnings: [] };

/** Lists the objects of a kind in the namespace of the run. A malformed one is as if absent, with a warning. */
export async function lookUp<Fields>(
  context: SourceContext,
  kind: PrimaryKind,
  schema: z.ZodType<Fields>,
): Promise<LookedUp<Fields>> {
  const listed = await listResource(context, kind.resource);
  const { readable, warnings } = readAuxiliary(kind, listed, schema, context.config.annotationPrefix);
  return { byPlace: new Map(readable.map((each) => [placeOf(each), each])), warnings };
}

/** `namespace/name`. */
export const placeOf = ({ metadata }: SourceObject): string => `${metadata.namespace}/${metadata.name}`;

/** `name` in the given namespace, or `namespace/name`, as a place; undefined for anything with more slashes. */
export function parsePlace(text: string, namespace: string): string | undefined {
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0) return undefined;
  return second === undefined ? `${namespace}/${first}` : `${first}/${second}`;
}

/** What an object leads to is not there, or not where this run looks. Upstream fails the whole run for some of these. */
export const notFound = (who: string, what: string): InvalidObject => ({
  code: 'InvalidObject',
  problem: `${who} names the ${what}, which was not found`,
  fix: 'correct the name, create the object, or let this instance read its namespace',
});
