import type { CurrentRecord } from '../plan/change.ts';
import type { Absence } from '../plan/guard/source-gate.ts';
import { originOfLabel, writersFound } from '../sources/index.ts';
import type { SourceReading } from '../sources/read-sources.ts';

/**
 * What this run could not see. A source whose CRD is not installed is absent only if it may once have written records
 * for this owner: one that is new here has nothing to lose, and must not hold up the others. A record whose label says
 * nothing may be its.
 */
export function absencesOf(readings: readonly SourceReading[], owned: readonly CurrentRecord[]): readonly Absence[] {
  const found = writersFound(readings);
  const writers = new Set(owned.map(({ labels }) => originOfLabel(labels['resource'] ?? '', found)?.source));
  return readings.flatMap(({ name, failure }) => {
    if (failure === undefined || (failure.kind === 'missing' && !writers.has(name) && !writers.has(undefined)))
      return [];
    return [{ source: name, cause: { code: 'SourceUnavailable', source: name, problem: failure.problem } } as const];
  });
}
