import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { explain } from '../lib/explain/explain.ts';
import type { Trail } from '../lib/explain/trail.ts';
import { type Clients, connect, prepareRun } from '../lib/wire.ts';
import { tellErrors } from './middleware/tell-errors.ts';
import { type Inquiry, validateQuestion } from './middleware/validate-question.ts';

/** A service of its own: a question that cannot be answered is no failed run, and must ring no alarm. */
const serviceName = 'dns-herald-explain';
const logger = new Logger({ serviceName });
const metrics = new Metrics({ serviceName, namespace: 'dns-herald' });
const tracer = new Tracer({ serviceName });

/** The environment of a container never changes, so neither do its clients. */
let clients: Clients | undefined;

async function answer({ question, parsed }: Inquiry, context: Context): Promise<Trail> {
  clients ??= connect(parsed.config, process.env);
  const signal = AbortSignal.timeout(context.getRemainingTimeInMillis());
  const trail = await explain(prepareRun(parsed, clients, { signal }), question);
  logger.info('Explained', { question: trail.question, outcome: trail.outcome, calls: trail.calls });
  return trail;
}

/**
 * `{ "name": "api.example.com" }` or `{ "object": "Ingress/shop/web" }`: what became of it and why, under the settings
 * of the environment. Changes nothing. Fails with ConfigError or RunError.
 */
export const handler = middy<Inquiry, Trail>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .use(tellErrors(logger, metrics))
  .use(validateQuestion(process.env, logger))
  .handler(answer);
