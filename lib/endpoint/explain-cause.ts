import type { Cause } from './cause.ts';
import { isSameObject, type NameRequest, referenceText } from './endpoint.ts';

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
      return recordConflict(cause.winner, request);
    case 'OwnerConflict':
      return ownerConflict(cause);
    case 'OwnershipNotStorable':
      return {
        why: `its ownership cannot be stored, because ${rowText(cause)} ${cause.problem}`,
        fix: cause.fix,
      };
    case 'RegistryAmbiguous':
      return registryAmbiguous(cause);
    case 'NoMatchingZone':
      return noMatchingZone(cause, request);
    case 'DeletionsHeld':
      return deletionsHeld(cause);
    case 'AdoptionHeld':
      return {
        why: 'DNS holds it without an owner, and taking it over (--adopt) waits for approval',
        fix: `approve it with --approve=${cause.checksum}`,
      };
    case 'SourceUnavailable':
      return {
        why: `the source ${cause.source} could not be read (${cause.problem}), so nobody knows whether an object still asks for the name`,
        fix: `make the source ${cause.source} readable again, or leave it out of --source`,
      };
    case 'PolicyForbids':
      return {
        why: `this instance is set to --policy=${cause.policy}, which allows no ${cause.would === 'Delete' ? 'deletion' : 'update'}`,
      };
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

const registryAmbiguous = ({ owners, namesake }: Extract<Cause, { code: 'RegistryAmbiguous' }>): Explanation =>
  namesake === undefined
    ? {
        why: `its ownership records name several owners (${owners.join(', ')})`,
        fix: 'keep the TXT value or the item of the true owner and remove the others',
      }
    : {
        why: `its ownership record may be that of "${namesake}" as well, because --txt-wildcard-replacement gives both one name`,
        fix: 'remove the one of the two that nobody needs, or set a replacement that is no name',
      };

const deletionsHeld = (cause: Extract<Cause, { code: 'DeletionsHeld' }>): Explanation =>
  'dropped' in cause
    ? {
        why: `it may belong to an object that is not looked at any more (${cause.dropped}), so it is held`,
        fix: `set that back, or let go of everything of the kind with --approve=${cause.checksum}`,
      }
    : {
        why: `nothing asks for it any more, but this run would delete ${cause.limit}, and so many wait for approval`,
        fix: `restore what asked for them, or let the deletions be approved (--approve=${cause.checksum})`,
      };

function recordConflict(winner: NameRequest, request: NameRequest): Explanation {
  const won = targetText(winner, request);
  const isItself =
    request.refs.length > 0 && request.refs.every((ref) => winner.refs.some((other) => isSameObject(ref, other)));
  if (!isItself)
    return {
      why: `${askers(winner)} for the same name and got it, with ${won}`,
      fix: 'remove the name from one of the objects',
    };
  return winner.recordType === request.recordType
    ? {
        why: `the same object asks for that name more than once, and got it with ${won}`,
        fix: 'put all targets of the name into one place of the object',
      }
    : {
        why: `the same object asks for ${won} under that name as well, which wins, because a name with a CNAME record has no other`,
        fix: 'give the object targets of one sort, addresses or a hostname',
      };
}

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
        fix: 'find out who made it: have it taken over (--adopt), delete it where nobody needs it, or choose another name',
      }
    : {
        why: `the name belongs to the owner "${owner}", and this instance is "${ownOwner}"`,
        fix: `remove the name where "${owner}" publishes it, or choose another name`,
      };

const noMatchingZone = (
  { view, meant, elsewhere }: Extract<Cause, { code: 'NoMatchingZone' }>,
  { dnsName }: NameRequest,
): Explanation => {
  if (elsewhere !== undefined) return { why: `the hosted zone ${elsewhere.name} (${elsewhere.id}) is another shard's` };
  const hint = meant === undefined ? '' : `; perhaps "${meant}" is meant`;
  return view === 'all-zones'
    ? {
        why: `no hosted zone that this instance sees encloses "${dnsName}"${hint}`,
        fix: 'correct the name, or create the zone',
      }
    : { why: `none of the hosted zones that this instance serves encloses "${dnsName}"${hint}` };
};
