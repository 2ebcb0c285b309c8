import type { Operation } from './call.ts';
import { applyBatch } from './change-batch.ts';
import { readChangeBatch } from './change-request.ts';
import { invalidInput, Route53Error } from './errors.ts';
import { limits } from './limits.ts';
import { sortKey } from './name.ts';
import { pageSize } from './paging.ts';
import { type Change, type RecordSet, recordTypes } from './record-set.ts';
import { constraintError } from './validation-errors.ts';
import { firstIndex } from './zone.ts';
import { acceptedChange, changeInfo, requestedName, zoneOf } from './zone-operations.ts';

/** ListResourceRecordSets: at most 300 from a name, type and set identifier on, and where the next page starts. */
export const listResourceRecordSets: Operation = (account, call) => {
  const zone = zoneOf(account, call);
  const size = pageSize(call.query, limits.recordSetsPerPage);
  const isReached = startOf(call.query);
  const sets = zone.sorted();
  const start = firstIndex(sets, isReached);
  const next = sets[start + size];
  return {
    root: 'ListResourceRecordSetsResponse',
    content: {
      ResourceRecordSets: { ResourceRecordSet: sets.slice(start, start + size).map(recordSetXml) },
      IsTruncated: next !== undefined,
      NextRecordName: next?.Name,
      NextRecordType: next?.Type,
      NextRecordIdentifier: next?.SetIdentifier,
      MaxItems: size,
    },
  };
};

/** Whether the listing has come to a set, given its start parameters. @throws Route53Error InvalidInput. */
function startOf(query: URLSearchParams): (set: RecordSet) => boolean {
  const [name, type, identifier] = [query.get('name'), query.get('type'), query.get('identifier')];
  if (type !== null && !recordTypes.some((known) => known === type)) {
    const constraint = `Member must satisfy enum value set: [${recordTypes.join(', ')}]`;
    throw invalidInput(`1 validation error detected: ${constraintError(type, 'type', constraint)}`);
  }
  if (name === null && type !== null) throw invalidInput('StartRecordType requires StartRecordName.');
  if (type === null && identifier !== null) throw invalidInput('StartRecordIdentifier requires StartRecordType.');
  if (name === null) return () => true;
  const from = [sortKey(requestedName(name)), type ?? '', identifier ?? ''];
  return (set) => isAtOrAfter([sortKey(set.Name), set.Type, set.SetIdentifier ?? ''], from);
}

function isAtOrAfter(position: readonly string[], from: readonly string[]): boolean {
  for (const [index, part] of position.entries()) {
    const other = from[index] ?? '';
    if (part !== other) return part > other;
  }
  return true;
}

/** A set in the order of elements of the API's schema. */
function recordSetXml(set: RecordSet): object {
  const { Name, Type, ResourceRecords, ...rest } = set;
  const records = ResourceRecords === undefined ? {} : { ResourceRecords: { ResourceRecord: ResourceRecords } };
  const { SetIdentifier, Weight, Region, GeoLocation, Failover, MultiValueAnswer, TTL, ...last } = rest;
  return {
    Name,
    Type,
    SetIdentifier,
    Weight,
    Region,
    GeoLocation,
    Failover,
    MultiValueAnswer,
    TTL,
    ...records,
    ...last,
  };
}

/** ChangeResourceRecordSets. */
export const changeResourceRecordSets: Operation = (account, call) => {
  const batch = call.batch ?? readChangeBatch(call.body ?? { root: '', content: undefined });
  const zone = zoneOf(account, call);
  checkHealthChecks(batch.changes, account.options.healthChecks);
  applyBatch(zone, batch.changes, account.options);
  const change = account.recordChange(batch.comment);
  return { root: 'ChangeResourceRecordSetsResponse', content: { ChangeInfo: acceptedChange(account, change) } };
};

function checkHealthChecks(changes: readonly Change[], known: readonly string[] | undefined): void {
  if (known === undefined) return;
  const missing = changes
    .filter(({ Action }) => Action !== 'DELETE')
    .map(({ ResourceRecordSet: { HealthCheckId } }) => HealthCheckId)
    .find((id) => id !== undefined && !known.includes(id));
  if (missing === undefined) return;
  throw new Route53Error('NoSuchHealthCheck', 404, `No health check exists with the specified ID: ${missing}`);
}

/** GetChange. */
export const getChange: Operation = (account, { path }) => ({
  root: 'GetChangeResponse',
  content: { ChangeInfo: changeInfo(account, account.change(path['id'] ?? '')) },
});
