import type { Cause } from '../endpoint/cause.ts';
import type { CurrentRecord } from '../plan/change.ts';
import type { Absence } from '../plan/guard/source-gate.ts';
import { originOfLabel, writersFound } from '../sources/index.ts';
import type { SourceReading } from '../sources/read-sources.ts';

/**
 * What this run could not see. A source whose CRD is not installed is absent only if it may once have written records
 * for this owner: one that is new here has nothing to lose, and must not hold up the others. A record whose label says
 * nothing may be its. Where only some namespaces may not be listed, what they would explain is absent, and no more.
 */
export function absencesOf(readings: readonly SourceReading[], owned: readonly CurrentRecord[]): readonly Absence[] {
  const found = writersFound(readings);
  const writers = new Set(owned.map(({ labels }) => originOfLabel(labels['resource'] ?? '', found)?.source));
  return readings.flatMap(({ name, failure, gaps }) => {
    if (failure === undefined)
      return gaps.map((gap) => ({ source: name, namespace: gap.namespace, cause: unseen(name, gap) }));
    if (failure.kind === 'missing' && !writers.has(name) && !writers.has(undefined)) return [];
    return [{ source: name, cause: unseen(name, failure) }];
  });
}

const unseen = (source: string, { problem }: { readonly problem: string }): Cause => ({
  code: 'SourceUnavailable',
  source,
  problem,
});
