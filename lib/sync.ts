import { foldRefusals } from './cluster/fold-refusals.ts';
import { runCluster } from './cluster/run-cluster.ts';
import { beforeDeadline } from './deadline.ts';
import type { Prepared } from './endpoint/prepared.ts';
import { buildEvents } from './events/build-events.ts';
import type { Remark } from './events/remarks.ts';
import { ProviderError, type ProviderReading } from './providers/provider.ts';
import { RegistryError } from './registry/registry.ts';
import { carryOut, type Outcome } from './run/carry-out.ts';
import { conclude, type SyncResult } from './run/conclude.ts';
import { decide, type Grounds } from './run/decide.ts';
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
  // Both sides are read at once, unless the cluster alone may turn out to be enough.
  const reading = mayRemember(run) ? undefined : readDns(run, identity);
  const { readings, sightings } = await readCluster(run, identity);
  const desired = desire(run, readings);
  const outcome =
    recall(run, readings, desired) ??
    (await settle(run, identity, { readings, desired }, reading ?? readDns(run, identity)));
  const statusProblems = config.dryRun ? [] : await updateStatuses(client, readings, signal);
  const events = config.dryRun ? noEvents : await tell(run, identity, outcome, readings.flatMap(remarksOf));
  const unannotated = config.dryRun ? [] : await annotate(run, sightings, outcome);
  const problems = [...statusProblems, ...unannotated];
  return conclude(run, { before, readings, outcome, events, statusProblems: problems });
}

/** A run that sees a part of what an object asks for cannot tell its status. */
function clusterOf({ client, config, narrowed, signal }: Run): Sighted {
  const cluster = runCluster(client, signal);
  return config.annotateStatus && narrowed === undefined ? sightStatuses(cluster) : { cluster, sightings: new Map() };
}

/** Every source's reading. What was listed is let go at its end: nobody needs it beside what the sources made of it. */
async function readCluster(
  run: Run,
  { runObject }: RunIdentity,
): Promise<{ readonly readings: readonly SourceReading[]; readonly sightings: Sightings }> {
  const { config, signal, now } = run;
  const { cluster, sightings } = clusterOf(run);
  const readings = await readSources({ cluster, config, signal, runObject }, now);
  requireSources(readings);
  return { readings, sightings };
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
  { readings, desired }: Omit<Grounds, 'dns'>,
  reading: Promise<DnsReading | Unreadable>,
): Promise<Outcome> {
  const readAt = run.now();
  const read = await reading;
  if (read instanceof Error) return giveUp(run, identity, desired, read);
  const { dns, registered } = read;
  const decision = decide(run, registered, { readings, desired, dns });
  const carried = await carryOut(run, identity.owner, decision);
  const warnings = [...decision.warnings, ...(carried.warnings ?? [])];
  const outcome = { ...carried, warnings, orphans: decision.orphans, registered: decision.registered };
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
    throw new RunError(`No source could be read: ${foldRefusals(failures).join('; ')}`);
  }
}

const tell = (
  { config, emitter, signal }: Run,
  { owner }: RunIdentity,
  { plan, results }: Outcome,
  remarks: readonly Remark[],
) => {
  const teller = { ...(owner !== undefined && { owner }), checksum: plan.checksum };
  return emitter.emit(buildEvents(results, new Set(config.eventsEmit), teller, remarks), signal);
};

/** What the objects that ask are told, too; the rest is for the report. */
const remarksOf = ({ result }: SourceReading): readonly Remark[] =>
  (result.warnings ?? []).filter(({ audience }) => audience !== 'report');

async function giveUp(run: Run, identity: RunIdentity, desired: Prepared, error: Unreadable): Promise<never> {
  const plan = withoutDns(desired, error);
  const results = plan.changes.flatMap((change) =>
    change.action === 'None' ? [{ change, status: 'Skip', cause: change.cause } as const] : [],
  );
  if (!run.config.dryRun) await tell(run, identity, { plan, results }, []);
  throw new RunError(error.message, { cause: error });
}
