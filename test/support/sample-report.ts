import { makeReport, type Report, type ReportInput } from '../../lib/report/report.ts';

/** The report of a run that did nothing, with anything changed. */
export const sampleReport = (changes: Partial<ReportInput> = {}): Report =>
  makeReport({
    runId: 'run',
    dryRun: false,
    checksum: 'abc',
    outcomes: [],
    detail: 'changes',
    sources: [],
    events: { emitted: 0, repeated: 0, failed: 0, suppressed: 0 },
    calls: { kubernetes: 0, route53: {}, throttled: 0 },
    orphans: [],
    warnings: [],
    durationMs: 12,
    ...changes,
  });
