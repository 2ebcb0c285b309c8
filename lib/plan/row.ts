import { plannerName } from '../endpoint/dns-name.ts';
import { type Endpoint, type NameRequest, recordKey } from '../endpoint/endpoint.ts';
import type { CurrentRecord } from './change.ts';

/** All that concerns one name and set identifier in one zone: there record types exclude each other. */
export interface Row {
  readonly current: readonly CurrentRecord[];
  readonly candidates: readonly Endpoint[];
}

/** The identity of a row: spellings of one name (case, trailing dot, Unicode or punycode) share it. */
export const rowKey = (request: NameRequest): string =>
  [request.zone?.id ?? '', plannerName(request.dnsName), request.setIdentifier ?? ''].join(' ');

/** Gathers both sides of the plan by row, rows and records sorted by key: the order of reading must not matter. */
export function rows(current: readonly CurrentRecord[], candidates: readonly Endpoint[]): readonly Row[] {
  const currentByKey = Map.groupBy(current, rowKey);
  const candidatesByKey = Map.groupBy(candidates, rowKey);
  const keys = [...new Set([...currentByKey.keys(), ...candidatesByKey.keys()])].sort();
  return keys.map((key) => ({
    current: (currentByKey.get(key) ?? []).sort((left, right) => (recordKey(left) < recordKey(right) ? -1 : 1)),
    candidates: candidatesByKey.get(key) ?? [],
  }));
}
