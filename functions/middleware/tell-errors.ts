import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import { ConfigError } from '../../lib/config/config.ts';

/** Says in the log why there is no answer, each problem of a configuration in a line of its own. */
export const tellErrors = (logger: Pick<Logger, 'error'>): MiddlewareObj => ({
  onError({ error }) {
    if (error instanceof ConfigError) for (const problem of error.problems) logger.error(problem);
    else logger.error('The run could not be made', error ?? new Error('unknown'));
  },
});
