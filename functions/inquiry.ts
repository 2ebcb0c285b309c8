import { type Question, readQuestion } from '../lib/explain/question.ts';
import { type Deployment, type Served, serve } from './invocation.ts';

/** A question, and the settings under which it is answered. */
export interface Inquiry extends Served {
  readonly question: Question;
}

/** Reads the payload of an invocation of `explain`: a question, and the cluster that is asked. Throws ConfigError. */
export function readInquiry(event: unknown, deployment: Deployment): Inquiry {
  const { cluster: _cluster, shard: _shard, ...asked } = Object(event);
  const served = serve(event, undefined, deployment);
  return { question: readQuestion(asked, served.parsed.config), ...served };
}
