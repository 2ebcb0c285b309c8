import { policiesOf, type RoutingPolicy } from './change-shape.ts';
import type { ZoneDraft } from './draft.ts';
import { limits } from './limits.ts';
import { type RecordSet, valuesOf } from './record-set.ts';

/**
 * What the other sets of the same name and type forbid (API reference, ResourceRecordSet):
 *
 *   the set     the others                     result
 *   simple      any                            refused
 *   routed      one is simple or other policy  refused
 *   latency     same region                    refused; likewise failover role and location
 *   any routed  100 of them                    refused
 *
 * The texts for failover, places, proximity and for a routed set's own content are modelled on the known ones.
 */
export function routingProblems(draft: ZoneDraft, set: RecordSet): readonly string[] {
  const siblings = draft.siblings(set);
  const [policy] = policiesOf(set);
  if (policy === undefined) return siblings.length === 0 ? [] : [simpleBesideOthers(set)];
  if (siblings.some((other) => policiesOf(other)[0] !== policy)) return [mixed(set, policy)];
  return [
    ...(siblings.some((other) => slot(other) === slot(set)) ? [slotTaken(set, policy)] : []),
    ...(siblings.length >= limits.setsPerNameAndType ? [tooMany(set, policy)] : []),
    ...contentProblems(set, policy),
  ];
}

/** Weighted sets of a name and type share one TTL, judged when the whole batch is in; aliases have none. */
export function weightedTtlProblems(draft: ZoneDraft, set: RecordSet): readonly string[] {
  if (set.Weight === undefined || set.TTL === undefined) return [];
  const differs = draft.siblings(set).some((other) => other.TTL !== undefined && other.TTL !== set.TTL);
  if (!differs) return [];
  return [
    `RRSet with DNS name ${set.Name} and type ${set.Type}, SetIdentifier ${set.SetIdentifier} ` +
      'cannot be created as weighted sets must contain the same TTL.',
  ];
}

const identify = (set: RecordSet): string =>
  `RRSet with DNS name ${set.Name}, type ${set.Type}, SetIdentifier ${set.SetIdentifier}`;

const simpleBesideOthers = (set: RecordSet): string =>
  `RRSet with DNS name ${set.Name}, type ${set.Type} cannot be created as other RRSets exist with the same name and type.`;

const tooMany = (set: RecordSet, policy: RoutingPolicy): string =>
  `Exceeded limit on number of ${policy} RRSets for ${set.Name}, type ${set.Type} in this zone.`;

function mixed(set: RecordSet, policy: RoutingPolicy): string {
  switch (policy) {
    case 'weighted':
      return `${identify(set)} cannot be created as a non-weighted set exists with the same name and type.`;
    case 'latency':
      return `${inRegion(set)} cannot be created because a non-latency RRSet with the same name and type already exists.`;
    case 'multivalue':
      return `${identify(set)} cannot be created because a non multivalue answer rrset exists with the same name and type.`;
    case 'failover':
    case 'geolocation':
    case 'geoproximity':
    case 'cidr':
      return `${identify(set)} cannot be created because a non-${policy} RRSet with the same name and type already exists.`;
  }
}

const inRegion = (set: RecordSet): string => `${identify(set)}, and Region Name=${set.Region}`;

function slotTaken(set: RecordSet, policy: RoutingPolicy): string {
  if (policy === 'latency') {
    return `${inRegion(set)} cannot be created because a latency RRSet with the same name, type and region already exists.`;
  }
  return `${identify(set)} cannot be created because a ${policy} RRSet with the same name, type and ${policy} already exists.`;
}

/** What only one set of a group may have; unlike for every weighted or multivalue set, as many of those may be alike. */
function slot(set: RecordSet): string {
  const { Region, Failover, GeoLocation, GeoProximityLocation, CidrRoutingConfig } = set;
  const unique = Region ?? Failover ?? GeoLocation ?? GeoProximityLocation ?? CidrRoutingConfig;
  if (unique === undefined) return `set ${set.SetIdentifier}`;
  return typeof unique === 'string' ? unique : JSON.stringify(Object.entries(unique).toSorted());
}

const neverRouted: readonly string[] = ['NS', 'SOA', 'DS'];

function contentProblems(set: RecordSet, policy: RoutingPolicy): readonly string[] {
  if (neverRouted.includes(set.Type) || (policy === 'multivalue' && set.Type === 'CNAME')) {
    return [`${identify(set)} cannot be created as ${policy} routing is not possible for type ${set.Type}.`];
  }
  const several = valuesOf(set).length > 1;
  if ((policy === 'weighted' || policy === 'latency') && several) {
    return [`${identify(set)} cannot be created as a ${policy} set must contain exactly one resource record.`];
  }
  if (policy === 'multivalue' && set.AliasTarget !== undefined) {
    return [`${identify(set)} cannot be created as a multivalue answer set cannot be an alias.`];
  }
  return [];
}
