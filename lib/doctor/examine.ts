import { type AwsPatient, awsChecks } from './aws-checks.ts';
import type { Examination } from './check.ts';
import { type ClusterPatient, clusterChecks } from './cluster-checks.ts';

/** What is examined; `wire.ts` makes it. */
export type Patient = ClusterPatient & AwsPatient;

/**
 * Tries everything that a run needs on both sides, and changes nothing: the way to the cluster, each right in it, the
 * AWS credentials, each Route 53 call. What is wrong is a check that failed, never an error.
 */
export async function examine(patient: Patient): Promise<Examination> {
  const checks = (await Promise.all([clusterChecks(patient), awsChecks(patient)])).flat();
  return { healthy: checks.every(({ status }) => status !== 'failed'), checks };
}
