import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addCounts, countsSince, requestBudget } from '../../../../lib/providers/route53/requests.ts';

it('counts of accounts are added up, and what came since leaves out what nobody asked', () => {
  const before = { ListHostedZones: 1, GetHostedZone: 2 };
  const after = addCounts([before, { ListHostedZones: 2, ListResourceRecordSets: 3 }]);
  expect(countsSince(before, after)).toEqual({ ListHostedZones: 2, ListResourceRecordSets: 3 });
});

describe('the budget of requests', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    [4, 4, 8],
    [0.5, 1, 1],
    [0.02, 1, 1],
  ])('of %d a second lets %d go at once, and %d within two seconds', async (perSecond, atOnce, withinTwo) => {
    const { turn } = requestBudget(perSecond);
    let taken = 0;
    for (let index = 0; index < 20; index += 1) {
      void turn().then(() => {
        taken += 1;
      });
    }
    await jest.advanceTimersByTimeAsync(1);
    expect(taken).toBe(atOnce);
    await jest.advanceTimersByTimeAsync(1_950);
    expect(taken).toBe(withinTwo);
  });

  it('of a fraction gives each request its turn in time', async () => {
    const { turn } = requestBudget(0.5);
    const times: number[] = [];
    for (let index = 0; index < 3; index += 1) void turn().then(() => times.push(Date.now()));
    const start = Date.now();
    await jest.advanceTimersByTimeAsync(6_000);
    expect(times.map((time) => time - start)).toEqual([0, 2_000, 4_000]);
  });
});
