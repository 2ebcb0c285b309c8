import { withoutTrailingDot } from '../../endpoint/dns-name.ts';
import type { Endpoint, RecordType } from '../../endpoint/endpoint.ts';
import { canonicalZoneOf, cloudFrontZone } from './canonical-zones.ts';
import { bareZoneId } from './choose-zones.ts';

/** What decides whether a wish becomes an alias record. */
export interface AliasOptions {
  /** Leave CNAMEs to AWS hosts as they are (`--aws-prefer-cname`). */
  readonly preferCname: boolean;
  /** EvaluateTargetHealth of aliases that do not say (`--aws-evaluate-target-health`). */
  readonly evaluateTargetHealth: boolean;
  readonly managedTypes: ReadonlySet<RecordType>;
}

/** The properties of an alias record alone. */
export const aliasSettings: ReadonlySet<string> = new Set([
  'alias',
  'aws/evaluate-target-health',
  'aws/target-hosted-zone',
]);

/**
 * What an endpoint becomes with regard to alias records (ExternalDNS provider/aws/aws.go, AdjustEndpoints):
 *
 * | desired   | property `alias`                         | becomes                        |
 * |-----------|------------------------------------------|--------------------------------|
 * | A, AAAA   | `true`, or its own type                  | alias                          |
 * | A, AAAA   | anything else                            | plain                          |
 * | CNAME     | `true`, or absent with a known AWS host  | alias A, and alias AAAA        |
 * | CNAME     | `A` or `AAAA`                            | that alias                     |
 * | CNAME     | `false`, or absent with another host     | CNAME                          |
 * | others    | -                                        | plain                          |
 */
export function adjustAlias(endpoint: Endpoint, options: AliasOptions): readonly Endpoint[] {
  const wish = endpoint.providerSpecific['alias'];
  switch (endpoint.recordType) {
    case 'A':
    case 'AAAA':
      return [
        wish === 'true' || wish === endpoint.recordType
          ? toAlias(endpoint, endpoint.recordType, options)
          : toPlain(endpoint),
      ];
    case 'CNAME':
      return cnameTypes(endpoint, options).map((type) =>
        type === 'CNAME' ? withSettings(toPlain(endpoint), { alias: 'false' }) : toAlias(endpoint, type, options),
      );
    default:
      return [toPlain(endpoint)];
  }
}

const withSettings = (endpoint: Endpoint, settings: Endpoint['providerSpecific']): Endpoint => ({
  ...endpoint,
  providerSpecific: { ...endpoint.providerSpecific, ...settings },
});

function cnameTypes(
  { providerSpecific, targets }: Endpoint,
  options: AliasOptions,
): readonly ('A' | 'AAAA' | 'CNAME')[] {
  const both = (['A', 'AAAA'] as const).filter((type) => type === 'A' || options.managedTypes.has(type));
  switch (providerSpecific['alias']) {
    case 'A':
    case 'AAAA':
      return [providerSpecific['alias']];
    case 'true':
      return both;
    case 'false':
      return ['CNAME'];
    default:
      return !options.preferCname && canonicalZoneOf(targets[0] ?? '') !== undefined ? both : ['CNAME'];
  }
}

function toPlain(endpoint: Endpoint): Endpoint {
  const others = Object.entries(endpoint.providerSpecific).filter(([name]) => !aliasSettings.has(name));
  return { ...endpoint, providerSpecific: Object.fromEntries(others) };
}

/** An alias has no TTL of its own. Its target's zone is filled in by `withTargetZone`, once its own zone is known. */
function toAlias({ ttl: _ttl, ...endpoint }: Endpoint, recordType: 'A' | 'AAAA', options: AliasOptions): Endpoint {
  const wish = endpoint.providerSpecific['aws/evaluate-target-health'];
  const health = String(wish === undefined ? options.evaluateTargetHealth : wish === 'true');
  const targets = endpoint.targets.map((target) => withoutTrailingDot(target).toLowerCase());
  return withSettings({ ...endpoint, recordType, targets }, { alias: 'true', 'aws/evaluate-target-health': health });
}

/**
 * The hosted zone of an alias target: as told, as AWS publishes it, or else the zone of the record itself. The health
 * of a CloudFront distribution cannot be asked for (AWS API reference, AliasTarget).
 */
export function withTargetZone(endpoint: Endpoint): Endpoint {
  const { providerSpecific, targets, zone } = endpoint;
  const told = providerSpecific['aws/target-hosted-zone'];
  const target = told === undefined ? (canonicalZoneOf(targets[0] ?? '') ?? zone?.id ?? '') : bareZoneId(told);
  return withSettings(endpoint, {
    'aws/target-hosted-zone': target,
    ...(target === cloudFrontZone && { 'aws/evaluate-target-health': 'false' }),
  });
}
