import type { NameRequest, ObjectReference, Zone } from './endpoint.ts';

/**
 * Why a name that was asked for did not become a change. The list is closed: each code is a row of the event table
 * (lib/events/event-kind.ts), and each carries what its sentence (lib/endpoint/explain-cause.ts) has to name.
 * `problem` and `fix` are clauses without final punctuation: "the target 1.2.3 is not an IPv4 address".
 */
export type Cause =
  | { readonly code: 'UpToDate' }
  | { readonly code: 'DryRun'; readonly would: 'Create' | 'Update' | 'Delete' }
  | { readonly code: 'InvalidObject' | 'InvalidName' | 'InvalidTarget'; readonly problem: string; readonly fix: string }
  | { readonly code: 'NotAccepted'; readonly problem: string; readonly fix: string }
  | { readonly code: 'NoTargets'; readonly problem: string; readonly fix: string; readonly awaits?: AwaitedAddress }
  | { readonly code: 'RecordConflict'; readonly winner: NameRequest }
  | { readonly code: 'OwnerConflict'; readonly owner?: string; readonly ownOwner: string }
  | OwnershipNotStorable
  | { readonly code: 'RegistryAmbiguous'; readonly owners: readonly string[]; readonly namesake?: string }
  | NoMatchingZone
  | { readonly code: 'DeletionsHeld'; readonly limit: string; readonly checksum: string }
  | { readonly code: 'DeletionsHeld'; readonly dropped: string; readonly checksum: string }
  | { readonly code: 'AdoptionHeld'; readonly checksum: string }
  | { readonly code: 'SourceUnavailable'; readonly source: string; readonly problem: string }
  | { readonly code: 'ZoneUnavailable'; readonly problem: string; readonly fix: string; readonly error?: ErrorDetails }
  | { readonly code: 'PolicyForbids'; readonly policy: string; readonly would: 'Update' | 'Delete' }
  | { readonly code: 'Deferred'; readonly problem: string }
  | { readonly code: 'DomainFiltered' | 'TypeNotManaged' };

/** What a machine may want of a provider's answer. */
export interface ErrorDetails {
  /** The provider's own code, such as `InvalidChangeBatch` or `AccessDenied`. */
  readonly code: string;
  /** By which the provider finds the request again. */
  readonly requestId?: string;
}

interface NoMatchingZone {
  readonly code: 'NoMatchingZone';
  readonly view: 'all-zones' | 'some-zones';
  /** The name in a zone that there is, where the one asked for looks like a typing error. */
  readonly meant?: string;
  /** The public zone of another shard that it lies in. */
  readonly elsewhere?: Zone;
}

interface OwnershipNotStorable {
  readonly code: 'OwnershipNotStorable';
  /** Name of the TXT record, or key of the item in `table`. */
  readonly rowName: string;
  /** Name of the DynamoDB table, where ownership is kept in one. */
  readonly table?: string;
  readonly problem: string;
  readonly fix: string;
}

/**
 * Whose address a published object still waits for. Only such a name may keep the record that it has
 * (`--on-missing-targets=keep`): one without targets for any other reason was withdrawn, and could be taken over.
 */
export type AwaitedAddress = 'load-balancer' | 'gateway';

/** Such as `OwnerConflict`: how reports and events name a cause. */
export type CauseCode = Cause['code'];

/** A name that a source, a filter or the provider will not turn into an endpoint, with the reason as data. */
export interface Refusal extends NameRequest {
  readonly cause: Cause;
}

/** The refusal of one object's wish. */
export const refuse = (
  ref: ObjectReference,
  dnsName: string,
  cause: Cause,
  targets: readonly string[] = [],
): Refusal => ({ dnsName, targets, refs: [ref], cause });
