import { aliasProblems } from './alias.ts';
import type { ZoneDraft } from './draft.ts';
import { isWithin } from './name.ts';
import { type RecordSet, valuesOf } from './record-set.ts';
import { routingProblems } from './routing.ts';

/**
 * What forbids a record set at its place, judged against the zone as the batch has left it so far:
 *
 *   the set                              refused because
 *   name outside the zone                not permitted in zone
 *   CNAME at the zone's own name         not permitted at apex
 *   CNAME beside any other type          conflicts with other records
 *   any type beside a CNAME              a conflicting RRSet of type  CNAME exists (the second blank is the service's)
 *   CNAME with several values            one value only
 *   SOA elsewhere than at the apex, NS at a wildcard    not permitted in zone
 */
export function placementProblems(draft: ZoneDraft, set: RecordSet): readonly string[] {
  const { name: zone } = draft.zone.facts;
  if (!isWithin(set.Name, zone)) return [`RRSet with DNS name ${set.Name} is not permitted in zone ${zone}`];
  const own = set.Type === 'CNAME' ? cnameProblems(draft, set, zone) : besideCname(draft, set, zone);
  return [...own, ...misplaced(set, zone), ...aliasProblems(draft, set), ...routingProblems(draft, set)];
}

const named = (set: RecordSet): string => `RRSet of type ${set.Type} with DNS name ${set.Name}`;

function cnameProblems(draft: ZoneDraft, set: RecordSet, zone: string): readonly string[] {
  const others = draft.at(set.Name).some((other) => other.Type !== 'CNAME');
  return [
    ...(set.Name === zone ? [`${named(set)} is not permitted at apex in zone ${zone}`] : []),
    ...(others && set.Name !== zone
      ? [`${named(set)} is not permitted as it conflicts with other records with the same DNS name in zone ${zone}`]
      : []),
    ...(valuesOf(set).length > 1 ? [`${named(set)} is not permitted as it has more than one resource record.`] : []),
  ];
}

function besideCname(draft: ZoneDraft, set: RecordSet, zone: string): readonly string[] {
  if (!draft.at(set.Name).some((other) => other.Type === 'CNAME')) return [];
  const cause = 'a conflicting RRSet of type  CNAME with the same DNS name already exists';
  return [`${named(set)} is not permitted because ${cause} in zone ${zone}`];
}

function misplaced(set: RecordSet, zone: string): readonly string[] {
  const strayStart = set.Type === 'SOA' && set.Name !== zone;
  const wildcardDelegation = set.Type === 'NS' && set.Name.startsWith('\\052.');
  return strayStart || wildcardDelegation ? [`${named(set)} is not permitted in zone ${zone}`] : [];
}
