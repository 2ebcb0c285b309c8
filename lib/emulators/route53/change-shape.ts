import { invalidInput } from './errors.ts';
import { nameInMessages } from './name.ts';
import type { Change, RecordSet } from './record-set.ts';

/**
 * Which fields a change may combine (API reference, ResourceRecordSet). A change says where answers come from in exactly
 * one way, and a set identifier comes with exactly one routing policy:
 *
 *   content                       policy     set identifier   result
 *   alias, or TTL and records     none       none             simple record set
 *   alias, or TTL and records     one        given            routed record set
 *   anything else                                             InvalidInput
 */
export function checkShape(changes: readonly Change[]): void {
  for (const change of changes) {
    const problem = shapeProblem(change);
    if (problem !== undefined) throw invalidInput(`Invalid request: ${problem} in Change with ${describe(change)}`);
  }
}

const contentText =
  'Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]';
const policyText = 'Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer]';

function shapeProblem({ ResourceRecordSet: set }: Change): string | undefined {
  const content = contents(set);
  const policies = policiesOf(set).length;
  if (content === 0) return `${contentText}, but found none`;
  if (content > 1) return `${contentText}, but found more than one`;
  if (policies > 1) return `${policyText}, but found more than one`;
  if (set.SetIdentifier !== undefined && policies === 0) return `${policyText}, but found none`;
  if (set.SetIdentifier === undefined && policies === 1) return "Missing field 'SetIdentifier'";
  return locationProblem(set);
}

/** A continent stands alone, and a subdivision needs its country (API reference, GeoLocation). */
function locationProblem({ GeoLocation: place, GeoProximityLocation: proximity }: RecordSet): string | undefined {
  if (place && (place.ContinentCode === undefined) === (place.CountryCode === undefined)) {
    return 'Expected exactly one of [ContinentCode, or CountryCode], but found another number';
  }
  if (place?.SubdivisionCode !== undefined && place.CountryCode === undefined) return "Missing field 'CountryCode'";
  if (proximity === undefined) return undefined;
  const origins = [proximity.AWSRegion, proximity.LocalZoneGroup, proximity.Coordinates];
  if (origins.filter((origin) => origin !== undefined).length === 1) return undefined;
  return 'Expected exactly one of [AWSRegion, LocalZoneGroup, or Coordinates], but found another number';
}

/** How many kinds of content there are; TTL or records alone count where they are joined to an alias. */
function contents(set: RecordSet): number {
  const parts = Number(set.TTL !== undefined) + Number(set.ResourceRecords !== undefined);
  const others = Number(set.AliasTarget !== undefined) + Number(set.TrafficPolicyInstanceId !== undefined);
  return others + Number(others > 0 ? parts > 0 : parts === 2);
}

/** The routing policies that a record set names. */
export type RoutingPolicy =
  | 'weighted'
  | 'latency'
  | 'failover'
  | 'geolocation'
  | 'multivalue'
  | 'geoproximity'
  | 'cidr';

/** The policies of a set: none for a simple one, one for a routed one, more only in a request that is refused. */
export function policiesOf(set: RecordSet): readonly RoutingPolicy[] {
  const policies: readonly (readonly [RoutingPolicy, unknown])[] = [
    ['weighted', set.Weight],
    ['latency', set.Region],
    ['failover', set.Failover],
    ['geolocation', set.GeoLocation],
    ['multivalue', set.MultiValueAnswer],
    ['geoproximity', set.GeoProximityLocation],
    ['cidr', set.CidrRoutingConfig],
  ];
  return policies.filter(([, field]) => field !== undefined).map(([policy]) => policy);
}

const describe = ({ Action, ResourceRecordSet: set }: Change): string =>
  `[Action=${Action}, Name=${nameInMessages(set.Name)}, Type=${set.Type}, SetIdentifier=${set.SetIdentifier ?? 'null'}]`;
