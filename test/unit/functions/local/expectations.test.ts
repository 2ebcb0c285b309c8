import { describe, expect, it } from '@jest/globals';
import type { Act } from '../../../../functions/local/demo-text.ts';
import { unmetExpectations } from '../../../../functions/local/expectations.ts';
import type { ReportInput } from '../../../../lib/report/report.ts';
import { sampleEndpoint } from '../../../support/sample-endpoint.ts';
import { sampleReport } from '../../../support/sample-report.ts';

/** A run without events, of which some things are told. */
function act(changes: Partial<ReportInput>): Act {
  const report = sampleReport(changes);
  return { title: 'A run', report, told: report.results, events: [], news: [], answers: [] };
}

const failed = act({
  outcomes: [
    {
      change: { action: 'Create', endpoint: sampleEndpoint() },
      status: 'Failed',
      error: { code: 'AccessDenied', message: 'Access is denied' },
    },
  ],
});

describe('what the demonstration is meant to show', () => {
  it('misses each event that no object got', () => {
    expect(unmetExpectations([act({})], ['--output=json'])).toEqual(
      expect.arrayContaining([
        'No event of the action Updated tells Service shop/api what became of its name.',
        'No event of the action FailedSync tells Ingress marketing/blog what became of its name.',
      ]),
    );
  });

  it('minds a last run that writes', () => {
    const writing = act({ calls: { kubernetes: 0, route53: { ChangeResourceRecordSets: 1 }, throttled: 0 } });
    expect(unmetExpectations([writing], [])).toContain('The last run wrote to Route 53, although nothing had changed.');
  });

  it("expects no event under flags of the user's own, but every write to succeed", () => {
    expect(unmetExpectations([act({})], ['--dry-run'])).toEqual([]);
    expect(unmetExpectations([failed], ['--dry-run'])).toEqual([expect.stringContaining('Access is denied')]);
  });
});
