import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import type { InstanceName } from '../../lib/clusters/instance.ts';
import type { Examination } from '../../lib/doctor/check.ts';
import type { Report } from '../../lib/report/report.ts';
import { type MeasureGroup, measuresOfFailure, measuresOfReport } from './measures.ts';

/** Turns each run into metrics. An examination is no run. */
export const countRuns = (
  metrics: Metrics,
  instanceOf: (event: unknown) => InstanceName | undefined,
): MiddlewareObj<unknown, Report | Examination> => ({
  before({ context }) {
    metrics.captureColdStartMetric(context.functionName);
  },
  after({ event, response }) {
    if (response && 'counts' in response) publish(metrics, measuresOfReport(response, Date.now(), instanceOf(event)));
  },
  onError({ event, error }) {
    publish(metrics, measuresOfFailure(error, Date.now(), instanceOf(event)));
  },
});

/** Each group is a line of the log of its own: all values of a line share their dimensions. */
function publish(metrics: Metrics, groups: readonly MeasureGroup[]): void {
  for (const { dimensions, measures } of groups) {
    if (Object.keys(dimensions).length > 0) metrics.addDimensions(dimensions);
    for (const { name, unit, value } of measures) metrics.addMetric(name, unit, value);
    metrics.publishStoredMetrics();
  }
}
