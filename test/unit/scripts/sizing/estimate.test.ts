import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { estimate, type Workload } from '../../../../scripts/sizing/estimate.ts';
import { bottleneck, cellsOf, documented, headings } from '../../../../scripts/sizing/table.ts';
import { requestsOf, zonesOf } from '../../../../scripts/sizing/workload.ts';

const one: Workload = { clusters: 1, records: 100, interval: 60, fanOut: 'schedules' };

describe('the requests of a run that reads the zones', () => {
  it.each([
    [100, 1, 2],
    [149, 1, 2],
    [150, 1, 3],
    [4_999, 1, 35],
    [5_000, 2, 35],
    [10_000, 3, 70],
  ])(
    'for %d records in %3$d zones are a list of zones and a page for each 300 record sets',
    (records, zones, requests) => {
      expect([zonesOf(records), requestsOf(records)]).toEqual([zones, requests]);
    },
  );
});

describe('what a workload needs', () => {
  it('is little for one cluster: nine of ten runs ask Route 53 nothing', () => {
    const { requestsPerSecond, accounts, atOnce, shortestInterval } = estimate(one);
    // A tenth of the runs for age, and two changes an hour.
    expect(requestsPerSecond).toBeCloseTo((2 * (0.1 + 2 / 60)) / 60);
    expect({ accounts, atOnce, shortestInterval }).toEqual({ accounts: 1, atOnce: 1, shortestInterval: 60 });
    expect(bottleneck(estimate(one))).toBeUndefined();
  });

  it('exceeds an account where there are many large clusters, and says by how much', () => {
    expect(bottleneck(estimate({ ...one, clusters: 1000, records: 10_000, fanOut: 'fleet' }))).toBe(
      '1166.67 requests a second are too many for one account, which has 5 and of which 3.2 can be planned with: spread the zones over 365 accounts, or run every 365 min in the place of every 1 min.',
    );
  });

  it('waits in each run for the others that run at the same time', () => {
    const schedules = estimate({ ...one, clusters: 100, interval: 120 });
    const fleet = estimate({ ...one, clusters: 100, interval: 120, fanOut: 'fleet' });
    expect(schedules.atOnce).toBe(100);
    expect(fleet.atOnce).toBeLessThan(5);
    expect(fleet.runSeconds.full).toBeLessThan(schedules.runSeconds.full);
    expect(fleet.cost.lambda).toBeLessThan(schedules.cost.lambda);
  });

  it('takes the seconds of a run from whoever measured them', () => {
    const { warm, full } = estimate({ ...one, seconds: 2 }).runSeconds;
    expect([warm, full]).toEqual([2, 2.25]);
  });

  const workload = fc.record({
    clusters: fc.integer({ min: 1, max: 2000 }),
    records: fc.integer({ min: 1, max: 20_000 }),
    interval: fc.integer({ min: 1, max: 60 }).map((minutes) => minutes * 60),
    fanOut: fc.constantFrom('schedules' as const, 'fleet' as const),
  });

  it('needs no fewer accounts and no shorter interval where clusters are added', () => {
    fc.assert(
      fc.property(workload, (before) => {
        const [few, more] = [estimate(before), estimate({ ...before, clusters: before.clusters + 50 })];
        expect(more.requestsPerSecond).toBeGreaterThan(few.requestsPerSecond);
        expect(more.accounts).toBeGreaterThanOrEqual(few.accounts);
        expect(more.shortestInterval).toBeGreaterThanOrEqual(few.shortestInterval);
      }),
      { numRuns: 100 },
    );
  });

  it('is the sum of what each service costs, and fits one account at the interval that it gives', () => {
    fc.assert(
      fc.property(workload, (each) => {
        const { cost, total, shortestInterval } = estimate(each);
        expect(total).toBeCloseTo(Object.values(cost).reduce((sum, item) => sum + item, 0));
        expect(estimate({ ...each, interval: shortestInterval }).accounts).toBe(1);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the documented table', () => {
  it('has 1, 10, 100 and 1,000 clusters with 100 and 10,000 records, each at an interval that one account allows', () => {
    const estimates = documented.map(estimate);
    for (const clusters of [1, 10, 100, 1000])
      for (const records of [100, 10_000])
        expect(
          estimates.filter((each) => each.clusters === clusters && each.records === records && each.accounts === 1),
        ).toHaveLength(1);
    expect(estimates.every((each) => cellsOf(each).length === headings.length)).toBe(true);
  });
});
