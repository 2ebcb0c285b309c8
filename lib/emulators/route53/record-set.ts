import type { ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';

/** A stored or requested record set: the SDK's type with the two fields that are never absent. */
export type RecordSet = Readonly<ResourceRecordSet> & { readonly Name: string; readonly Type: RRType };

/** One element of a change batch. */
export interface Change {
  readonly Action: 'CREATE' | 'DELETE' | 'UPSERT';
  readonly ResourceRecordSet: RecordSet;
}

/** Every type that the API accepts, in the order in which its own errors list them (API reference, ResourceRecordSet). */
export const recordTypes = [
  'SOA',
  'A',
  'TXT',
  'NS',
  'CNAME',
  'MX',
  'NAPTR',
  'PTR',
  'SRV',
  'SPF',
  'AAAA',
  'CAA',
  'DS',
  'TLSA',
  'SSHFP',
  'SVCB',
  'HTTPS',
] as const satisfies readonly RRType[];

/** The values of a record set; empty for an alias. */
export const valuesOf = (set: RecordSet): readonly string[] =>
  (set.ResourceRecords ?? []).map((record) => record.Value ?? '');

/** Whether both are the same set for Route 53: name, type and set identifier. */
export const isSameSet = (a: RecordSet, b: RecordSet): boolean =>
  a.Name === b.Name && a.Type === b.Type && a.SetIdentifier === b.SetIdentifier;

/** How messages name a set: `[name='x.', type='A', set-identifier='blue']`. */
export function describeSet(set: RecordSet): string {
  const identifier = set.SetIdentifier === undefined ? '' : `, set-identifier='${set.SetIdentifier}'`;
  return `[name='${set.Name}', type='${set.Type}'${identifier}]`;
}

const sortedValues = (set: RecordSet): readonly string[] => valuesOf(set).toSorted();

const comparable = (set: RecordSet): string =>
  JSON.stringify([
    set.TTL,
    sortedValues(set),
    [set.AliasTarget?.HostedZoneId, set.AliasTarget?.DNSName, set.AliasTarget?.EvaluateTargetHealth],
    [set.Weight, set.Region, set.Failover, set.MultiValueAnswer, set.HealthCheckId, set.TrafficPolicyInstanceId],
    [set.GeoLocation?.ContinentCode, set.GeoLocation?.CountryCode, set.GeoLocation?.SubdivisionCode],
    [
      set.GeoProximityLocation?.AWSRegion,
      set.GeoProximityLocation?.LocalZoneGroup,
      set.GeoProximityLocation?.Bias ?? 0,
    ],
    [set.GeoProximityLocation?.Coordinates?.Latitude, set.GeoProximityLocation?.Coordinates?.Longitude],
    [set.CidrRoutingConfig?.CollectionId, set.CidrRoutingConfig?.LocationName],
  ]);

/**
 * Whether a DELETE repeats the stored set: TTL, values in any order, alias target and every routing field
 * (API reference, ChangeResourceRecordSets).
 */
export const hasSameContent = (a: RecordSet, b: RecordSet): boolean => comparable(a) === comparable(b);
