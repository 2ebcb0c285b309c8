import type { ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';
import { type Endpoint, type RecordType, recordTypes, type Zone } from '../../endpoint/endpoint.ts';
import { decodeName, encodeName } from './names.ts';
import { routingFields, routingSettings } from './routing-policy.ts';

/** Seconds that a record without a TTL of its own gets (ExternalDNS provider/aws/aws.go). */
const defaultTtl = 300;

/** Values of these types end in a name whose trailing dot belongs to the value. */
const keepsTrailingDot: ReadonlySet<RecordType> = new Set(['TXT', 'NAPTR', 'SRV']);

/** The record set of a desired endpoint, with its zone's names encoded. */
export function recordSetOf(endpoint: Endpoint): ResourceRecordSet {
  const { dnsName, recordType, setIdentifier, providerSpecific } = endpoint;
  return {
    Name: encodeName(dnsName),
    // DNAME never comes here: Route 53 has none, so adjusting refuses it.
    Type: recordType as RRType,
    ...(setIdentifier !== undefined && { SetIdentifier: setIdentifier, ...routingFields(providerSpecific) }),
    ...(setIdentifier === undefined && healthCheck(providerSpecific)),
    ...(isAlias(endpoint) ? aliasTarget(endpoint) : values(endpoint)),
  };
}

/** Whether an endpoint is written as an alias record: only addresses can be. */
export const isAlias = ({ recordType, providerSpecific }: Endpoint): boolean =>
  (recordType === 'A' || recordType === 'AAAA') && providerSpecific['alias'] === 'true';

const healthCheck = (settings: Endpoint['providerSpecific']): Pick<ResourceRecordSet, 'HealthCheckId'> =>
  settings['aws/health-check-id'] ? { HealthCheckId: settings['aws/health-check-id'] } : {};

const aliasTarget = ({ targets, providerSpecific }: Endpoint): Pick<ResourceRecordSet, 'AliasTarget'> => ({
  AliasTarget: {
    DNSName: encodeName(targets[0] ?? ''),
    HostedZoneId: providerSpecific['aws/target-hosted-zone'],
    EvaluateTargetHealth: providerSpecific['aws/evaluate-target-health'] === 'true',
  },
});

const values = ({ targets, ttl }: Endpoint): Pick<ResourceRecordSet, 'TTL' | 'ResourceRecords'> => ({
  TTL: ttl ?? defaultTtl,
  ResourceRecords: targets.map((target) => ({ Value: target })),
});

/** The endpoint of a record set as read; undefined for types that are no endpoint's, such as SOA. */
export function endpointOf(set: ResourceRecordSet, zone: Zone): Endpoint | undefined {
  const recordType = recordTypes.find((type) => type === set.Type);
  if (recordType === undefined || set.Name === undefined) return undefined;
  return {
    dnsName: decodeName(set.Name),
    recordType,
    targets: targetsOf(set, recordType),
    zone,
    labels: {},
    providerSpecific: { ...aliasSettings(set, recordType), ...routingSettings(set) },
    refs: [],
    ...(set.TTL !== undefined && { ttl: set.TTL }),
    ...(set.SetIdentifier !== undefined && { setIdentifier: set.SetIdentifier }),
  };
}

function targetsOf(set: ResourceRecordSet, type: RecordType): readonly string[] {
  if (set.AliasTarget?.DNSName !== undefined) return [decodeName(set.AliasTarget.DNSName)];
  const stored = (set.ResourceRecords ?? []).map((record) => record.Value ?? '');
  return keepsTrailingDot.has(type) ? stored : stored.map((value) => value.replace(/(?<=\S)\.$/, ''));
}

/** As adjusting leaves them on desired endpoints (alias.ts), so that both sides compare. */
function aliasSettings({ AliasTarget: alias }: ResourceRecordSet, type: RecordType): Endpoint['providerSpecific'] {
  if (alias === undefined) return type === 'CNAME' ? { alias: 'false' } : {};
  return {
    alias: 'true',
    'aws/evaluate-target-health': String(alias.EvaluateTargetHealth ?? false),
    'aws/target-hosted-zone': alias.HostedZoneId ?? '',
  };
}
