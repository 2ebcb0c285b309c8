import { awsFailure, awsProblem, credentialsFix, refusalFix } from '../aws/explain-aws-error.ts';
import type { Zone } from '../endpoint/endpoint.ts';
import { type Account, listZonesOf } from '../providers/route53/accounts.ts';
import type { ZoneFilter } from '../providers/route53/zones.ts';
import { callerIdentity } from './caller-identity-check.ts';
import { awsCheck, type Check, type Finding, failed, ok, unchecked } from './check.ts';
import type { AwsPatient } from './patient.ts';
import { tryChange, tryRecordSets, zoneArn } from './zone-checks.ts';

/** From the credentials of one account to each of its zones, as far as each step lets the next one begin. */
export async function accountChecks(patient: AwsPatient, account: Account): Promise<readonly Check[]> {
  const several = patient.accounts.length > 1;
  const checks = await checksOf(patient, account);
  return checks.map((check) => ({ ...check, name: several ? `${check.name}, with ${account.name}` : check.name }));
}

async function checksOf(patient: AwsPatient, account: Account): Promise<readonly Check[]> {
  const credentials = awsCheck('credentials', await credentialsFinding(account));
  if (credentials.status === 'failed') return [credentials];
  const { environment, signal } = patient;
  const identity = awsCheck('identity', await callerIdentity({ route53: account.client, environment, signal }));
  const before = [credentials, identity];
  if (identity.status === 'failed') return before;
  return [...before, ...(await route53Checks(patient, account))];
}

/** Credentials of a role are there once it is taken on. */
async function credentialsFinding({ client, name }: Account): Promise<Finding> {
  try {
    await client.config.credentials();
    return ok();
  } catch (error) {
    const role = /\barn:\S+:role\/[\w+=,.@/-]+/.exec(name)?.[0];
    const fix =
      role === undefined || awsFailure(error) === 'no-credentials'
        ? credentialsFix
        : `allow the caller sts:AssumeRole on ${role}, and let that role trust the caller`;
    return failed(awsProblem(error), fix);
  }
}

async function route53Checks(patient: AwsPatient, account: Account): Promise<readonly Check[]> {
  const { zoneFilter } = patient;
  const action = account.zoneId === undefined ? 'ListHostedZones' : `GetHostedZone ${account.zoneId}`;
  const all = await tryZones(patient, account, { ...zoneFilter, tags: [] });
  const listed = awsCheck(action, all.finding);
  if (all.zones === undefined || zoneFilter.tags.length === 0)
    return [listed, ...(await zoneChecks(patient, account, all.zones))];
  const tagged = await tryZones(patient, account, zoneFilter);
  return [
    listed,
    awsCheck('ListTagsForResources', tagged.finding),
    ...(await zoneChecks(patient, account, tagged.zones)),
  ];
}

interface ZonesTried {
  readonly finding: Finding;
  readonly zones?: readonly Zone[];
}

async function tryZones({ signal }: AwsPatient, account: Account, filter: ZoneFilter): Promise<ZonesTried> {
  try {
    const zones = await listZonesOf(account, filter, signal);
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
    return { finding: failed(awsProblem(error), refusalFix(error, `allow ${actionOf(filter, account)}`)) };
  }
}

function actionOf({ tags }: ZoneFilter, { zoneId }: Account): string {
  if (tags.length > 0) return 'route53:ListTagsForResources on the zones';
  return zoneId === undefined ? 'route53:ListHostedZones on *' : `route53:GetHostedZone on ${zoneArn(zoneId)}`;
}

/** One zone after the other: the account has few requests a second, and a run may be at work. */
async function zoneChecks(
  { signal }: AwsPatient,
  { client: route53 }: Account,
  zones: readonly Zone[] = [],
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const zone of zones) {
    const place = `${zone.name} (${zone.id})`;
    const reading = awsCheck(`ListResourceRecordSets in ${place}`, await tryRecordSets({ route53, signal }, zone));
    const writing =
      reading.status === 'ok' ? await tryChange({ route53, signal }, zone) : unchecked('the zone cannot be read');
    checks.push(reading, awsCheck(`ChangeResourceRecordSets in ${place}`, writing));
  }
  return checks;
}
