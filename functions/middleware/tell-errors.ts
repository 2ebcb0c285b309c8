import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import { ConfigError } from '../../lib/config/config.ts';

/** Says in the log and in a metric that a run could not be made, each problem of a configuration in a line of its own. */
export const tellErrors = (logger: Pick<Logger, 'error'>, metrics: Metrics): MiddlewareObj => ({
  onError({ error }) {
    metrics.addMetric('RunsFailed', MetricUnit.Count, 1);
    if (error instanceof ConfigError) for (const problem of error.problems) logger.error(problem);
    else logger.error('The run could not be made', error ?? new Error('unknown'));
  },
});
