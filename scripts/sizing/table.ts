import { type Estimate, estimate, usable, type Workload } from './estimate.ts';
import { route53Limits } from './workload.ts';

/** Clusters and records that the documentation shows: from 100 clusters on they are a fleet. */
export const documented: readonly Workload[] = [1, 10, 100, 1000].flatMap((clusters) =>
  [100, 10_000].flatMap((records) => workloadsOf(clusters, records)),
);

/** Each minute, and as often as one account allows where that is less. */
function workloadsOf(clusters: number, records: number): readonly Workload[] {
  const workload: Workload = { clusters, records, interval: 60, fanOut: clusters >= 100 ? 'fleet' : 'schedules' };
  const { shortestInterval } = estimate(workload);
  return shortestInterval === workload.interval ? [workload] : [workload, { ...workload, interval: shortestInterval }];
}

/** The columns of the table. */
export const headings = [
  'Clusters',
  'Records in each',
  'Every',
  'Begun by',
  'Runs at once',
  'Requests of a reading run',
  'Seconds warm / reading',
  'Requests a second',
  'Accounts needed',
  'USD a month',
  'of it Lambda',
] as const;

/** The cells of an estimate. */
export const cellsOf = (each: Estimate): readonly string[] => [
  whole(each.clusters),
  whole(each.records),
  intervalText(each.interval),
  each.fanOut === 'fleet' ? 'state machine' : 'schedules',
  whole(each.atOnce),
  whole(each.requestsPerRun),
  `${each.runSeconds.warm.toFixed(1)} / ${each.runSeconds.full.toFixed(1)}`,
  each.requestsPerSecond.toFixed(2),
  whole(each.accounts),
  whole(Math.ceil(each.total)),
  whole(Math.ceil(each.cost.lambda)),
];

/** What stands in the way, if something does. */
export function bottleneck({ requestsPerSecond, accounts, shortestInterval, interval }: Estimate): string | undefined {
  if (accounts === 1) return undefined;
  return (
    `${requestsPerSecond.toFixed(2)} requests a second are too many for one account, which has ${route53Limits.requestsPerSecond} and of which ${usable.toFixed(1)} can be planned with: ` +
    `spread the zones over ${whole(accounts)} accounts, or run every ${intervalText(shortestInterval)} in the place of every ${intervalText(interval)}.`
  );
}

const whole = (value: number): string => value.toLocaleString('en-US');

const intervalText = (seconds: number): string => (seconds % 60 === 0 ? `${whole(seconds / 60)} min` : `${seconds} s`);

/** The documented table, in Markdown. */
export function sizingTable(): string {
  const rows = documented.map((workload) => cellsOf(estimate(workload)));
  return [headings, headings.map(() => '---:'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
