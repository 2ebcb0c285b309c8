import type { NameRequest } from '../endpoint/endpoint.ts';
import { explainCause } from '../endpoint/explain-cause.ts';
import type { Change, ChangeResult } from '../plan/change.ts';

/** The API server refuses longer notes (Kubernetes pkg/apis/core/validation/events.go). */
export const maxNoteBytes = 1024;

/** What happened to one record, in sentences that stand alone; used for events and for the report's messages. */
export function noteOf(result: ChangeResult): string {
  const { change } = result;
  switch (result.status) {
    case 'Success':
      return successNote(change);
    case 'Failed':
      return `${failures[change.action]} ${recordText(change.endpoint)}${zoneText('in', change.endpoint)}: ${sentence(result.error.message)} The next run tries again.`;
    case 'Skip': {
      const { why, fix } = explainCause(result.cause, change.endpoint);
      return `${recordText(change.endpoint, 'start')} ${fate(change)}: ${sentence(why)}${fix === undefined ? '' : ` To mend it, ${sentence(fix)}`}`;
    }
  }
}

const failures = {
  Create: 'Could not create',
  Update: 'Could not update',
  Delete: 'Could not delete',
  None: 'Could not sync',
} as const;

function successNote(change: Change): string {
  const { endpoint } = change;
  switch (change.action) {
    case 'Create':
      return `Created ${recordText(endpoint)}${zoneText('in', endpoint)} with ${targetText(endpoint)}.`;
    case 'Update':
      return `Updated ${recordText(endpoint)}${zoneText('in', endpoint)} from ${targetText(change.current)} to ${targetText(endpoint)}.`;
    case 'Delete':
      return `Deleted ${recordText(endpoint)}${zoneText('from', endpoint)}, which had ${targetText(endpoint)}: nothing asks for it any more.`;
    case 'None':
      return `${recordText(endpoint, 'start')} needed no change.`;
  }
}

/** `A record "api.example.com"`: how every note names a record. */
export function recordText(
  { dnsName, recordType, setIdentifier }: NameRequest,
  place: 'start' | 'middle' = 'middle',
): string {
  const kind = recordType === undefined ? (place === 'start' ? 'The name' : 'the name') : `${recordType} record`;
  const name = dnsName === '' ? '' : ` "${dnsName}"`;
  return `${kind}${name}${setIdentifier === undefined ? '' : ` (set identifier "${setIdentifier}")`}`;
}

const zoneText = (preposition: 'in' | 'from', { zone }: NameRequest): string =>
  zone === undefined ? '' : ` ${preposition} zone ${zone.name}`;

const targetText = ({ targets, ...rest }: NameRequest & { readonly ttl?: number }): string =>
  `${targets.length === 1 ? 'target' : 'targets'} ${targets.join(', ')}${rest.ttl === undefined ? '' : ` (TTL ${rest.ttl})`}`;

/** An existing record stays; a wish is not granted. */
const fate = ({ endpoint }: Change): string => ('ownership' in endpoint ? 'was kept as it is' : 'was not published');

const sentence = (clause: string): string => (/[.!?]$/.test(clause) ? clause : `${clause}.`);

/** Cuts at a character's border, with an ellipsis where something is missing. */
export function fitNote(note: string, maxBytes: number = maxNoteBytes): string {
  if (Buffer.byteLength(note) <= maxBytes) return note;
  const ellipsis = '…';
  const room = Buffer.from(note).subarray(0, maxBytes - Buffer.byteLength(ellipsis));
  // A character cut in two decodes to U+FFFD at the end.
  return room.toString('utf8').replace(/\uFFFD+$/, '') + ellipsis;
}
