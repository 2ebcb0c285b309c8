import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { InstanceName } from '../../lib/clusters/instance.ts';
import { ProviderError } from '../../lib/providers/provider.ts';
import { RegistryError } from '../../lib/registry/registry.ts';
import { clusterMetrics, dimensionNames, type MetricName, metricNames } from '../../lib/report/metric-names.ts';
import type { Report } from '../../lib/report/report.ts';
import type { CountByType } from '../../lib/report/tallies.ts';

type Unit = (typeof MetricUnit)[keyof typeof MetricUnit];

/** One value of one metric. */
export interface Measure {
  readonly name: MetricName;
  readonly unit: Unit;
  readonly value: number;
}

/** Values that share what they are divided by, besides the service. */
export interface MeasureGroup {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly measures: readonly Measure[];
}

/** What is measured of a run that could be made, which ended at `now` (milliseconds since the epoch). */
export function measuresOfReport(report: Report, now: number, instance?: InstanceName): readonly MeasureGroup[] {
  const ofRun = [
    seconds(metricNames.lastAttempt, Math.floor((now - report.durationMs) / 1000)),
    seconds(metricNames.lastSuccess, Math.floor(now / 1000)),
    count(metricNames.runsAttempted, 1),
    count(metricNames.runsSucceeded, 1),
    count(metricNames.runsFailed, 0),
    seconds(metricNames.runDuration, report.durationMs / 1000),
    count(metricNames.noOpRuns, isNoOp(report) ? 1 : 0),
    count(metricNames.sourceErrors, report.sources.filter(({ error }) => error !== undefined).length),
    count(metricNames.registryErrors, unreadableZones(report)),
    count(metricNames.sourceEndpoints, report.counts.endpoints),
    ...(report.registered ? [count(metricNames.registryEndpoints, sum(report.registered))] : []),
    count(metricNames.recordsFailing, report.undone.failing),
    count(metricNames.recordsHeld, report.undone.held),
    count(metricNames.recordsDeferred, report.undone.deferred),
    count(metricNames.eventsEmitted, report.events.emitted + report.events.repeated),
    count(metricNames.eventsFailed, report.events.failed),
    count(metricNames.kubernetesRequests, report.calls.kubernetes),
    count(metricNames.route53Requests, sum(report.calls.route53)),
    count(metricNames.route53Throttles, report.calls.throttled),
  ];
  return [...withCluster(ofRun, instance), ...measuresByType(report)];
}

/** What is measured of a run that could not be made. */
export function measuresOfFailure(error: unknown, now: number, instance?: InstanceName): readonly MeasureGroup[] {
  const cause = error instanceof Error ? error.cause : undefined;
  const ofRun = [
    seconds(metricNames.lastAttempt, Math.floor(now / 1000)),
    count(metricNames.runsAttempted, 1),
    count(metricNames.runsSucceeded, 0),
    count(metricNames.runsFailed, 1),
    count(metricNames.registryErrors, cause instanceof ProviderError || cause instanceof RegistryError ? 1 : 0),
  ];
  return withCluster(ofRun, instance);
}

const count = (name: MetricName, value: number): Measure => ({ name, unit: MetricUnit.Count, value });

const seconds = (name: MetricName, value: number): Measure => ({ name, unit: MetricUnit.Seconds, value });

const sum = (counts: CountByType): number => Object.values(counts).reduce((total, each) => total + each, 0);

const isNoOp = ({ counts: { created, updated, deleted, failed } }: Report): boolean =>
  created + updated + deleted + failed === 0;

const unreadableZones = ({ results }: Report): number =>
  new Set(results.filter(({ cause }) => cause === 'ZoneUnavailable').map(({ zoneId }) => zoneId)).size;

function withCluster(ofRun: readonly Measure[], instance: InstanceName | undefined): readonly MeasureGroup[] {
  const group = { dimensions: {}, measures: ofRun };
  if (instance === undefined) return [group];
  const { cluster, shard } = instance;
  const dimensions = {
    [dimensionNames.cluster]: cluster,
    ...(shard !== undefined && { [dimensionNames.shard]: shard }),
  };
  return [group, { dimensions, measures: ofRun.filter(({ name }) => clusterMetrics.includes(name)) }];
}

/** What there is none of has no line: CloudWatch bills what is told. */
function measuresByType({ types, registered = {} }: Report): readonly MeasureGroup[] {
  const counts = [
    [metricNames.sourceRecords, types.source],
    [metricNames.verifiedRecords, types.verified],
    [metricNames.registryRecords, registered],
  ] as const;
  const recordTypes = new Set([...counts.flatMap(([, byType]) => Object.keys(byType)), ...Object.keys(types.outcomes)]);
  return [...recordTypes].sort().flatMap((type) => {
    const dimensions = { [dimensionNames.recordType]: type };
    const measures = counts.flatMap(([name, byType]) =>
      byType[type] === undefined ? [] : [count(name, byType[type])],
    );
    const outcomes = Object.entries(types.outcomes[type] ?? {}).map(([outcome, value]) => ({
      dimensions: { ...dimensions, [dimensionNames.outcome]: outcome },
      measures: [count(metricNames.records, value)],
    }));
    return [...(measures.length > 0 ? [{ dimensions, measures }] : []), ...outcomes];
  });
}
