import { type Endpoint, recordKey, recordTypes, type Zone } from '../../lib/endpoint/endpoint.ts';
import { type CurrentRecord, isWrite, type Ownership, type Plan, type WriteChange } from '../../lib/plan/change.ts';
import type { PlanRules } from '../../lib/plan/plan.ts';
import type { RegistryReading } from '../../lib/registry/registry.ts';
import { plainText } from '../../lib/registry/txt-encryption.ts';
import type { TxtOptions } from '../../lib/registry/txt-row.ts';
import { sampleEndpoint } from './sample-endpoint.ts';

export const zone: Zone = { id: 'Z1', name: 'ex.com', visibility: 'public' };

/** The TXT registry of the owner `me`, with templated affixes, which fit any name. */
export const txtOptions = (changes: Partial<TxtOptions> = {}): TxtOptions => ({
  owner: 'me',
  prefix: '%{record_type}-txt.',
  suffix: '',
  wildcardReplacement: '',
  codec: plainText,
  ...changes,
});

/** An endpoint of `a.ex.com` in its zone. */
export const wish = (changes: Partial<Endpoint> = {}): Endpoint =>
  sampleEndpoint({ dnsName: 'a.ex.com', targets: ['1.1.1.1'], zone, ...changes });

/** A record as Route 53 gives it back: nobody's labels, nobody's references. */
export const stored = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  ttl: endpoint.ttl ?? 300,
  labels: {},
  refs: [],
});

const ownershipOf = (owner: string | undefined): Ownership =>
  owner === undefined ? { state: 'none' } : { state: 'owned', owner, rows: 'complete' };

/** A record that DNS holds, of this owner, or of none. */
export const record = (owner: string | undefined, changes: Partial<CurrentRecord> = {}): CurrentRecord => ({
  ...wish({ ttl: 300, ...changes }),
  ownership: ownershipOf(owner),
  ...changes,
});

/** Everything is allowed to the owner `me`. */
export const planRules = (changes: Partial<PlanRules> = {}): PlanRules => ({
  policy: 'sync',
  owner: 'me',
  managedTypes: new Set(recordTypes),
  inDomain: () => true,
  objection: () => undefined,
  ...changes,
});

/** What a write takes away, and what it brings. */
function sides(change: WriteChange): { readonly gone: readonly Endpoint[]; readonly come: readonly Endpoint[] } {
  switch (change.action) {
    case 'Create':
      return { gone: [], come: [change.endpoint] };
    case 'Update':
      return { gone: [change.current], come: [change.endpoint] };
    case 'Delete':
      return { gone: [change.endpoint], come: [] };
  }
}

const byKey = (endpoints: readonly Endpoint[]): ReadonlyMap<string, Endpoint> =>
  new Map(endpoints.map((endpoint) => [recordKey(endpoint), endpoint] as const));

/**
 * The records after a plan, each name with its ownership rows in one batch: deletions first, as Route 53 does it.
 * Throws where Route 53 refuses: a record to delete is not there, or one to create is.
 */
export function applied(records: readonly Endpoint[], plan: Plan, { rows }: RegistryReading): readonly Endpoint[] {
  const zoneNow = new Map(byKey(records));
  const writes = plan.changes.filter(isWrite);
  for (const group of Map.groupBy(writes, ({ endpoint }) => endpoint.dnsName).values()) {
    const parts = group.map((change) => ({ ...sides(change), rows: rows(change) }));
    for (const key of byKey(parts.flatMap((part) => [...part.gone, ...part.rows.remove])).keys()) {
      if (!zoneNow.delete(key)) throw new Error(`${key} is not there to be deleted`);
    }
    for (const [key, endpoint] of byKey(parts.flatMap((part) => [...part.come, ...part.rows.add]))) {
      if (zoneNow.has(key)) throw new Error(`${key} is there already`);
      zoneNow.set(key, stored(endpoint));
    }
  }
  return [...zoneNow.values()];
}
