import { type Endpoint, type NameRequest, type RecordType, referenceText } from '../endpoint/endpoint.ts';
import { explainCause } from '../endpoint/explain-cause.ts';
import type { Change, ChangeError, ChangeResult } from '../plan/change.ts';
import { printable } from '../printable.ts';
import type { Farewell } from './farewell.ts';
import { withoutIdentifiers } from './identifiers.ts';

/** The API server refuses longer notes (Kubernetes pkg/apis/core/validation/events.go). */
export const maxNoteBytes = 1024;

/**
 * What happened to one record, in sentences that stand alone; used for events and for the report's messages.
 * `types`: those of the records that it happened to alike, where there are several.
 */
export function noteOf(
  result: ChangeResult,
  types = typesOf(result.change.endpoint),
  farewell: Farewell = 'unwanted',
): string {
  const { change } = result;
  if (result.status === 'Success') return successNote(change, types, farewell);
  const record = capitalised(recordText(change.endpoint, types));
  const [was, it] = types.length > 1 ? (['were', 'they are'] as const) : (['was', 'it is'] as const);
  return `${record} ${was} ${fate(change, it)}: ${reasonOf(result)}`;
}

/** Why it was not done and what to do, in sentences without account numbers; of failures and skips alone. */
export const reasonOf = (result: Unsuccessful): string => withoutIdentifiers(fullReasonOf(result));

/** What was not done. */
export type Unsuccessful = Exclude<ChangeResult, { status: 'Success' }>;

/** As the others said it, with account numbers and request ids. */
export function fullReasonOf(result: Unsuccessful): string {
  if (result.status === 'Failed') return `${sentence(result.error.message)} ${prospects(result.error)}`;
  const { why, fix } = explainCause(result.cause, result.change.endpoint);
  return fix === undefined ? sentence(why) : `${sentence(why)} To mend it, ${sentence(fix)}`;
}

const prospects = ({ effect }: ChangeError): string =>
  effect === 'unknown'
    ? 'It may have been done all the same: the next run looks, and tries again where it was not.'
    : 'It will be tried again.';

function successNote(change: Change, types: readonly RecordType[], farewell: Farewell): string {
  const { endpoint } = change;
  const record = recordText(endpoint, types);
  switch (change.action) {
    case 'Create':
      return `Created ${record}${zoneText('in', endpoint)} with ${targetText(change.endpoint)}.${sharersText(endpoint)}`;
    case 'Update':
      return `Updated ${record}${zoneText('in', endpoint)} from ${targetText(change.current)} to ${targetText(change.endpoint)}.${sharersText(endpoint)}`;
    case 'Delete':
      if (endpoint.targets.length === 0) return `Removed the ownership of ${record}, which DNS does not hold.`;
      return `Deleted ${record}${zoneText('from', endpoint)}, which had ${targetText(change.endpoint)}, because ${farewellText[farewell]}.`;
    case 'None':
      return `${capitalised(record)} needed no change.`;
  }
}

/** Objects that are told by name. */
const sharersShown = 5;

/** Several objects of one source that ask for one name share its record. */
function sharersText({ refs }: NameRequest): string {
  if (refs.length < 2) return '';
  const names = refs.map(referenceText).sort();
  const shown = [...names.slice(0, sharersShown), ...(names.length > sharersShown ? ['others'] : [])];
  return ` It is shared by ${shown.join(' and ')}.`;
}

const farewellText = {
  unwanted: 'nothing asks for it any more',
  replaced: 'another record of that name takes its place',
} as const satisfies Record<Farewell, string>;

/** `the A record "api.example.com"`, `the A and AAAA records "api.example.com"`: how every note names records. */
export function recordText(request: NameRequest, types = typesOf(request)): string {
  const { dnsName, setIdentifier } = request;
  const kind =
    types.length === 0 ? 'the name' : `the ${types.join(' and ')} ${types.length > 1 ? 'records' : 'record'}`;
  const name = dnsName === '' ? '' : ` "${dnsName}"`;
  return `${kind}${name}${setIdentifier === undefined ? '' : ` (set identifier "${setIdentifier}")`}`;
}

const typesOf = ({ recordType }: NameRequest): readonly RecordType[] => (recordType === undefined ? [] : [recordType]);

/** Zones of one name, a public and a private one, each have their own outcome. */
export const zoneText = (preposition: 'in' | 'from', { zone }: NameRequest): string =>
  zone === undefined ? '' : ` ${preposition} the ${zone.visibility} zone ${zone.name}`;

/** `the target 192.0.2.1 (TTL 60)`; an alias has no TTL of its own. */
function targetText({ targets, ttl, providerSpecific }: Endpoint): string {
  const kind = providerSpecific['alias'] === 'true' ? 'alias target' : targets.length === 1 ? 'target' : 'targets';
  return `the ${kind} ${targets.join(', ')}${ttl === undefined ? '' : ` (TTL ${ttl})`}`;
}

/** What follows `was` or `were`: a wish is not granted; an existing record stays. */
function fate({ action, endpoint }: Change, it: 'it is' | 'they are'): string {
  const place = zoneText('in', endpoint);
  switch (action) {
    case 'Create':
      return `not created${place}`;
    case 'Update':
      return `not updated${place}`;
    case 'Delete':
      return `not deleted${zoneText('from', endpoint)}`;
    case 'None':
      return 'ownership' in endpoint ? `kept as ${it}${place}` : `not published${place}`;
  }
}

/** A clause as a sentence begins. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A clause as a sentence ends; one that is a sentence already stays so. */
export const sentence = (clause: string): string => (/[.!?]$/.test(clause) ? clause : `${clause}.`);

/** A note that can be shown on any terminal, and is no longer than that. */
export const fitNote = (note: string, maxBytes: number = maxNoteBytes): string => cut(printable(note), maxBytes);

/** Cuts at a character's border, with an ellipsis where something is missing. */
export function cut(note: string, maxBytes: number): string {
  if (Buffer.byteLength(note) <= maxBytes) return note;
  const ellipsis = '…';
  const room = Buffer.from(note).subarray(0, maxBytes - Buffer.byteLength(ellipsis));
  // A character cut in two decodes to one U+FFFD at the end.
  return room.toString('utf8').replace(/\uFFFD$/, '') + ellipsis;
}
