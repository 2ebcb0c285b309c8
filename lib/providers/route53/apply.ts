import type { Route53Client } from '@aws-sdk/client-route-53';
import pMap from 'p-map';
import type { Zone } from '../../endpoint/endpoint.ts';
import { groupsOf } from '../../groups.ts';
import { type ChangeResult, isWrite, type Plan, type Verdict, type WriteChange } from '../../plan/change.ts';
import type { ApplyContext } from '../provider.ts';
import type { BatchLimits } from './batch.ts';
import { departuresAmong, stayingAmong } from './moves.ts';
import { type RefusedRecords, recallRefusals } from './refused-before.ts';
import { type Snapshot, type Transaction, transactions } from './transaction.ts';
import { type Verdicts, ZoneWriter } from './zone-writer.ts';

/** What writing works with. */
export interface Writing {
  readonly clientOf: (zone: Zone) => Route53Client;
  readonly snapshot: Snapshot;
  readonly limits: BatchLimits;
  readonly refused: RefusedRecords;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Sends the writes of a plan: zones side by side, one batch in flight in each, as Route 53 demands. */
export async function applyPlan(plan: Plan, writing: Writing, context: ApplyContext): Promise<readonly ChangeResult[]> {
  const all = transactions(plan.changes.filter(isWrite), context.rows, writing.snapshot);
  const write = zoneWriters(writing, context);
  const departures = departuresAmong(all);
  const first = await write(all.filter((each) => !departures.has(each)));
  const staying = stayingAmong(departures, first);
  const last = await write([...departures.keys()].filter((each) => !staying.some(([stays]) => stays === each)));
  const byChange = new Map(
    [...first, ...staying, ...last].flatMap(([{ changes }, verdict]) =>
      changes.map((change) => [change, verdict] as const),
    ),
  );
  return plan.changes.map((change) => ({ change, ...verdictOf(change, byChange) }));
}

/** Writes transactions of any zones, each zone with a writer that stays the same for the run. */
function zoneWriters(
  { clientOf, snapshot, limits, refused, now }: Writing,
  context: ApplyContext,
): (all: readonly Transaction[]) => Promise<Verdicts> {
  const memory = recallRefusals(refused, snapshot, now);
  const writers = new Map<string, ZoneWriter>();
  const writerOf = (zone: Zone): ZoneWriter => {
    const writer = writers.get(zone.id) ?? new ZoneWriter({ client: clientOf(zone), limits, context, memory });
    writers.set(zone.id, writer);
    return writer;
  };
  return async (all) => {
    const zones = groupsOf(all, ({ zone }) => zone.id);
    const verdicts = await pMap(zones, async (members) => writerOf(members[0].zone).write(members));
    return verdicts.flat();
  };
}

function verdictOf(change: Plan['changes'][number], verdicts: ReadonlyMap<WriteChange, Verdict>): Verdict {
  if (!isWrite(change)) return { status: 'Skip', cause: change.cause };
  const verdict = verdicts.get(change);
  if (verdict === undefined) throw new Error(`No outcome for ${change.action} of ${change.endpoint.dnsName}`);
  return verdict;
}
