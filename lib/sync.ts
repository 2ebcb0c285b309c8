import { beforeDeadline } from './deadline.ts';
import type { Prepared } from './endpoint/prepared.ts';
import { carryOut } from './run/carry-out.ts';
import { conclude, type SyncResult } from './run/conclude.ts';
import { decide, type Grounds } from './run/decide.ts';
import { desire } from './run/desire.ts';
import { mayRemember, recall, remember } from './run/memory.ts';
import { readCluster } from './run/read-cluster.ts';
import { type DnsReading, readDns, type Unreadable } from './run/read-dns.ts';
import type { Run } from './run/run.ts';
import { RunError } from './run/run-error.ts';
import { identify, type RunIdentity } from './run/run-identity.ts';
import type { Settlement } from './run/settlement.ts';
import { annotateStatuses, type Sightings } from './run/status-annotations.ts';
import { updateStatuses } from './run/status-updates.ts';
import { remarksOf, tellObjects } from './run/tell-objects.ts';
import { withoutDns } from './run/without-dns.ts';

export type { SyncResult } from './run/conclude.ts';

/**
 * One run, from the cluster to the events: reads both sides, plans, guards, writes, and tells every object what became
 * of its names. Throws RunError when nothing could be planned or tried, ConfigError when a person has to decide first.
 */
export async function sync(run: Run): Promise<SyncResult> {
  const { client, config, signal, now } = run;
  const before = { start: now(), kubernetes: client.requests };
  const identity = await identify(run);
  // Both sides are read at once, unless the cluster alone may turn out to be enough.
  const reading = mayRemember(run) ? undefined : readDns(run, identity);
  const { readings, sightings } = await readCluster(run, identity);
  const desired = desire(run, readings);
  const settlement =
    recall(run, readings, desired) ??
    (await settle(run, identity, { readings, desired }, reading ?? readDns(run, identity)));
  const news = { ...settlement, remarks: readings.flatMap(remarksOf) };
  const notUpdated = config.dryRun ? [] : await updateStatuses(client, readings, signal);
  const events = config.dryRun ? noEvents : await tellObjects(run, identity, news);
  const notAnnotated = config.dryRun ? [] : await annotate(run, sightings, settlement);
  return conclude(run, { before, readings, settlement, events, statusProblems: [...notUpdated, ...notAnnotated] });
}

const noEvents = { emitted: 0, repeated: 0, failed: 0, suppressed: 0 };

/** What the report needs after the last annotation, in milliseconds. */
const reserveMs = 1_000;

const annotate = (run: Run, sightings: Sightings, { results }: Settlement): Promise<readonly string[]> =>
  annotateStatuses(run.client, sightings, results, beforeDeadline(run, reserveMs, run.signal));

/** Plans on what DNS holds, and makes the changes. */
async function settle(
  run: Run,
  identity: RunIdentity,
  { readings, desired }: Omit<Grounds, 'dns'>,
  reading: Promise<DnsReading | Unreadable>,
): Promise<Settlement> {
  const readAt = run.now();
  const read = await reading;
  if (read instanceof Error) return giveUp(run, identity, desired, read);
  const { dns, registered } = read;
  const decision = decide(run, registered, { readings, desired, dns });
  const execution = await carryOut(run, identity.owner, decision);
  const settlement = {
    ...execution,
    warnings: [...decision.warnings, ...execution.warnings],
    orphans: decision.orphans,
    registered: decision.registered,
  };
  remember(run, { readings, desired, dns, settlement, readAt });
  return settlement;
}

/** A provider or a registry that cannot be used is told to the objects before the run is given up. */
async function giveUp(run: Run, identity: RunIdentity, desired: Prepared, error: Unreadable): Promise<never> {
  const plan = withoutDns(desired, error);
  const results = plan.changes.flatMap((change) =>
    change.action === 'None' ? [{ change, status: 'Skip', cause: change.cause } as const] : [],
  );
  if (!run.config.dryRun) await tellObjects(run, identity, { plan, results, remarks: [] });
  throw new RunError(error.message, { cause: error });
}
