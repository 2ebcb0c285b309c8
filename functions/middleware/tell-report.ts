import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import type { Examination } from '../../lib/doctor/check.ts';
import type { Report, ReportResult } from '../../lib/report/report.ts';

/** Writes the report to the log, a line for each result, and counts it; of an examination what has failed. */
export const tellReport = (logger: Logger, metrics: Metrics): MiddlewareObj<unknown, Report | Examination> => ({
  after({ response }) {
    if (!response) return;
    if ('checks' in response) return logExamination(logger, response);
    for (const result of response.results) logResult(logger, result);
    for (const warning of response.warnings) logger.warn(warning);
    for (const { name, error } of response.sources)
      if (error !== undefined) logger.error(`The source ${name} could not be read: ${error}`);
    const { counts, calls, events, durationMs, runId, dryRun } = response;
    logger.info('Run complete', { runId, dryRun, counts, calls, events, durationMs });
    countRun(metrics, response);
  },
});

function logExamination(logger: Logger, { healthy, checks }: Examination): void {
  for (const { side, name, status, detail } of checks)
    if (status === 'failed') logger.error(`The check ${name} failed: ${detail}`, { side });
  logger.info('Examination complete', { healthy, checks: checks.length });
}

function logResult(logger: Logger, { message, status, ...result }: ReportResult): void {
  const text = message ?? `${result.recordType ?? 'Name'} ${result.dnsName} is up to date`;
  if (status === 'Failed') logger.error(text, { status, ...result });
  else if (result.problem) logger.warn(text, { status, ...result });
  else logger.info(text, { status, ...result });
}

function countRun(metrics: Metrics, { counts, calls, events, durationMs }: Report): void {
  for (const [name, count] of Object.entries(counts))
    metrics.addMetric(`Records${capitalised(name)}`, MetricUnit.Count, count);
  metrics.addMetric('EventsFailed', MetricUnit.Count, events.failed);
  metrics.addMetric('KubernetesRequests', MetricUnit.Count, calls.kubernetes);
  const route53 = Object.values(calls.route53).reduce((sum, count) => sum + count, 0);
  metrics.addMetric('Route53Requests', MetricUnit.Count, route53);
  metrics.addMetric('RunDuration', MetricUnit.Milliseconds, durationMs);
  metrics.addMetric('RunsSucceeded', MetricUnit.Count, 1);
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
