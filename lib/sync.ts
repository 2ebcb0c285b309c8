import { runCluster } from './cluster/run-cluster.ts';
import { beforeDeadline } from './deadline.ts';
import type { Prepared } from './endpoint/prepared.ts';
import { buildEvents } from './events/build-events.ts';
import { ProviderError, type ProviderReading } from './providers/provider.ts';
import { RegistryError } from './registry/registry.ts';
import { carryOut, type Outcome } from './run/carry-out.ts';
import { conclude, type SyncResult } from './run/conclude.ts';
import { decide } from './run/decide.ts';
import { desire } from './run/desire.ts';
import { mayRemember, recall, remember } from './run/memory.ts';
import type { Run } from './run/run.ts';
import { RunError } from './run/run-error.ts';
import { identify, type RegisteredIdentity, type RunIdentity, register } from './run/run-identity.ts';
import { annotateStatuses, type Sighted, type Sightings, sightStatuses } from './run/status-annotations.ts';
import { updateStatuses } from './run/status-updates.ts';
import { withoutDns } from './run/without-dns.ts';
import { readSources, type SourceReading } from './sources/read-sources.ts';

export type { SyncResult } from './run/conclude.ts';

/**
 * One run, from the cluster to the events: reads both sides, plans, guards, writes, and tells every object what became
 * of its names. Throws RunError when nothing could be planned or tried, ConfigError when a person has to decide first.
 */
export async function sync(run: Run): Promise<SyncResult> {
  const { client, config, signal, now } = run;
  const before = { start: now(), kubernetes: client.requests };
  const identity = await identify(run);
  const { runObject } = identity;
  // Both sides are read at once, unless the cluster alone may turn out to be enough.
  const reading = mayRemember(run) ? undefined : readDns(run, identity);
  const { cluster, sightings } = clusterOf(run);
  const readings = await readSources({ cluster, config, signal, runObject }, now);
  requireSources(readings);
  const desired = desire(run, readings);
  const outcome =
    recall(run, readings, desired) ??
    (await settle(run, identity, readings, desired, reading ?? readDns(run, identity)));
  const statusProblems = config.dryRun ? [] : await updateStatuses(client, readings, signal);
  const events = config.dryRun ? noEvents : await tell(run, identity, outcome);
  const unannotated = config.dryRun ? [] : await annotate(run, sightings, outcome);
  return conclude(run, before, readings, outcome, events, [...statusProblems, ...unannotated]);
}

/** A run that sees a part of what an object asks for cannot tell its status. */
function clusterOf({ client, config, narrowed, signal }: Run): Sighted {
  const cluster = runCluster(client, signal);
  return config.annotateStatus && narrowed === undefined ? sightStatuses(cluster) : { cluster, sightings: new Map() };
}

/** What the report needs after the last annotation, in milliseconds. */
const reserveMs = 1_000;

const annotate = (run: Run, sightings: Sightings, { results }: Outcome): Promise<readonly string[]> =>
  annotateStatuses(run.client, sightings, results, beforeDeadline(run, reserveMs, run.signal));

const noEvents = { emitted: 0, repeated: 0, failed: 0, suppressed: 0 };

/** Plans on what DNS holds, and makes the changes. */
async function settle(
  run: Run,
  identity: RunIdentity,
  readings: readonly SourceReading[],
  desired: Prepared,
  reading: Promise<DnsReading | Unreadable>,
): Promise<Outcome> {
  const readAt = run.now();
  const read = await reading;
  if (read instanceof Error) return giveUp(run, identity, desired, read);
  const { dns, registered } = read;
  const decision = decide(run, registered, readings, desired, dns);
  const outcome = { ...(await carryOut(run, identity.owner, decision)), orphans: decision.orphans };
  remember(run, { readings, desired, dns, outcome, readAt });
  return outcome;
}

/** What DNS holds, and what the registry keeps outside of it. */
interface DnsReading {
  readonly dns: ProviderReading;
  readonly registered: RegisteredIdentity;
}

type Unreadable = ProviderError | RegistryError;

/** A provider or a registry that cannot be used is told to the objects before the run is given up. */
async function readDns(run: Run, identity: RunIdentity): Promise<DnsReading | Unreadable> {
  try {
    const [dns, registered] = await Promise.all([run.provider.records(run.signal), register(run, identity)]);
    return { dns, registered };
  } catch (error) {
    if (error instanceof ProviderError || error instanceof RegistryError) return error;
    throw error;
  }
}

/** When not a single source can be read, it is the cluster that cannot. */
function requireSources(readings: readonly SourceReading[]): void {
  const failures = readings.flatMap(({ failure }) => (failure?.kind === 'failed' ? [failure.problem] : []));
  if (readings.length > 0 && failures.length === readings.length) {
    throw new RunError(`No source could be read: ${[...new Set(failures)].join('; ')}`);
  }
}

const tell = ({ config, emitter, signal }: Run, { owner }: RunIdentity, { plan, results }: Outcome) => {
  const teller = { ...(owner !== undefined && { owner }), checksum: plan.checksum };
  return emitter.emit(buildEvents(results, new Set(config.eventsEmit), teller), signal);
};

async function giveUp(run: Run, identity: RunIdentity, desired: Prepared, error: Unreadable): Promise<never> {
  const plan = withoutDns(desired, error);
  const results = plan.changes.flatMap((change) =>
    change.action === 'None' ? [{ change, status: 'Skip', cause: change.cause } as const] : [],
  );
  if (!run.config.dryRun) await tell(run, identity, { plan, results });
  throw new RunError(error.message, { cause: error });
}
