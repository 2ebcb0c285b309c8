import { isWrite } from '../../lib/plan/change.ts';
import type { DnsProvider } from '../../lib/providers/provider.ts';

/** What is noted while runs are under way. */
export interface Watch {
  /** Runs that are writing at this moment. */
  readonly writers: { now: number };
  /** One sentence for each law that was broken. */
  readonly violations: string[];
  /** Whether two writers at once are a fault: not where clocks jump, for a Lease is a matter of time. */
  readonly apart: 'expected' | 'not expected';
}

/** Holds a provider to law 2, and its callers to one writer at a time. */
export const watchedProvider = (provider: DnsProvider, { writers, violations, apart }: Watch): DnsProvider => ({
  name: provider.name,
  records: (signal) => provider.records(signal),
  lookUp: (names, signal) => provider.lookUp(names, signal),
  adjust: (endpoints) => provider.adjust(endpoints),
  async apply(plan, context) {
    writers.now += 1;
    if (writers.now > 1 && apart === 'expected') violations.push('two runs wrote at once');
    try {
      const results = await provider.apply(plan, context);
      const isWhole =
        results.length === plan.changes.length && results.every(({ change }, at) => change === plan.changes[at]);
      if (!isWhole) violations.push(`${plan.changes.length} changes gave ${results.length} results, or others (law 2)`);
      if (results.some(({ change, status }) => !isWrite(change) && status !== 'Skip'))
        violations.push('a change that writes nothing was carried out');
      return results;
    } finally {
      writers.now -= 1;
    }
  },
});
