import type { Cause, CauseCode } from '../../../lib/endpoint/cause.ts';
import type { Endpoint, NameRequest } from '../../../lib/endpoint/endpoint.ts';
import type { ChangeResult, CurrentRecord } from '../../../lib/plan/change.ts';
import { sampleEndpoint, serviceReference } from '../../support/sample-endpoint.ts';

export const placed = (changes: Partial<Endpoint> = {}): Endpoint =>
  sampleEndpoint({ zone: { id: 'Z1', name: 'example.org', visibility: 'public' }, ttl: 60, ...changes });

export const held = (changes: Partial<Endpoint> = {}): CurrentRecord => ({
  ...placed({ targets: ['192.0.2.9'], ...changes }),
  ownership: { state: 'owned', owner: 'me', rows: 'complete' },
});

export const created = (changes: Partial<Endpoint> = {}): ChangeResult => ({
  change: { action: 'Create', endpoint: placed(changes) },
  status: 'Success',
});

export const updated: ChangeResult = {
  change: { action: 'Update', endpoint: placed(), current: held() },
  status: 'Success',
};

export const deleted: ChangeResult = { change: { action: 'Delete', endpoint: held() }, status: 'Success' };

export const failed = (
  changes: Partial<Endpoint> = {},
  message = 'Route 53 answered Throttling: Rate exceeded',
): ChangeResult => ({
  change: { action: 'Create', endpoint: placed(changes) },
  status: 'Failed',
  error: { code: 'Throttling', message },
});

/** The same where no answer came: it may have been made. */
export const unanswered: ChangeResult = {
  change: { action: 'Create', endpoint: placed() },
  status: 'Failed',
  error: {
    code: 'ECONNRESET',
    message: 'Route 53 could not be asked (ECONNRESET): socket hang up',
    effect: 'unknown',
  },
};

/** A name that was not published, or with `endpoint` a record that stays. */
export const skipped = (cause: Cause, endpoint: NameRequest = placed()): ChangeResult => ({
  change: { action: 'None', endpoint, cause },
  status: 'Skip',
  cause,
});

const said = { problem: 'the hostname "a b" has a blank', fix: 'remove the blank' };

/** One cause of every code. */
export const causes: Readonly<Record<CauseCode, Cause>> = {
  UpToDate: { code: 'UpToDate' },
  DryRun: { code: 'DryRun', would: 'Create' },
  InvalidObject: { code: 'InvalidObject', ...said },
  InvalidName: { code: 'InvalidName', ...said },
  InvalidTarget: { code: 'InvalidTarget', ...said },
  NotAccepted: { code: 'NotAccepted', ...said },
  NoTargets: { code: 'NoTargets', ...said },
  RecordConflict: { code: 'RecordConflict', winner: placed({ refs: [serviceReference('api')] }) },
  OwnerConflict: { code: 'OwnerConflict', owner: 'them', ownOwner: 'me' },
  OwnershipNotStorable: {
    code: 'OwnershipNotStorable',
    rowName: 'a-example.org',
    problem: 'lies outside the zone example.org',
    fix: 'set --txt-prefix',
  },
  RegistryAmbiguous: { code: 'RegistryAmbiguous', owners: ['me', 'them'] },
  NoMatchingZone: { code: 'NoMatchingZone', view: 'all-zones' },
  DeletionsHeld: { code: 'DeletionsHeld', limit: 'more than 100 records in all', checksum: 'abc123' },
  AdoptionHeld: { code: 'AdoptionHeld', checksum: 'def456' },
  SourceUnavailable: { code: 'SourceUnavailable', source: 'service', problem: 'forbidden' },
  ZoneUnavailable: { code: 'ZoneUnavailable', problem: 'it could not be read', fix: 'let the run list it' },
  PolicyForbids: { code: 'PolicyForbids', policy: 'upsert-only', would: 'Delete' },
  Deferred: { code: 'Deferred', problem: "the run's time was nearly over; the next run goes on" },
  DomainFiltered: { code: 'DomainFiltered' },
  TypeNotManaged: { code: 'TypeNotManaged' },
};
