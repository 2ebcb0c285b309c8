import type { NameRequest } from '../endpoint/endpoint.ts';
import { referenceText } from '../endpoint/endpoint.ts';
import { capitalised, noteOf, recordText } from '../events/note.ts';
import { isProblem } from '../events/outcome.ts';
import { type Change, isWrite, type WriteChange } from '../plan/change.ts';
import type { Decision } from './trail.ts';

/** What the plan says of one record or wish. `mode` is `dry` where the instance is configured to write nothing. */
export function decisionOf(change: Change, mode: 'writing' | 'dry'): Decision {
  const { dnsName, recordType, setIdentifier, zone, refs } = change.endpoint;
  return {
    dnsName,
    ...(recordType !== undefined && { recordType }),
    ...(setIdentifier !== undefined && { setIdentifier }),
    ...(zone && { zone: zone.name }),
    action: change.action,
    ...verdict(change, mode),
    refs: refs.map(referenceText),
  };
}

function verdict(change: Change, mode: 'writing' | 'dry'): Pick<Decision, 'cause' | 'message' | 'problem'> {
  if (isWrite(change) && mode === 'writing') return { message: intention(change), problem: false };
  const cause = isWrite(change) ? ({ code: 'DryRun', would: change.action } as const) : change.cause;
  const result = { change, status: 'Skip', cause } as const;
  const message = cause.code === 'UpToDate' ? upToDate(change.endpoint) : noteOf(result);
  return { cause: cause.code, message, problem: isProblem(result) };
}

const upToDate = (endpoint: NameRequest): string =>
  `${placed(endpoint)} is up to date: DNS holds what is asked, ${valuesText(endpoint)}.`;

function intention(change: WriteChange): string {
  switch (change.action) {
    case 'Create':
      return `${placed(change.endpoint)} does not exist yet: the next run creates it with ${valuesText(change.endpoint)}.`;
    case 'Update':
      return `${placed(change.endpoint)} has ${valuesText(change.current)}: the next run updates it to ${valuesText(change.endpoint)}.`;
    case 'Delete':
      return `${placed(change.endpoint)} is asked for by nobody any more: the next run deletes it.`;
  }
}

const placed = (endpoint: NameRequest): string =>
  capitalised(`${recordText(endpoint)}${endpoint.zone === undefined ? '' : ` in zone ${endpoint.zone.name}`}`);

const valuesText = ({ targets, ttl }: NameRequest & { readonly ttl?: number }): string =>
  `${targets.join(', ')}${ttl === undefined ? '' : ` (TTL ${ttl})`}`;
