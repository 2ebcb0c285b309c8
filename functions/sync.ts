import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Examination } from '../lib/doctor/check.ts';
import type { EventMessage } from '../lib/events/message.ts';
import { metricNamespace as namespace } from '../lib/report/metric-names.ts';
import type { Report } from '../lib/report/report.ts';
import { sync } from '../lib/sync.ts';
import { prepareExamination, prepareRun } from '../lib/wire.ts';
import { nameInstance, readInvocation } from './invocation.ts';
import { countRuns } from './middleware/count-runs.ts';
import { summarise } from './middleware/summarise.ts';
import { tellErrors } from './middleware/tell-errors.ts';
import { tellReport } from './middleware/tell-report.ts';
import { packagedClusters } from './packaged-clusters.ts';
import { warmStates } from './warm-state.ts';

/** Stages of one account are told apart by the names of their functions. */
const serviceName = process.env['AWS_LAMBDA_FUNCTION_NAME'] || 'dns-herald';
const logger = new Logger({ serviceName });
const metrics = new Metrics({ serviceName, namespace });

const deployment = { environment: process.env, instances: packagedClusters(process.env) };
const warmStateOf = warmStates();

const logEvent = ({ note, type, ...message }: EventMessage): void =>
  logger[type === 'Warning' ? 'warn' : 'info'](note, { kubernetesEvent: { type, ...message } });

/** What it takes to say that the time was over, in milliseconds. */
const answerMs = 2_000;

async function answer(event: unknown, context: Context): Promise<Report | Examination> {
  const served = readInvocation(event, deployment);
  const { parsed, environment, instance } = served;
  logger.appendKeys({ cluster: instance?.cluster, shard: instance?.shard });
  for (const warning of parsed.warnings) logger.warn(warning);
  const { clients, memory } = warmStateOf(served);
  const timeLeft = context.getRemainingTimeInMillis();
  if (parsed.doctor) {
    const signal = AbortSignal.timeout(Math.max(0, timeLeft - answerMs));
    // Few invocations ask for it: a start does not load it.
    const { examine } = await import('../lib/doctor/examine.ts');
    return examine(prepareExamination(parsed, clients, { environment, signal }));
  }
  const { report } = await sync(prepareRun(parsed, clients, { deadline: Date.now() + timeLeft, memory, logEvent }));
  return report;
}

/**
 * The function. A schedule's event asks for a run as the environment configures it; a payload (lib/config/payload.ts) may
 * name the cluster, narrow the run, or ask for an examination in its place.
 * Fails with ConfigError (a person has to mend the settings) or RunError (the cluster or Route 53 could not be used).
 */
export const handler = middy<unknown, Report | Examination>()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(tellErrors(logger))
  .use(summarise())
  .use(countRuns(metrics, (event) => nameInstance(event, deployment)))
  .use(tellReport(logger))
  .handler(answer);
