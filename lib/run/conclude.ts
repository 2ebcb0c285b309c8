import { referenceText } from '../endpoint/endpoint.ts';
import { isClean, makeReport, type Report } from '../report/report.ts';
import type { SourceReading } from '../sources/read-sources.ts';
import { leftOverWarning } from './orphans.ts';
import type { Run } from './run.ts';
import type { Settlement } from './settlement.ts';

/** What a run gives: the report, and whether everything was done that was asked (else exit code 1). */
export interface SyncResult {
  readonly report: Report;
  readonly clean: boolean;
}

/** A run that is over, all but its report. */
export interface Course {
  /** As it began: in milliseconds since the epoch, and requests to the cluster so far. */
  readonly before: { readonly start: number; readonly kubernetes: number };
  readonly readings: readonly SourceReading[];
  readonly settlement: Settlement;
  readonly events: Report['events'];
  /** What could not be written onto objects, in sentences. */
  readonly statusProblems: readonly string[];
}

/** Makes the report of a run. */
export function conclude(run: Run, { before, readings, settlement, events, statusProblems }: Course): SyncResult {
  const { plan, results, warnings, orphans, registered } = settlement;
  const sources = readings.map(({ name, durationMs, result, failure }) => ({
    name,
    objects: result.objects.length,
    endpoints: result.endpoints.length,
    durationMs,
    ...(failure && { error: failure.problem }),
  }));
  const report = makeReport({
    runId: run.runId,
    dryRun: run.config.dryRun,
    checksum: plan.checksum,
    outcomes: results,
    detail: run.config.verbose ? 'everything' : 'changes',
    sources,
    events,
    calls: {
      kubernetes: run.client.requests - before.kubernetes,
      route53: run.providerCalls(),
      throttled: run.providerThrottles(),
    },
    orphans,
    ...(registered && { registered }),
    warnings: [...readings.flatMap(sourceWarnings), ...statusProblems, ...warnings, ...leftOver(run, orphans)],
    durationMs: run.now() - before.start,
  });
  return { report, clean: isClean(results, sources) };
}

const leftOver = ({ config }: Run, orphans: readonly string[]): readonly string[] =>
  config.removeOrphanedRows ? [] : leftOverWarning(orphans);

const sourceWarnings = ({ name, result, gaps }: SourceReading): readonly string[] => [
  ...(result.warnings ?? []).map(({ ref, problem }) => `${referenceText(ref)}: ${problem}.`),
  ...gaps.map((gap) => `The source ${name} could not see the namespace ${gap.namespace}: ${gap.problem}.`),
];
