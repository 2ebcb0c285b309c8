import type { CurrentRecord } from '../plan/change.ts';
import type { Absence } from '../plan/guard/source-gate.ts';
import { referenceFromLabel } from '../sources/index.ts';
import type { SourceReading } from '../sources/read-sources.ts';

/**
 * What this run could not see. A source whose CRD is not installed is absent only if it once wrote records for this
 * owner: one that is new here has nothing to lose, and must not hold up the others.
 */
export function absencesOf(readings: readonly SourceReading[], owned: readonly CurrentRecord[]): readonly Absence[] {
  const writers = new Set(owned.map(({ labels }) => referenceFromLabel(labels['resource'] ?? '')?.source));
  return readings.flatMap(({ name, failure }) => {
    if (failure === undefined || (failure.kind === 'missing' && !writers.has(name))) return [];
    return [{ source: name, cause: { code: 'SourceUnavailable', source: name, problem: failure.problem } } as const];
  });
}
