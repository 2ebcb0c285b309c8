import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { explain } from '../lib/explain/explain.ts';
import type { Trail } from '../lib/explain/trail.ts';
import { metricNamespace as namespace } from '../lib/report/metric-names.ts';
import { prepareRun } from '../lib/wire.ts';
import { readInquiry } from './inquiry.ts';
import { tellErrors } from './middleware/tell-errors.ts';
import { packagedClusters } from './packaged-clusters.ts';
import { warmStates } from './warm-state.ts';

/** A service of its own: a question that cannot be answered is no failed run, and must ring no alarm. */
const serviceName = 'dns-herald-explain';
const logger = new Logger({ serviceName });
const metrics = new Metrics({ serviceName, namespace });

const deployment = { environment: process.env, instances: packagedClusters(process.env) };
const warmStateOf = warmStates();

/** What it takes to say that the time was over, in milliseconds. */
const answerMs = 2_000;

async function answer(event: unknown, context: Context): Promise<Trail> {
  const inquiry = readInquiry(event, deployment);
  const { question, parsed, instance } = inquiry;
  logger.appendKeys({ cluster: instance?.cluster, shard: instance?.shard });
  for (const warning of parsed.warnings) logger.warn(warning);
  const { clients } = warmStateOf(inquiry);
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - answerMs));
  const trail = await explain(prepareRun(parsed, clients, { signal }), question);
  logger.info('Explained', { question: trail.question, outcome: trail.outcome, calls: trail.calls });
  return trail;
}

/**
 * `{ "name": "api.example.com" }` or `{ "object": "Ingress/shop/web" }`: what became of it and why, under the settings
 * of the environment, or of the `cluster` (and `shard`) of the clusters file. Changes nothing. Fails with ConfigError or
 * RunError.
 */
export const handler = middy<unknown, Trail>()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .use(tellErrors(logger))
  .handler(answer);
