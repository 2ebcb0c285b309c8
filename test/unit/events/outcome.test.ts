import { describe, expect, it } from '@jest/globals';
import type { CauseCode } from '../../../lib/endpoint/cause.ts';
import { eventKind, isProblem } from '../../../lib/events/outcome.ts';
import { causes, created, deleted, failed, skipped, updated } from './result-fixture.ts';

const told = (result: Parameters<typeof eventKind>[0]): string => {
  const kind = eventKind(result);
  return kind === undefined ? 'no event' : `${kind.type} ${kind.reason} ${kind.action}`;
};

describe('the event of', () => {
  it.each([
    ['a creation', created(), 'Normal RecordReady Created'],
    ['an update', updated, 'Normal RecordReady Updated'],
    ['a deletion', deleted, 'Normal RecordDeleted Deleted'],
    ['a failure', failed(), 'Warning RecordError FailedSync'],
  ])('%s is told', (_, result, expected) => {
    expect(told(result)).toBe(expected);
  });

  it.each<readonly [CauseCode, string]>([
    ...(
      [
        ...([
          'InvalidObject',
          'InvalidName',
          'InvalidTarget',
          'NotAccepted',
          'RecordConflict',
          'OwnerConflict',
        ] as const),
        ...(['OwnershipNotStorable', 'RegistryAmbiguous', 'NoMatchingZone', 'DeletionsHeld'] as const),
        ...(['SourceUnavailable', 'ZoneUnavailable'] as const),
      ] as const
    ).map((code) => [code, 'Warning RecordError FailedSync'] as const),
    ['AdoptionHeld', 'Normal RecordSkipped Skipped'],
    ['NoTargets', 'Normal RecordSkipped Skipped'],
    ['PolicyForbids', 'Normal RecordSkipped Skipped'],
    ['Deferred', 'Normal RecordSkipped Skipped'],
    ['DomainFiltered', 'Normal RecordFiltered Skipped'],
    ['TypeNotManaged', 'Normal RecordFiltered Skipped'],
    ['UpToDate', 'no event'],
    ['DryRun', 'no event'],
  ])('the cause %s is %s', (code, expected) => {
    expect(told(skipped(causes[code]))).toBe(expected);
    expect(isProblem(skipped(causes[code]))).toBe(expected.startsWith('Warning'));
  });

  it('a name without a zone is somebody else’s where the run sees only some zones', () => {
    expect(told(skipped({ code: 'NoMatchingZone', view: 'some-zones' }))).toBe('Normal RecordFiltered Skipped');
  });
});
