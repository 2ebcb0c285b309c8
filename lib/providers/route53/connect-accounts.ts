import type { Route53Client } from '@aws-sdk/client-route-53';
import type { Role } from '../../aws/role.ts';
import type { Account } from './accounts.ts';
import { bareZoneId } from './choose-zones.ts';
import { connectRoute53, type Route53Connection } from './client.ts';
import { addCounts, type RequestBudget, type RequestCounts, requestBudget } from './requests.ts';

/** Which accounts a run serves, and how often it may ask each of them. */
export interface AccountSettings extends Pick<Route53Connection, 'maxAttempts' | 'region'> {
  /** Of each account. */
  readonly requestsPerSecond: number;
  /** Profiles of the shared AWS configuration; none, or an empty one, means the usual credentials. */
  readonly profiles: readonly string[];
  /** Taken on by each of them. */
  readonly role: Role | undefined;
  /** `ROLE_ARN` for all zones of its account, or `ZONE_ID=ROLE_ARN` for that zone (`--aws-zone-role`). */
  readonly zoneRoles: readonly string[];
  /** For the zone roles. */
  readonly externalId: string | undefined;
}

/** The clients of all accounts, with their requests counted together. */
export interface ConnectedAccounts {
  readonly accounts: readonly Account[];
  readonly counts: () => RequestCounts;
  /** Requests so far that were refused for their rate. */
  readonly throttles: () => number;
}

/** Makes the clients: one for each profile and role, one budget of requests for each account. */
export function connectAccounts(settings: AccountSettings): ConnectedAccounts {
  const budgets = new Map<string, RequestBudget>();
  const clients = new Map<string, Route53Client>();
  const connect = ({ profile, role }: Way): Route53Client => {
    const account = accountOf(profile, role);
    const budget = budgets.get(account) ?? requestBudget(settings.requestsPerSecond);
    budgets.set(account, budget);
    const { maxAttempts, region } = settings;
    return connectRoute53({ maxAttempts, region, role, budget, ...(profile && { profile }) });
  };
  const accountThrough = (way: Way): Account => {
    const key = JSON.stringify([way.profile, way.role?.arn]);
    const client = clients.get(key) ?? connect(way);
    clients.set(key, client);
    return { client, name: way.name, ...(way.zoneId !== undefined && { zoneId: way.zoneId }) };
  };
  return {
    accounts: waysInto(settings).map(accountThrough),
    counts: () => addCounts([...budgets.values()].map(({ counts }) => counts)),
    throttles: () => [...budgets.values()].reduce((sum, { throttles }) => sum + throttles, 0),
  };
}

/** A role tells its account (IAM user guide, "IAM ARNs"); of a profile it is not known. */
const accountOf = (profile: string | undefined, role: Role | undefined): string =>
  role?.arn.split(':')[4] ?? `profile ${profile ?? ''}`;

interface Way extends Pick<Account, 'name' | 'zoneId'> {
  readonly profile: string | undefined;
  readonly role: Role | undefined;
}

/**
 * | asked for                        | is reached with                                            | serves                |
 * |----------------------------------|------------------------------------------------------------|-----------------------|
 * | no profile                       | the usual credentials, or the role that they take on       | the zones they list   |
 * | each `--aws-profile`             | its credentials, or the role that they take on             | the zones they list   |
 * | each `--aws-zone-role` of an ARN | that role, taken on with the first profile's credentials   | the zones it lists    |
 * | the same with a zone id          | as above                                                   | that zone             |
 *
 * As in ExternalDNS (provider/aws/config.go, CreateV2Configs), which has no zone roles.
 */
function waysInto({ profiles, role, zoneRoles, externalId }: AccountSettings): readonly Way[] {
  const [first, ...others] = profiles.map((profile) => (profile === '' ? undefined : profile));
  const own = (profile: string | undefined): Way => ({ profile, role, name: nameOf(profile, role) });
  const ofRoles = zoneRoles.map((text) => {
    const { arn, zoneId } = parseZoneRole(text);
    const zoneRole = { arn, ...(externalId !== undefined && { externalId }) };
    return { profile: first, role: zoneRole, name: `the role ${arn}`, ...(zoneId !== undefined && { zoneId }) };
  });
  return [own(first), ...others.map(own), ...ofRoles];
}

function nameOf(profile: string | undefined, role: Role | undefined): string {
  const credentials = profile === undefined ? 'the usual AWS credentials' : `the AWS profile ${profile}`;
  return role === undefined ? credentials : `the role ${role.arn}, taken on with ${credentials}`;
}

const parseZoneRole = (text: string): { readonly arn: string; readonly zoneId?: string } => {
  const equals = text.indexOf('=');
  return equals < 0 ? { arn: text } : { arn: text.slice(equals + 1), zoneId: bareZoneId(text.slice(0, equals)) };
};
