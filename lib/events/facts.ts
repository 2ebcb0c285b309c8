import type { Endpoint, NameRequest } from '../endpoint/endpoint.ts';
import { recordTypes } from '../endpoint/endpoint.ts';
import type { Change, ChangeResult } from '../plan/change.ts';
import type { FactName, Facts } from './event.ts';
import { accountsIn, requestIdsIn } from './identifiers.ts';
import { cut, fullReasonOf } from './note.ts';

/** The run that tells the events. */
export interface Teller {
  /** Absent with the noop registry. */
  readonly owner?: string;
  /** Of everything that the run's plan would write. */
  readonly checksum?: string;
}

/** Bytes of all values of one fact: a TXT record's values may be 1.6 MB, and an object's annotations 256 KiB. */
const maxFactBytes = 2048;

/** What is known of outcomes that one event tells. */
export function factsOf(results: readonly ChangeResult[], teller: Teller): Facts {
  const asked = results.map(({ change }) => change.endpoint);
  const all: Readonly<Record<FactName, readonly (string | undefined)[]>> = {
    ...namesOf(asked),
    ...valuesOf(results.map(({ change }) => change)),
    owner: [teller.owner],
    'record-owner': results.flatMap(recordOwners),
    cause: results.map(causeName),
    checksum: [teller.checksum],
    approval: results.map(approvalOf),
    'error-code': results.map((result) => errorOf(result)?.code),
    'request-id': results.flatMap((result) => [errorOf(result)?.requestId, ...requestIdsIn(fullReason(result))]),
    account: results.flatMap((result) => accountsIn(fullReason(result))),
    flapping: [],
  };
  return compact(all);
}

const namesOf = (asked: readonly NameRequest[]) => ({
  'dns-name': asked.map(({ dnsName }) => dnsName || undefined),
  'record-type': recordTypes.filter((type) => asked.some(({ recordType }) => recordType === type)),
  'set-identifier': asked.map(({ setIdentifier }) => setIdentifier),
  zone: asked.map(({ zone }) => zone?.name),
  'zone-id': asked.map(({ zone }) => zone?.id),
});

const valuesOf = (changes: readonly Change[]) => {
  const former = changes.flatMap((change) => (change.action === 'Update' ? [change.current] : []));
  return {
    targets: changes.flatMap(({ endpoint }) => endpoint.targets),
    ttl: changes.map(({ endpoint }) => ttlOf(endpoint)),
    'former-targets': former.flatMap(({ targets }) => targets),
    'former-ttl': former.map(ttlOf),
    routing: routingOf(changes.flatMap((change) => (change.action === 'Update' ? [change.endpoint] : []))),
    'former-routing': routingOf(former),
  };
};

/** Weights, regions and what else a provider has of its own, as `aws/weight=10`; of updates alone. */
const routingOf = (records: readonly Endpoint[]): readonly string[] =>
  records.flatMap(({ providerSpecific }) =>
    Object.entries(providerSpecific)
      .map(([name, value]) => `${name}=${value}`)
      .sort(),
  );

const ttlOf = ({ ttl }: NameRequest & { readonly ttl?: number }): string | undefined => ttl?.toString();

/** `Success`, `Failed`, or why it was skipped. */
export const causeName = (result: ChangeResult): string =>
  result.status === 'Skip' ? result.cause.code : result.status;

/** Who holds the record that is in the way. */
const recordOwners = (result: ChangeResult): readonly (string | undefined)[] => {
  if (isSkipped(result, 'OwnerConflict')) return [result.cause.owner];
  return isSkipped(result, 'RegistryAmbiguous') ? result.cause.owners : [];
};

/** What `--approve` would take. */
const approvalOf = (result: ChangeResult): string | undefined =>
  result.status === 'Skip' && 'checksum' in result.cause ? result.cause.checksum : undefined;

const errorOf = (result: ChangeResult) => {
  if (result.status === 'Failed') return result.error;
  return isSkipped(result, 'ZoneUnavailable') ? result.cause.error : undefined;
};

const fullReason = (result: ChangeResult): string => (result.status === 'Success' ? '' : fullReasonOf(result));

type Skipped = Extract<ChangeResult, { status: 'Skip' }>;
type SkippedFor<Code> = Skipped & { readonly cause: Extract<Skipped['cause'], { code: Code }> };

const isSkipped = <Code extends Skipped['cause']['code']>(
  result: ChangeResult,
  code: Code,
): result is SkippedFor<Code> => result.status === 'Skip' && result.cause.code === code;

/** Each value once, and no fact without values. */
export function compact(all: Readonly<Partial<Record<FactName, readonly (string | undefined)[]>>>): Facts {
  const known = Object.entries(all).map(
    ([name, values]) => [name, within([...new Set(values.filter((value) => value !== undefined))])] as const,
  );
  return Object.fromEntries(known.filter(([, values]) => values.length > 0));
}

/** As many values as fit, and an ellipsis where one is missing. */
function within(values: readonly string[]): readonly string[] {
  let bytes = 0;
  const end = values.findIndex((value) => {
    bytes += Buffer.byteLength(value) + 1;
    return bytes > maxFactBytes;
  });
  if (end < 0) return values;
  return end === 0 ? values.slice(0, 1).map((value) => cut(value, maxFactBytes)) : [...values.slice(0, end), '…'];
}
