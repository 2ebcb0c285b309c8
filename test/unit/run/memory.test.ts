import { describe, expect, it } from '@jest/globals';
import { assemble } from '../../../lib/plan/plan.ts';
import { mayRemember } from '../../../lib/run/memory.ts';
import { configured } from '../../support/parsed-config.ts';

describe('a proof that nothing is due', () => {
  const readAt = Date.parse('2026-03-01T12:00:00Z');
  const settlement = { plan: assemble([]), results: [], warnings: [], orphans: [] };
  const memory = { proof: { digest: '', readAt, settlement } };
  const config = configured('--provider-cache-time=10s');

  it.each([
    ['counts within the cache time', 9_999, true],
    ['is forgotten after it', 10_000, false],
    ['does not count when the clock was set back behind it', -1, false],
  ])('%s', (_, laterMs, expected) => {
    expect(mayRemember({ memory, config, now: () => readAt + laterMs })).toBe(expected);
  });

  it('is not there before the first run', () => {
    expect(mayRemember({ memory: {}, config, now: () => readAt })).toBe(false);
  });
});
