import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import type { Environment } from '../../lib/config/environment.ts';
import { type ParsedConfig, parseConfig } from '../../lib/config/parse.ts';
import { type Question, readQuestion } from '../../lib/explain/question.ts';
import { sourceNames } from '../../lib/sources/index.ts';

/** A question, and the settings under which it is answered. */
export interface Inquiry {
  readonly question: Question;
  readonly parsed: ParsedConfig;
}

/** Turns the payload into a question to the run that the environment configures. Throws ConfigError. */
export const validateQuestion = (environment: Environment, logger: Pick<Logger, 'warn'>): MiddlewareObj<Inquiry> => ({
  before(request) {
    const question = readQuestion(request.event);
    const parsed = parseConfig({ environment, availableSources: sourceNames });
    for (const warning of parsed.warnings) logger.warn(warning);
    request.event = { question, parsed };
  },
});
