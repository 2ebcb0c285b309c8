import { foldRefusals } from '../cluster/fold-refusals.ts';
import { runCluster } from '../cluster/run-cluster.ts';
import { readSources, type SourceReading } from '../sources/read-sources.ts';
import type { Run } from './run.ts';
import { RunError } from './run-error.ts';
import type { RunIdentity } from './run-identity.ts';
import { type Sighted, type Sightings, sightStatuses } from './status-annotations.ts';

/** What a run saw of the cluster. */
export interface ClusterReading {
  readonly readings: readonly SourceReading[];
  /** Objects that may have to be annotated with their status; none where they are not. */
  readonly sightings: Sightings;
}

/**
 * Every source's reading. What was listed is let go at its end: nobody needs it beside what the sources made of it.
 * Throws RunError when not a single source can be read.
 */
export async function readCluster(run: Run, { runObject }: RunIdentity): Promise<ClusterReading> {
  const { config, signal, now } = run;
  const { cluster, sightings } = clusterOf(run);
  const readings = await readSources({ cluster, config, signal, runObject }, now);
  requireSources(readings);
  return { readings, sightings };
}

/** A run that sees a part of what an object asks for cannot tell its status. */
function clusterOf({ client, config, narrowed, signal }: Run): Sighted {
  const cluster = runCluster(client, signal);
  return config.annotateStatus && narrowed === undefined ? sightStatuses(cluster) : { cluster, sightings: new Map() };
}

/** When not a single source can be read, it is the cluster that cannot. */
function requireSources(readings: readonly SourceReading[]): void {
  const failures = readings.flatMap(({ failure }) => (failure?.kind === 'failed' ? [failure.problem] : []));
  if (readings.length > 0 && failures.length === readings.length) {
    throw new RunError(`No source could be read: ${foldRefusals(failures).join('; ')}`);
  }
}
