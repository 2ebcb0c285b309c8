import { awsChecks } from './aws-checks.ts';
import { type Check, type Examination, failed } from './check.ts';
import { clusterChecks } from './cluster-checks.ts';
import type { Patient } from './patient.ts';

/**
 * Tries everything that a run needs on both sides, and changes nothing: the way to the cluster, each right in it, the
 * AWS credentials, each Route 53 call. What is wrong is a check that failed, never an error.
 */
export async function examine(patient: Patient): Promise<Examination> {
  const sides = [inTime(patient, 'cluster', clusterChecks), inTime(patient, 'aws', awsChecks)];
  const checks = (await Promise.all(sides)).flat();
  return { healthy: checks.every(({ status }) => status !== 'failed'), checks };
}

/** A side that does not answer until the signal ends must not cost what was found on the other. */
async function inTime(
  patient: Patient,
  side: Check['side'],
  examineSide: (patient: Patient) => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await examineSide(patient);
  } catch (error) {
    if (!patient.signal.aborted) throw error;
    const fix = 'look into the way there: something takes requests and does not answer them';
    return [{ side, name: 'an answer in time', ...failed('the time was over before every check was made', fix) }];
  }
}
