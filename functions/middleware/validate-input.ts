import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import type { Environment } from '../../lib/config/environment.ts';
import { type ParsedConfig, parseConfig } from '../../lib/config/parse.ts';
import { sourceNames } from '../../lib/sources/index.ts';

/** Turns the event, whatever it is, into the configuration of a run. Throws ConfigError with every problem at once. */
export const validateInput = (environment: Environment, logger: Pick<Logger, 'warn'>): MiddlewareObj<ParsedConfig> => ({
  before(request) {
    const parsed = parseConfig({ environment, payload: request.event, availableSources: sourceNames });
    for (const warning of parsed.warnings) logger.warn(warning);
    request.event = parsed;
  },
});
