import type { Cause, CauseCode } from '../endpoint/cause.ts';
import type { Change, ChangeResult } from '../plan/change.ts';
import type { EventKind } from './event.ts';

const problem: EventKind = { type: 'Warning', reason: 'RecordError', action: 'FailedSync' };
const skipped: EventKind = { type: 'Normal', reason: 'RecordSkipped', action: 'Skipped' };
const filtered: EventKind = { type: 'Normal', reason: 'RecordFiltered', action: 'Skipped' };

const successes: Readonly<Record<Change['action'], EventKind | undefined>> = {
  Create: { type: 'Normal', reason: 'RecordReady', action: 'Created' },
  Update: { type: 'Normal', reason: 'RecordReady', action: 'Updated' },
  Delete: { type: 'Normal', reason: 'RecordDeleted', action: 'Deleted' },
  None: undefined,
};

/** The closed list of causes: each is a problem, a skip, somebody else's business, or no news. */
const skips: Readonly<Record<CauseCode, EventKind | 'no event'>> = {
  InvalidObject: problem,
  InvalidName: problem,
  InvalidTarget: problem,
  NotAccepted: problem,
  RecordConflict: problem,
  OwnerConflict: problem,
  OwnershipNotStorable: problem,
  RegistryAmbiguous: problem,
  NoMatchingZone: problem,
  DeletionsHeld: problem,
  SourceUnavailable: problem,
  ZoneUnavailable: problem,
  AdoptionHeld: skipped,
  NoTargets: skipped,
  PolicyForbids: skipped,
  Deferred: skipped,
  DomainFiltered: filtered,
  TypeNotManaged: filtered,
  UpToDate: 'no event',
  DryRun: 'no event',
};

/** The event that an outcome makes; undefined where there is nothing to tell. */
export function eventKind(result: ChangeResult): EventKind | undefined {
  switch (result.status) {
    case 'Success':
      return successes[result.change.action];
    case 'Failed':
      return problem;
    case 'Skip':
      return skipKind(result.cause);
  }
}

/** A name without a zone may be another instance's, where this one was told to see only some zones. */
function skipKind(cause: Cause): EventKind | undefined {
  if (cause.code === 'NoMatchingZone' && cause.view === 'some-zones') return filtered;
  const kind = skips[cause.code];
  return kind === 'no event' ? undefined : kind;
}

/** Whether the outcome is something that a person has to mend. */
export const isProblem = (result: ChangeResult): boolean => eventKind(result)?.type === 'Warning';
