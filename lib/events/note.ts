import type { Endpoint, NameRequest } from '../endpoint/endpoint.ts';
import { explainCause } from '../endpoint/explain-cause.ts';
import type { Change, ChangeResult } from '../plan/change.ts';

/** The API server refuses longer notes (Kubernetes pkg/apis/core/validation/events.go). */
export const maxNoteBytes = 1024;

/** What happened to one record, in sentences that stand alone; used for events and for the report's messages. */
export function noteOf(result: ChangeResult): string {
  const { change } = result;
  if (result.status === 'Success') return successNote(change);
  const reason = reasonOf(result);
  return `${capitalised(recordText(change.endpoint))} ${fate(change)}: ${reason}`;
}

/** Why it was not done and what to do, in sentences; of failures and skips alone. */
export function reasonOf(result: Exclude<ChangeResult, { status: 'Success' }>): string {
  if (result.status === 'Failed') return `${sentence(result.error.message)} The next run tries again.`;
  const { why, fix } = explainCause(result.cause, result.change.endpoint);
  return fix === undefined ? sentence(why) : `${sentence(why)} To mend it, ${sentence(fix)}`;
}

function successNote(change: Change): string {
  const { endpoint } = change;
  const record = recordText(endpoint);
  switch (change.action) {
    case 'Create':
      return `Created ${record}${zoneText('in', endpoint)} with ${targetText(change.endpoint)}.`;
    case 'Update':
      return `Updated ${record}${zoneText('in', endpoint)} from ${targetText(change.current)} to ${targetText(change.endpoint)}.`;
    case 'Delete':
      return `Deleted ${record}${zoneText('from', endpoint)}, which had ${targetText(change.endpoint)}, because nothing asks for it any more.`;
    case 'None':
      return `${capitalised(record)} needed no change.`;
  }
}

/** `the A record "api.example.com"`: how every note names a record. */
export function recordText({ dnsName, recordType, setIdentifier }: NameRequest): string {
  const kind = recordType === undefined ? 'the name' : `the ${recordType} record`;
  const name = dnsName === '' ? '' : ` "${dnsName}"`;
  return `${kind}${name}${setIdentifier === undefined ? '' : ` (set identifier "${setIdentifier}")`}`;
}

/** Zones of one name, a public and a private one, each have their own outcome. */
const zoneText = (preposition: 'in' | 'from', { zone }: NameRequest): string =>
  zone === undefined ? '' : ` ${preposition} the ${zone.visibility} zone ${zone.name}`;

/** `the target 192.0.2.1 (TTL 60)`; an alias has no TTL of its own. */
function targetText({ targets, ttl, providerSpecific }: Endpoint): string {
  const kind = providerSpecific['alias'] === 'true' ? 'alias target' : targets.length === 1 ? 'target' : 'targets';
  return `the ${kind} ${targets.join(', ')}${ttl === undefined ? '' : ` (TTL ${ttl})`}`;
}

/** A wish is not granted; an existing record stays. */
function fate({ action, endpoint }: Change): string {
  const place = zoneText('in', endpoint);
  switch (action) {
    case 'Create':
      return `was not created${place}`;
    case 'Update':
      return `was not updated${place}`;
    case 'Delete':
      return `was not deleted${zoneText('from', endpoint)}`;
    case 'None':
      return 'ownership' in endpoint ? `was kept as it is${place}` : `was not published${place}`;
  }
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const sentence = (clause: string): string => (/[.!?]$/.test(clause) ? clause : `${clause}.`);

/** Cuts at a character's border, with an ellipsis where something is missing. */
export function fitNote(note: string, maxBytes: number = maxNoteBytes): string {
  if (Buffer.byteLength(note) <= maxBytes) return note;
  const ellipsis = '…';
  const room = Buffer.from(note).subarray(0, maxBytes - Buffer.byteLength(ellipsis));
  // A character cut in two decodes to U+FFFD at the end.
  return room.toString('utf8').replace(/\uFFFD+$/, '') + ellipsis;
}
