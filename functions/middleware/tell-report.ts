import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import type { Examination } from '../../lib/doctor/check.ts';
import type { Report, ReportResult } from '../../lib/report/report.ts';

type Lines = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Writes the report to the log, a line for each result, each with the id of the run; of an examination what has failed. */
export const tellReport = (logger: Lines): MiddlewareObj<unknown, Report | Examination> => ({
  after({ response }) {
    if (!response) return;
    if ('checks' in response) return logExamination(logger, response);
    const { runId } = response;
    for (const result of response.results) logResult(logger, runId, result);
    for (const warning of response.warnings) logger.warn(warning, { runId });
    for (const { name, error } of response.sources)
      if (error !== undefined) logger.error(`The source ${name} could not be read: ${error}`, { runId });
    const { dryRun, counts, undone, calls, events, durationMs } = response;
    logger.info('Run complete', { runId, dryRun, counts, undone, calls, events, durationMs });
  },
});

function logExamination(logger: Lines, { healthy, checks }: Examination): void {
  for (const { side, name, status, detail } of checks)
    if (status === 'failed') logger.error(`The check ${name} failed: ${detail}`, { side });
  logger.info('Examination complete', { healthy, checks: checks.length });
}

function logResult(logger: Lines, runId: string, { message, status, ...result }: ReportResult): void {
  const text = message ?? `${result.recordType ?? 'Name'} ${result.dnsName} is up to date`;
  const facts = { runId, status, ...result };
  if (status === 'Failed') logger.error(text, facts);
  else if (result.problem) logger.warn(text, facts);
  else logger.info(text, facts);
}
