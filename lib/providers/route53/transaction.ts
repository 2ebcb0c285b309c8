import type { Change as AwsChange, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { type Endpoint, nameKey, recordKey, type Zone } from '../../endpoint/endpoint.ts';
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
  /** How many other transactions of the plan, one pointing at the next, have to be written before it. */
  readonly rank: number;
}

type Unranked = Omit<Transaction, 'rank'>;

/** Counted as AWS counts (developer guide, "Quotas"): ResourceRecord elements, and characters of their values. */
export interface Weight {
  readonly elements: number;
  readonly characters: number;
}

/** The record sets as they were read, by record key: a deletion has to repeat them to the letter. */
export type Snapshot = ReadonlyMap<string, ResourceRecordSet>;

/** Groups writes into transactions: by rank, as an alias must find its target (AWS API reference, AliasTarget); then by name. */
export function transactions(
  changes: readonly WriteChange[],
  rows: (change: WriteChange) => OwnershipRows,
  snapshot: Snapshot,
): readonly Transaction[] {
  const groups = Map.groupBy(changes, ({ endpoint }) => nameKey(endpoint));
  const all = new Map([...groups].map(([place, group]) => [place, transaction(group, rows, snapshot)] as const));
  const ranks = ranksOf(all);
  return [...all.values()]
    .map((each) => ({ ...each, rank: ranks.get(each) ?? 0 }))
    .sort((left, right) => left.rank - right.rank || (left.dnsName < right.dnsName ? -1 : 1));
}

/**
 * Layer by layer, each transaction after the last one that it points at: whoever writes a long chain of aliases must not
 * stop the run. Those that point at each other in a circle, and what points at them, get no rank: no order is better.
 */
function ranksOf(all: ReadonlyMap<string, Unranked>): ReadonlyMap<Unranked, number> {
  const targets = new Map([...all.values()].map((each) => [each, targetsOf(each, all)] as const));
  const links = [...targets].flatMap(([pointer, its]) => its.map((target) => ({ pointer, target })));
  const pointing = Map.groupBy(links, ({ target }) => target);
  const ranks = new Map<Unranked, number>();
  let layer = [...targets.keys()].filter((each) => targets.get(each)?.length === 0);
  for (let rank = 0; layer.length > 0; rank += 1) {
    for (const each of layer) ranks.set(each, rank);
    const next = layer.flatMap((each) => (pointing.get(each) ?? []).map(({ pointer }) => pointer));
    layer = [...new Set(next)].filter((each) => targets.get(each)?.every((target) => ranks.has(target)));
  }
  return ranks;
}

/** The transactions of the same plan at which aliases point. */
const targetsOf = ({ zone, changes }: Unranked, all: ReadonlyMap<string, Unranked>): readonly Unranked[] =>
  changes.flatMap(({ action, endpoint }) => {
    const isPointing = action !== 'Delete' && isAlias(endpoint);
    return (isPointing && all.get(nameKey({ zone, dnsName: endpoint.targets[0] ?? '' }))) || [];
  });

function transaction(
  changes: readonly WriteChange[],
  rows: (change: WriteChange) => OwnershipRows,
  snapshot: Snapshot,
): Unranked {
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
