import { type Endpoint, isSameObject } from '../endpoint/endpoint.ts';
import { sameTargets } from '../endpoint/targets.ts';
import type { CurrentRecord } from './change.ts';

/**
 * Whether a record is as it is asked for (ExternalDNS plan/plan.go): TTL where configured, targets, provider settings;
 * also that no ownership row of it went missing.
 */
export function isUpToDate(endpoint: Endpoint, current: CurrentRecord): boolean {
  return (
    (endpoint.ttl === undefined || endpoint.ttl === current.ttl) &&
    sameTargets(endpoint.recordType, endpoint.targets, current.targets) &&
    sameSettings(endpoint.providerSpecific, current.providerSpecific) &&
    !(current.ownership.state === 'owned' && current.ownership.rows === 'incomplete')
  );
}

/**
 * Whether the ownership row names an object that does not ask for the record any more. Were it left, nobody could tell
 * later whom an unread source may speak for (guard/source-gate.ts), and the deletion would be told to the wrong object.
 * Upstream leaves it. One of several objects that share a record is as good a name as any other.
 */
export const namesAnother = ({ labels, refs }: CurrentRecord, asked: Endpoint): boolean =>
  refs.length > 0 &&
  asked.refs.length > 0 &&
  labels['resource'] !== asked.labels['resource'] &&
  !refs.some((ref) => asked.refs.some((asker) => isSameObject(ref, asker)));

function sameSettings(left: Endpoint['providerSpecific'], right: Endpoint['providerSpecific']): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}
