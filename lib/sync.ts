import { runCluster } from './cluster/run-cluster.ts';
import { buildEvents } from './events/build-events.ts';
import type { ChangeResult } from './plan/change.ts';
import { type Adjusted, ProviderError, type ProviderReading } from './providers/provider.ts';
import { carryOut, type Outcome } from './run/carry-out.ts';
import { conclude, type SyncResult } from './run/conclude.ts';
import { decide } from './run/decide.ts';
import { desire } from './run/desire.ts';
import { mayRemember, recall, remember } from './run/memory.ts';
import type { Run } from './run/run.ts';
import { RunError } from './run/run-error.ts';
import { identify, type RunIdentity } from './run/run-identity.ts';
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
  const reading = mayRemember(run) ? undefined : readDns(run);
  const readings = await readSources({ cluster: runCluster(client, signal), config, signal, runObject }, now);
  requireSources(readings);
  const desired = desire(run, readings);
  const outcome =
    recall(run, readings, desired) ?? (await settle(run, identity, readings, desired, reading ?? readDns(run)));
  const statusProblems = config.dryRun ? [] : await updateStatuses(client, readings, signal);
  const events = config.dryRun ? noEvents : await tell(run, outcome.results);
  return conclude(run, before, readings, outcome, events, statusProblems);
}

const noEvents = { emitted: 0, repeated: 0, failed: 0, suppressed: 0 };

/** Plans on what DNS holds, and makes the changes. */
async function settle(
  run: Run,
  identity: RunIdentity,
  readings: readonly SourceReading[],
  desired: Adjusted,
  reading: Promise<ProviderReading | ProviderError>,
): Promise<Outcome> {
  const readAt = run.now();
  const dns = await reading;
  if (dns instanceof ProviderError) return giveUp(run, desired, dns);
  const outcome = await carryOut(run, identity.owner, decide(run, identity, readings, desired, dns));
  remember(run, { readings, desired, dns, outcome, readAt });
  return outcome;
}

/** A provider that cannot be used is told to the objects before the run is given up. */
async function readDns({ provider, signal }: Run): Promise<ProviderReading | ProviderError> {
  try {
    return await provider.records(signal);
  } catch (error) {
    if (error instanceof ProviderError) return error;
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

const tell = ({ config, emitter, signal }: Run, results: readonly ChangeResult[]) =>
  emitter.emit(buildEvents(results, new Set(config.eventsEmit)), signal);

async function giveUp(run: Run, desired: Adjusted, error: ProviderError): Promise<never> {
  const { changes } = withoutDns(desired, error);
  if (!run.config.dryRun)
    await tell(
      run,
      changes.flatMap((change) =>
        change.action === 'None' ? [{ change, status: 'Skip', cause: change.cause } as const] : [],
      ),
    );
  throw new RunError(error.message, { cause: error });
}
