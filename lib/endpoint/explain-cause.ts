import type { Cause } from './cause.ts';
import { type NameRequest, referenceText } from './endpoint.ts';

/** A cause in words: clauses without final punctuation. `fix` is absent where there is nothing to mend. */
export interface Explanation {
  readonly why: string;
  readonly fix?: string;
}

/** Says why, and what to do, in words that stand alone and stay the same from run to run (no counts, times or ids). */
export function explainCause(cause: Cause, request: NameRequest): Explanation {
  switch (cause.code) {
    case 'UpToDate':
      return { why: 'DNS holds it already' };
    case 'DryRun':
      return { why: `this is a dry run; ${wouldBe[cause.would]}` };
    case 'InvalidObject':
    case 'InvalidName':
    case 'InvalidTarget':
    case 'NotAccepted':
    case 'NoTargets':
    case 'ZoneUnavailable':
      return { why: cause.problem, fix: cause.fix };
    case 'RecordConflict':
      return {
        why: `${askers(cause.winner)} for the same name and got it, with ${targetText(cause.winner, request)}`,
        fix: 'remove the name from one of the objects',
      };
    case 'OwnerConflict':
      return ownerConflict(cause);
    case 'OwnershipNotStorable':
      return {
        why: `its ownership cannot be stored, because ${rowText(cause)} ${cause.problem}`,
        fix: cause.fix,
      };
    case 'RegistryAmbiguous':
      return {
        why: `its ownership records name several owners (${cause.owners.join(', ')})`,
        fix: 'keep the TXT value or the item of the true owner and remove the others',
      };
    case 'NoMatchingZone':
      return noMatchingZone(cause.view, request);
    case 'DeletionsHeld':
      return {
        why: `nothing asks for it any more, but its deletion is held, because the deletions of this run exceed a limit (${cause.limit})`,
        fix: `restore what asked for it, or approve the deletions with --approve=${cause.checksum}`,
      };
    case 'AdoptionHeld':
      return {
        why: 'DNS holds it without an owner, and taking it over (--adopt) waits for approval',
        fix: `approve it with --approve=${cause.checksum}`,
      };
    case 'SourceUnavailable':
      return {
        why: `the source ${cause.source} could not be read (${cause.problem}), so nobody knows whether it still asks for the name`,
        fix: `make the source ${cause.source} readable again, or leave it out of --source`,
      };
    case 'PolicyForbids':
      return { why: `--policy=${cause.policy} allows no ${cause.would === 'Delete' ? 'deletion' : 'update'}` };
    case 'Deferred':
      return { why: cause.problem };
    case 'DomainFiltered':
      return { why: 'the name lies outside the domains that this instance serves' };
    case 'TypeNotManaged':
      return {
        why: `this instance does not manage records of type ${request.recordType ?? 'unknown'}`,
        fix: `add ${request.recordType ?? 'the type'} to --managed-record-types`,
      };
  }
}

const rowText = ({ rowName, table }: Extract<Cause, { code: 'OwnershipNotStorable' }>): string =>
  table === undefined ? `the TXT record "${rowName}"` : `the item "${rowName}" of the DynamoDB table ${table}`;

const wouldBe = {
  Create: 'it would be created',
  Update: 'it would be updated',
  Delete: 'it would be deleted',
} as const;

const askers = ({ refs }: NameRequest): string =>
  refs.length < 2
    ? `${refs.map(referenceText)[0] ?? 'another object'} asks`
    : `${refs.map(referenceText).join(' and ')} ask`;

/** Names the type only where it is another than was asked for. */
const targetText = ({ recordType, targets }: NameRequest, asked: NameRequest): string =>
  `the ${recordType === undefined || recordType === asked.recordType ? '' : `${recordType} `}${targets.length === 1 ? 'target' : 'targets'} ${targets.join(', ')}`;

const ownerConflict = ({ owner, ownOwner }: Extract<Cause, { code: 'OwnerConflict' }>): Explanation =>
  owner === undefined
    ? {
        why: `DNS holds a record of that name without an owner, and this instance ("${ownOwner}") changes only its own`,
        fix: 'find out whose it is: take it over with --adopt, delete it where nobody needs it, or choose another name',
      }
    : {
        why: `the name belongs to the owner "${owner}", and this instance is "${ownOwner}"`,
        fix: `remove the name where "${owner}" publishes it, or choose another name`,
      };

const noMatchingZone = (view: 'all-zones' | 'some-zones', { dnsName }: NameRequest): Explanation =>
  view === 'all-zones'
    ? {
        why: `no hosted zone that this instance sees encloses "${dnsName}"`,
        fix: 'correct the name, or create the zone',
      }
    : { why: `none of the hosted zones that this instance serves encloses "${dnsName}"` };
