import { roleOf } from '../../aws/role.ts';
import type { Config } from '../../config/config.ts';
import type { Environment } from '../../config/environment.ts';
import type { ParsedConfig } from '../../config/parse.ts';
import { domainFilter } from '../../endpoint/domain-filter.ts';
import { managedTypes } from '../../endpoint/managed-types.ts';
import type { AccountSettings } from './connect-accounts.ts';
import type { Route53Options } from './route53.ts';
import type { ZoneFilter } from './zones.ts';

/** The configuration of a run, and what a payload narrowed. */
type Configs = Pick<ParsedConfig, 'config' | 'configured'>;

/** Which accounts a configuration means, and how they are reached. */
export const accountSettingsOf = (config: Config, environment: Environment): AccountSettings => ({
  maxAttempts: config.awsApiRetries,
  requestsPerSecond: config.route53RequestsPerSecond,
  region: environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'],
  profiles: config.awsProfile,
  role: roleOf(config.awsAssumeRole, config.awsAssumeRoleExternalId),
  zoneRoles: config.awsZoneRole,
  externalId: config.awsAssumeRoleExternalId,
});

/** How a configuration has records read and written. */
export const route53OptionsOf = ({ config, configured }: Configs): Omit<Route53Options, 'memory' | 'now'> => ({
  preferCname: config.awsPreferCname,
  evaluateTargetHealth: config.awsEvaluateTargetHealth,
  managedTypes: managedTypes(config),
  zoneFilter: { ...zoneFilterOf({ config, configured }), elsewhere: config.otherShardZoneIds },
  limits: {
    elements: Math.min(config.awsBatchChangeSize, config.awsBatchChangeSizeValues),
    characters: config.awsBatchChangeSizeBytes,
  },
});

/** Which zones a configuration serves. A payload that narrows the domains narrows names, not the zones that hold them. */
export function zoneFilterOf({ config, configured }: Configs): ZoneFilter {
  const domains = domainFilter(configured);
  return {
    ids: config.zoneIdFilter,
    tags: config.awsZoneTags,
    ...(config.awsZoneType !== undefined && { visibility: config.awsZoneType }),
    matchesDomain: (name) => domains.matches(name) || (config.awsZoneMatchParent && domains.matchesParent(name)),
  };
}
