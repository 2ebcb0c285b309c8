import type { Change as AwsChange, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { type Endpoint, recordKey, type Zone } from '../../endpoint/endpoint.ts';
import type { WriteChange } from '../../plan/change.ts';
import type { OwnershipRows } from '../../registry/registry.ts';
import { isAlias, recordSetOf } from './record-set.ts';

/**
 * What must happen together: every change at one name of one zone, with the ownership rows. Splitting it could leave
 * a CNAME beside an address, or a record without an owner.
 */
export interface Transaction {
  readonly zone: Zone;
  readonly dnsName: string;
  readonly changes: readonly WriteChange[];
  /** Deletions first, then creations. */
  readonly operations: readonly AwsChange[];
  /** What it weighs in a batch. */
  readonly weight: Weight;
}

/** Counted as AWS counts (developer guide, "Quotas"): ResourceRecord elements, and characters of their values. */
export interface Weight {
  readonly elements: number;
  readonly characters: number;
}

/** The record sets as they were read, by record key: a deletion has to repeat them to the letter. */
export type Snapshot = ReadonlyMap<string, ResourceRecordSet>;

/** Groups writes into transactions, plain records before aliases, which may point at them; then by name. */
export function transactions(
  changes: readonly WriteChange[],
  rows: (change: WriteChange) => OwnershipRows,
  snapshot: Snapshot,
): readonly Transaction[] {
  const groups = Map.groupBy(changes, ({ endpoint }) => `${endpoint.zone?.id ?? ''} ${endpoint.dnsName}`);
  const all = [...groups.values()].map((group) => transaction(group, rows, snapshot));
  return all.sort((left, right) => aliasRank(left) - aliasRank(right) || (left.dnsName < right.dnsName ? -1 : 1));
}

function transaction(
  changes: readonly WriteChange[],
  rows: (change: WriteChange) => OwnershipRows,
  snapshot: Snapshot,
): Transaction {
  const [first] = changes;
  if (first?.endpoint.zone === undefined)
    throw new Error(`A change of ${first?.endpoint.dnsName} was planned without a zone`);
  const parts = changes.map((change) => ({ ...sides(change), rows: rows(change) }));
  const gone = unique(parts.flatMap(({ before, rows: { remove } }) => [...before, ...remove]));
  const come = unique(parts.flatMap(({ after, rows: { add } }) => [...after, ...add]));
  const operations: readonly AwsChange[] = [
    ...gone.map((endpoint) => ({ Action: 'DELETE' as const, ResourceRecordSet: asRead(endpoint, snapshot) })),
    ...come.map((endpoint) => ({ Action: 'CREATE' as const, ResourceRecordSet: recordSetOf(endpoint) })),
  ];
  return { zone: first.endpoint.zone, dnsName: first.endpoint.dnsName, changes, operations, weight: weigh(operations) };
}

interface Sides {
  readonly before: readonly Endpoint[];
  readonly after: readonly Endpoint[];
}

/** An update deletes what was read, so that another writer's change in between fails it instead of being lost. */
function sides(change: WriteChange): Sides {
  switch (change.action) {
    case 'Create':
      return { before: [], after: [change.endpoint] };
    case 'Update':
      return { before: [change.current], after: [change.endpoint] };
    case 'Delete':
      return { before: [change.endpoint], after: [] };
  }
}

/** Two records of a name may share a row. */
const unique = (endpoints: readonly Endpoint[]): readonly Endpoint[] => [
  ...new Map(endpoints.map((endpoint) => [recordKey(endpoint), endpoint] as const)).values(),
];

function asRead(endpoint: Endpoint, snapshot: Snapshot): ResourceRecordSet {
  const set = snapshot.get(recordKey(endpoint));
  if (set === undefined)
    throw new Error(`${endpoint.recordType} ${endpoint.dnsName} was to be deleted without having been read`);
  return set;
}

function weigh(operations: readonly AwsChange[]): Weight {
  const values = operations.flatMap(({ ResourceRecordSet: set }) =>
    set?.AliasTarget ? [set.AliasTarget.DNSName ?? ''] : (set?.ResourceRecords ?? []).map(({ Value = '' }) => Value),
  );
  return { elements: values.length, characters: values.reduce((sum, value) => sum + value.length, 0) };
}

const aliasRank = ({ changes }: Transaction): number => (changes.some(({ endpoint }) => isAlias(endpoint)) ? 1 : 0);
