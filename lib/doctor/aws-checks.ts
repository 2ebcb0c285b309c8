import { accountChecks } from './account-checks.ts';
import { busChecks } from './bus-checks.ts';
import type { Check } from './check.ts';
import type { AwsPatient } from './patient.ts';
import { tableChecks } from './table-checks.ts';

/** Account by account, for several may be one behind different roles; then what else a run uses. */
export async function awsChecks(patient: AwsPatient): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const account of patient.accounts) checks.push(...(await accountChecks(patient, account)));
  return [...checks, ...(await tableChecks(patient)), ...(await busChecks(patient))];
}
