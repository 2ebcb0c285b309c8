import type { NameRequest } from '../endpoint/endpoint.ts';
import { referenceText } from '../endpoint/endpoint.ts';
import { isProblem } from '../events/event-kind.ts';
import { type Farewell, farewells } from '../events/farewell.ts';
import { capitalised, noteOf, recordText } from '../events/note.ts';
import { type Change, isWrite, type WriteChange } from '../plan/change.ts';
import type { Decision } from './trail.ts';

/** What the plan says of records and wishes. `mode` is `dry` where the instance is configured to write nothing. */
export function decisionsOf(changes: readonly Change[], mode: 'writing' | 'dry'): readonly Decision[] {
  const farewell = farewells(changes);
  return changes.map((change) => decisionOf(change, mode, farewell(change)));
}

function decisionOf(change: Change, mode: 'writing' | 'dry', farewell: Farewell): Decision {
  const { dnsName, recordType, setIdentifier, zone, refs } = change.endpoint;
  return {
    dnsName,
    ...(recordType !== undefined && { recordType }),
    ...(setIdentifier !== undefined && { setIdentifier }),
    ...(zone && { zone: zone.name }),
    action: change.action,
    ...verdict(change, mode, farewell),
    refs: refs.map(referenceText),
  };
}

function verdict(
  change: Change,
  mode: 'writing' | 'dry',
  farewell: Farewell,
): Pick<Decision, 'cause' | 'message' | 'problem'> {
  if (isWrite(change) && mode === 'writing') return { message: intention(change, farewell), problem: false };
  const cause = isWrite(change) ? ({ code: 'DryRun', would: change.action } as const) : change.cause;
  const result = { change, status: 'Skip', cause } as const;
  const message = cause.code === 'UpToDate' ? upToDate(change.endpoint) : noteOf(result);
  return { cause: cause.code, message, problem: isProblem(result) };
}

const upToDate = (endpoint: NameRequest): string =>
  `${placed(endpoint)} is up to date: DNS holds what is asked, ${valuesText(endpoint)}.`;

function intention(change: WriteChange, farewell: Farewell): string {
  switch (change.action) {
    case 'Create':
      return `${placed(change.endpoint)} does not exist yet: the next run creates it with ${valuesText(change.endpoint)}.`;
    case 'Update':
      return `${placed(change.endpoint)} has ${valuesText(change.current)}: the next run updates it to ${valuesText(change.endpoint)}.`;
    case 'Delete':
      return farewell === 'replaced'
        ? `${placed(change.endpoint)} makes room for another record of that name: the next run deletes it.`
        : `${placed(change.endpoint)} is asked for by nobody any more: the next run deletes it.`;
  }
}

const placed = (endpoint: NameRequest): string =>
  capitalised(`${recordText(endpoint)}${endpoint.zone === undefined ? '' : ` in zone ${endpoint.zone.name}`}`);

const valuesText = ({ targets, ttl }: NameRequest & { readonly ttl?: number }): string =>
  `${targets.join(', ')}${ttl === undefined ? '' : ` (TTL ${ttl})`}`;
