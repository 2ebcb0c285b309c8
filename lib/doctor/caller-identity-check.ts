import type { Route53Client } from '@aws-sdk/client-route-53';
import { askCallerIdentity } from '../aws/caller-identity.ts';
import { awsProblem } from '../aws/explain-aws-error.ts';
import type { Environment } from '../config/environment.ts';
import { type Finding, failed, ok, unchecked } from './check.ts';

interface Caller {
  readonly route53: Route53Client;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** Longest wait for STS, in milliseconds. */
const patienceMs = 5000;

/**
 * As whom Route 53 is called. STS tells it everybody, so a refusal means that the credentials are not valid. A run does
 * without STS where it assumes no role; that it cannot be reached is therefore no failure.
 */
export async function callerIdentity({ route53, environment, signal }: Caller): Promise<Finding> {
  const { credentials, sha256 } = route53.config;
  const endpoint = environment['AWS_ENDPOINT_URL_STS'] ?? environment['AWS_ENDPOINT_URL'];
  try {
    const answer = await askCallerIdentity(
      { credentials, sha256, region: await route53.config.region() },
      { endpoint, signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) },
    );
    return findingOf(answer.status, await answer.text());
  } catch (error) {
    if (signal.aborted) throw error;
    return unchecked(`STS could not be reached: ${awsProblem(error)}`);
  }
}

/** STS answers in XML, of which one element is wanted. */
function findingOf(status: number, body: string): Finding {
  const arn = /<Arn>([^<]+)<\/Arn>/.exec(body)?.[1];
  if (status === 200 && arn !== undefined) return ok(arn);
  if (status !== 403) return unchecked(`STS answered ${status}`);
  const problem = /<Message>([^<]+)<\/Message>/.exec(body)?.[1] ?? 'the credentials were refused';
  return failed(`STS answered 403: ${problem}`, 'renew the AWS credentials');
}
