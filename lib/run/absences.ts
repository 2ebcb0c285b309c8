import type { Cause } from '../endpoint/cause.ts';
import type { CurrentRecord } from '../plan/change.ts';
import type { Absence } from '../plan/guard/source-gate.ts';
import { kindOfLabel, type LabelWriter, writersFound } from '../sources/index.ts';
import type { SourceReading } from '../sources/read-sources.ts';

/**
 * What this run could not see. A source whose CRD is not installed is absent only if it may once have written records
 * for this owner: one that is new here has nothing to lose, and must not hold up the others. A record whose label says
 * nothing may be its. Where only some namespaces may not be listed, what they would explain is absent, and no more.
 */
export function absencesOf(readings: readonly SourceReading[], owned: readonly CurrentRecord[]): readonly Absence[] {
  const found = writersFound(readings);
  const writers = owned.map(({ labels }) => kindOfLabel(labels['resource'] ?? '', found));
  return readings.flatMap((reading) => {
    const { name, failure, gaps } = reading;
    if (failure?.kind === 'missing' && writers.every((writer) => writer !== undefined && writer.source.name !== name))
      return [];
    if (failure !== undefined) return [{ source: name, cause: unseen(name, failure) }];
    return [
      ...gaps.map((gap) => ({ source: name, namespace: gap.namespace, cause: unseen(name, gap) })),
      ...lostKinds(reading, writers).map((kind) => ({
        source: name,
        cause: unseen(name, { problem: noLongerServed(kind) }),
      })),
    ];
  });
}

/** Of a source with several kinds one may go while the others are served: it is missed where it wrote a record. */
const lostKinds = (
  { name, unserved }: SourceReading,
  writers: readonly (LabelWriter | undefined)[],
): readonly string[] =>
  unserved.filter((kind) => writers.some((writer) => writer?.source.name === name && writer.kind.kind === kind));

const noLongerServed = (kind: string): string =>
  `the cluster does not serve ${kind}, which records of this owner come from`;

const unseen = (source: string, { problem }: { readonly problem: string }): Cause => ({
  code: 'SourceUnavailable',
  source,
  problem,
});
