import { describe, expect, it } from '@jest/globals';
import type { ChangeResult } from '../../../lib/plan/change.ts';
import { isClean, makeReport, type ReportInput } from '../../../lib/report/report.ts';
import { causes, created, deleted, failed, held, placed, skipped, updated } from '../events/result-fixture.ts';

const input = (outcomes: readonly ChangeResult[], detail: ReportInput['detail'] = 'changes'): ReportInput => ({
  runId: 'run-1',
  dryRun: false,
  checksum: 'abc',
  sources: [],
  events: { emitted: 0, repeated: 0, failed: 0, suppressed: 0 },
  calls: { kubernetes: 1, route53: {}, throttled: 0 },
  orphans: [],
  warnings: [],
  durationMs: 1,
  outcomes,
  detail,
});

const everything = [
  created(),
  updated,
  deleted,
  failed(),
  skipped(causes.InvalidName),
  skipped(causes.UpToDate),
  skipped(causes.PolicyForbids, held()),
];

describe('the report', () => {
  it('counts every outcome once', () => {
    const { counts } = makeReport(input(everything));
    expect(counts).toEqual({ endpoints: 5, created: 1, updated: 1, deleted: 1, failed: 1, skipped: 2, upToDate: 1 });
  });

  it('leaves out what is up to date, unless everything is asked for', () => {
    expect(makeReport(input(everything)).results).toHaveLength(6);
    expect(makeReport(input(everything, 'everything')).results).toHaveLength(7);
  });

  it('names the record, what became of it, why, and who asked', () => {
    expect(makeReport(input([failed({ setIdentifier: 'blue' })])).results).toEqual([
      expect.objectContaining({
        dnsName: 'a.example.org',
        recordType: 'A',
        setIdentifier: 'blue',
        zoneId: 'Z1',
        targets: ['192.0.2.1'],
        action: 'Create',
        status: 'Failed',
        message: expect.stringContaining('Rate exceeded'),
        refs: ['Service/shop/web'],
      }),
    ]);
  });

  it('stays under the response limit of Lambda, and counts the rest', () => {
    const many = Array.from({ length: 30_000 }, (_, index) => created({ dnsName: `n${index}.example.org` }));
    const { results, omitted } = makeReport(input(many));
    expect(Buffer.byteLength(JSON.stringify(results))).toBeLessThan(6_000_000);
    expect(results.length).toBeGreaterThan(1000);
    expect(results.length + omitted).toBe(30_000);
  });
});

describe('a run is clean', () => {
  it.each([
    ['when all was done', [created(), updated, deleted], true],
    ['when a name was skipped without a problem', [skipped(causes.NoTargets), skipped(causes.PolicyForbids)], true],
    ['not when a record failed', [failed()], false],
    ['not when a name has a problem', [skipped(causes.OwnerConflict)], false],
    ['not when a record has to wait', [skipped(causes.Deferred, placed())], false],
  ])('%s', (_, outcomes, expected) => {
    expect(isClean(outcomes, [])).toBe(expected);
  });

  it('not when a source failed', () => {
    expect(isClean([], [{ name: 'service', objects: 0, endpoints: 0, durationMs: 1, error: 'forbidden' }])).toBe(false);
  });
});
