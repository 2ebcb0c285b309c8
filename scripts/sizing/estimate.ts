import { clusterMetrics, metricNames } from '../../lib/report/metric-names.ts';
import { prices } from './prices.ts';
import { changesPerHour, logBytes, memoryGb, requestsOf, route53Limits, secondsOf, warm } from './workload.ts';

/** What is to be sized. */
export interface Workload {
  readonly clusters: number;
  /** In each cluster. */
  readonly records: number;
  /** Between two runs of a cluster, in seconds. */
  readonly interval: number;
  readonly fanOut: 'schedules' | 'fleet';
  /** What a run takes besides waiting for Route 53, in seconds; as it was measured where absent. */
  readonly seconds?: number;
}

/** What a workload needs and costs. */
export interface Estimate extends Workload {
  /** Requests of a run that reads the zones; a warm run makes none. */
  readonly requestsPerRun: number;
  /** Requests to Route 53 in a second, over all clusters, in the long run. */
  readonly requestsPerSecond: number;
  /** Of a warm run, and of one that reads the zones and waits for its turns. */
  readonly runSeconds: { readonly warm: number; readonly full: number };
  /** Runs at the same time: `concurrentRuns` of the clusters file. */
  readonly atOnce: number;
  /** Accounts among which the zones would have to be spread. */
  readonly accounts: number;
  /** The shortest interval that one account allows, in seconds. */
  readonly shortestInterval: number;
  /** US dollars a month, by service. */
  readonly cost: Readonly<Record<CostItem, number>>;
  readonly total: number;
}

type CostItem = 'lambda' | 'scheduler' | 'stepFunctions' | 'metrics' | 'alarms' | 'logs' | 'traces' | 'dashboard';

/** 730 hours. */
const secondsOfMonth = 730 * 3600;

/** What a workload needs, and what it costs in a month. */
export function estimate(workload: Workload): Estimate {
  const { clusters, records, seconds: own } = workload;
  const requestsPerRun = requestsOf(records);
  const requestsPerSecond = rateOf(workload, requestsPerRun);
  const accounts = Math.max(1, Math.ceil(requestsPerSecond / usable));
  const processing = own === undefined ? secondsOf(records) : { warm: own, full: own };
  const pace = paceOf({ ...workload, clusters: clusters / accounts }, requestsPerRun, processing);
  const runSeconds = { warm: processing.warm, full: processing.full + pace.waiting };
  const cost = costOf(workload, runSeconds);
  return {
    ...workload,
    requestsPerRun,
    requestsPerSecond,
    runSeconds,
    atOnce: Math.min(clusters, Math.ceil(pace.atOnce) * accounts),
    accounts,
    shortestInterval: shortestInterval(workload, requestsPerRun),
    cost,
    total: Object.values(cost).reduce((sum, each) => sum + each, 0),
  };
}

/** Requests a second of one account that can be planned with: at more than four fifths of the budget, runs queue up. */
export const usable = route53Limits.ours * 0.8;

const rateOf = (workload: Workload, requestsPerRun: number): number =>
  (workload.clusters * requestsPerRun * fullShare(workload)) / workload.interval;

/**
 * How many runs of one account go at the same time, each with its part of the budget, and how long one then waits for its
 * turns, in seconds. Schedules fire together. A state machine needs as few as get round in time: each run more makes all
 * of them wait longer, and waiting is billed. With n at once,
 *
 *     clusters * (reading + (requests - 1) * n / 4) <= n * interval
 */
function paceOf(
  workload: Workload,
  requestsPerRun: number,
  processing: { readonly warm: number; readonly full: number },
): { readonly atOnce: number; readonly waiting: number } {
  const { clusters, interval, fanOut } = workload;
  const share = fullShare(workload);
  const waitingOfOne = (requestsPerRun - 1) / route53Limits.ours;
  const busy = clusters * (share * processing.full + (1 - share) * processing.warm);
  const free = interval - clusters * share * waitingOfOne;
  const fewest = free > 0 ? Math.min(clusters, Math.ceil(busy / free)) : clusters;
  const atOnce = fanOut === 'schedules' ? clusters : fewest;
  return { atOnce, waiting: waitingOfOne * atOnce };
}

/**
 * The share of runs that read the zones: each whose memory is older than ten minutes or in another container, and each
 * that has something to change. A container remembers eight clusters, and any container may get a run.
 */
function fullShare({ clusters, interval }: Workload): number {
  const remembered = Math.min(1, warm.clusters / clusters);
  const expired = Math.min(1, interval / warm.seconds);
  const cold = 1 - remembered * (1 - expired);
  return Math.min(1, cold + (changesPerHour * interval) / 3600);
}

/** In whole minutes. */
function shortestInterval(workload: Workload, requestsPerRun: number): number {
  for (let interval = 60; ; interval += 60) {
    if (rateOf({ ...workload, interval }, requestsPerRun) <= usable) return interval;
  }
}

function costOf(workload: Workload, { warm: idle, full }: Estimate['runSeconds']): Estimate['cost'] {
  const { clusters, interval, fanOut } = workload;
  const sweeps = secondsOfMonth / interval;
  const runs = clusters * sweeps;
  const share = fullShare(workload);
  const seconds = share * full + (1 - share) * idle;
  return {
    lambda: runs * (prices.lambdaRequest + seconds * memoryGb * prices.lambdaGbSecond),
    scheduler: (fanOut === 'fleet' ? sweeps : runs) * prices.schedulerInvocation,
    stepFunctions: fanOut === 'fleet' ? sweepCost(sweeps, runs, seconds) : 0,
    metrics: metricCost(clusters),
    alarms: alarmCount(workload) * prices.alarm,
    logs: (runs * logBytes * prices.logGb) / 1e9,
    traces: runs * prices.trace,
    dashboard: prices.dashboard,
  };
}

/**
 * A transition for the map and one for each item that it starts, and an express workflow for each item, which takes one
 * piece of memory while the function runs.
 */
const sweepCost = (sweeps: number, runs: number, seconds: number): number =>
  (sweeps + runs) * prices.transition + runs * (prices.expressRequest + (seconds / 16) * prices.expressGbSecond);

/** Those of the function, of three record types with four outcomes each, and of each cluster where there are several. */
function metricCost(clusters: number): number {
  const byType = [metricNames.sourceRecords, metricNames.registryRecords, metricNames.verifiedRecords];
  const ofFunction = Object.keys(metricNames).length - byType.length - 1;
  const count = ofFunction + 3 * (byType.length + 4) + (clusters > 1 ? clusters * clusterMetrics.length : 0);
  return Math.min(count, 10_000) * prices.metric + Math.max(0, count - 10_000) * prices.metricBeyond10000;
}

/** Those of infra/aws/alarms.yml, and one for each cluster or for the state machine. */
const alarmCount = ({ clusters, fanOut }: Workload): number =>
  8 + (fanOut === 'fleet' ? 1 : clusters > 1 ? clusters : 0);
