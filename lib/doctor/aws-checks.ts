import type { Route53Client } from '@aws-sdk/client-route-53';
import { awsFailure, awsProblem } from '../aws/explain-aws-error.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { Zone } from '../endpoint/endpoint.ts';
import { listZones, type ZoneFilter } from '../providers/route53/zones.ts';
import { callerIdentity } from './caller-identity-check.ts';
import { type Check, type Finding, failed, ok, unchecked } from './check.ts';
import { tryChange, tryRecordSets } from './zone-checks.ts';

/** The account's part of what is examined. */
export interface AwsPatient {
  readonly config: Config;
  readonly route53: Route53Client;
  readonly zoneFilter: ZoneFilter;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** From the credentials to each zone, as far as each step lets the next one begin. */
export async function awsChecks(patient: AwsPatient): Promise<readonly Check[]> {
  const credentials = await credentialsCheck(patient);
  if (credentials.status === 'failed') return [credentials];
  const identity = check('identity', await callerIdentity(patient));
  const before = [credentials, identity];
  if (identity.status === 'failed') return before;
  return [...before, ...(await route53Checks(patient))];
}

async function credentialsCheck({ route53, config }: AwsPatient): Promise<Check> {
  const { awsAssumeRole } = config;
  const name = awsAssumeRole === undefined ? 'credentials' : `AssumeRole ${awsAssumeRole}`;
  try {
    await route53.config.credentials();
    return check(name, ok());
  } catch (error) {
    const fix =
      awsAssumeRole === undefined || awsFailure(error) === 'no-credentials'
        ? 'give AWS credentials that are valid, such as a profile or the role of the function'
        : `allow the caller sts:AssumeRole on ${awsAssumeRole}, and let that role trust the caller`;
    return check(name, failed(awsProblem(error), fix));
  }
}

async function route53Checks(patient: AwsPatient): Promise<readonly Check[]> {
  const { zoneFilter } = patient;
  const all = await tryZones(patient, { ...zoneFilter, tags: [] });
  const listed = check('ListHostedZones', all.finding);
  if (all.zones === undefined || zoneFilter.tags.length === 0)
    return [listed, ...(await zoneChecks(patient, all.zones))];
  const tagged = await tryZones(patient, zoneFilter);
  return [listed, check('ListTagsForResources', tagged.finding), ...(await zoneChecks(patient, tagged.zones))];
}

interface ZonesTried {
  readonly finding: Finding;
  readonly zones?: readonly Zone[];
}

async function tryZones({ route53, signal }: AwsPatient, filter: ZoneFilter): Promise<ZonesTried> {
  try {
    const zones = await listZones(route53, filter, signal);
    if (zones.length > 0)
      return { finding: ok(`${zones.length} served: ${zones.map(({ name }) => name).join(', ')}`), zones };
    return {
      finding: failed(
        'no hosted zone of the account is served by this configuration',
        'make the zone, or correct --domain-filter, --zone-id-filter, --aws-zone-type and --aws-zone-tags',
      ),
    };
  } catch (error) {
    if (signal.aborted) throw error;
    const action =
      filter.tags.length === 0 ? 'route53:ListHostedZones on *' : 'route53:ListTagsForResources on the zones';
    return { finding: failed(awsProblem(error), `allow ${action}`) };
  }
}

/** One zone after the other: the account has few requests a second, and a run may be at work. */
async function zoneChecks(patient: AwsPatient, zones: readonly Zone[] = []): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const zone of zones) {
    const place = `${zone.name} (${zone.id})`;
    const reading = check(`ListResourceRecordSets in ${place}`, await tryRecordSets(patient, zone));
    const writing = reading.status === 'ok' ? await tryChange(patient, zone) : unchecked('the zone cannot be read');
    checks.push(reading, check(`ChangeResourceRecordSets in ${place}`, writing));
  }
  return checks;
}

const check = (name: string, finding: Finding): Check => ({ side: 'aws', name, ...finding });
