import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context, ScheduledEvent } from 'aws-lambda';
import type { ParsedConfig } from '../lib/config/parse.ts';
import type { Payload } from '../lib/config/payload.ts';
import type { Examination } from '../lib/doctor/check.ts';
import { examine } from '../lib/doctor/examine.ts';
import type { EventMessage } from '../lib/events/message.ts';
import type { Report } from '../lib/report/report.ts';
import type { Memory } from '../lib/run/memory.ts';
import { sync } from '../lib/sync.ts';
import { type Clients, connect, prepareExamination, prepareRun } from '../lib/wire.ts';
import { tellErrors } from './middleware/tell-errors.ts';
import { tellReport } from './middleware/tell-report.ts';
import { validateInput } from './middleware/validate-input.ts';

const serviceName = 'dns-herald';
const logger = new Logger({ serviceName });
const metrics = new Metrics({ serviceName, namespace: serviceName });
const tracer = new Tracer({ serviceName });

/** The environment of a container never changes, so neither do its clients. */
let clients: Clients | undefined;
const memory: Memory = {};

const logEvent = ({ note, type, ...message }: EventMessage): void =>
  logger[type === 'Warning' ? 'warn' : 'info'](note, { kubernetesEvent: { type, ...message } });

async function answer(parsed: ParsedConfig, context: Context): Promise<Report | Examination> {
  clients ??= connect(parsed.config, process.env);
  const timeLeft = context.getRemainingTimeInMillis();
  if (parsed.doctor) return examine(prepareExamination(parsed, clients, process.env, AbortSignal.timeout(timeLeft)));
  const deadline = Date.now() + timeLeft;
  const { report } = await sync(prepareRun(parsed, clients, { deadline, memory, logEvent }));
  return report;
}

/** What the function is invoked with: the schedule's event, or a payload by hand. Returns the report. */
export interface SyncHandler {
  (event: Payload & { readonly doctor: true }, context: Context): Promise<Examination>;
  (event: ScheduledEvent | Payload, context: Context): Promise<Report>;
}

/**
 * The function. A schedule's event asks for a run as the environment configures it; a payload may narrow it, or
 * ask for an examination in its place.
 * Fails with ConfigError (a person has to mend the settings) or RunError (the cluster or Route 53 could not be used).
 */
export const handler = middy<ParsedConfig, Report | Examination>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .use(tellErrors(logger, metrics))
  .use(validateInput(process.env, logger))
  .use(tellReport(logger, metrics))
  .handler(answer);
