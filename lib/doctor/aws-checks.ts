import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { EventBus } from '../events/delivery/event-bus-client.ts';
import type { Account } from '../providers/route53/accounts.ts';
import type { ZoneFilter } from '../providers/route53/zones.ts';
import type { OwnershipTable } from '../registry/dynamodb-table.ts';
import { accountChecks } from './account-checks.ts';
import { busChecks } from './bus-checks.ts';
import type { Check } from './check.ts';
import { tableChecks } from './table-checks.ts';

/** The part of AWS in what is examined. */
export interface AwsPatient {
  readonly config: Config;
  /** Every account whose zones are served. */
  readonly accounts: readonly Account[];
  /** Opens the table of the dynamodb registry; absent with another one. */
  readonly table?: () => Promise<OwnershipTable>;
  /** Absent unless events go to one. */
  readonly eventBus?: EventBus;
  readonly zoneFilter: ZoneFilter;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** Account by account, for several may be one behind different roles; then what else a run uses. */
export async function awsChecks(patient: AwsPatient): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const account of patient.accounts) checks.push(...(await accountChecks(patient, account)));
  return [...checks, ...(await tableChecks(patient)), ...(await busChecks(patient))];
}
