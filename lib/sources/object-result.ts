import { type Cause, type Refusal, refuse } from '../endpoint/cause.ts';
import type { Endpoint, ObjectReference } from '../endpoint/endpoint.ts';
import { mergeEndpoints } from '../endpoint/merge.ts';
import type { SourceResult, SourceWarning } from './source.ts';

/** What some objects, or one, or one name of it, give. */
export interface ObjectResult {
  readonly endpoints: readonly Endpoint[];
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly SourceWarning[];
}

/** Nothing was asked for. */
export const nothing: ObjectResult = { endpoints: [], refusals: [], warnings: [] };

/** All parts together, in order. */
export const joinResults = (parts: readonly Partial<ObjectResult>[]): ObjectResult => ({
  endpoints: parts.flatMap(({ endpoints = [] }) => endpoints),
  refusals: parts.flatMap(({ refusals = [] }) => refusals),
  warnings: parts.flatMap(({ warnings = [] }) => warnings),
});

/** One refusal for each name; a single one without a name where the object is too malformed to tell which it wanted. */
export const refuseNames = (ref: ObjectReference, names: readonly string[], cause: Cause): ObjectResult => ({
  ...nothing,
  refusals: (names.length > 0 ? names : ['']).map((dnsName) => refuse(ref, dnsName, cause)),
});

/** The last step of every source: merges its endpoints (ExternalDNS endpoint/utils.go, MergeEndpoints). */
export function sourceResult(
  objects: readonly ObjectReference[],
  parts: readonly Partial<ObjectResult>[],
): SourceResult {
  const { endpoints, refusals, warnings } = joinResults(parts);
  const merged = mergeEndpoints(endpoints);
  return { endpoints: merged.endpoints, refusals: inOrder([...refusals, ...merged.refusals]), objects, warnings };
}

/** Each refusal once, in an order that does not depend on that of listing: a name may be asked for in two ways. */
const inOrder = (refusals: readonly Refusal[]): readonly Refusal[] =>
  [...new Map(refusals.map((each) => [JSON.stringify(each), each] as const))]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, refusal]) => refusal);
