import { createHash } from 'node:crypto';
import type { Cause, Refusal } from '../endpoint/cause.ts';
import { type Endpoint, type RecordType, recordKey } from '../endpoint/endpoint.ts';
import { isOfZone } from '../endpoint/name-servers.ts';
import { sortByKeys } from '../endpoint/sort-by-keys.ts';
import { type Choice, choose } from './candidates.ts';
import { type Change, type CurrentRecord, isWrite, type Plan } from './change.ts';
import { type Row, rows } from './row.ts';
import { isUpToDate, namesAnother } from './up-to-date.ts';

/** Both sides of the comparison. */
export interface PlanInput {
  /** Every record of the zones read, with its ownership. */
  readonly current: readonly CurrentRecord[];
  /** Every endpoint asked for, with its zone. */
  readonly desired: readonly Endpoint[];
  /** What sources and provider already refused: each becomes a change of its own. */
  readonly refusals: readonly Refusal[];
  readonly rules: PlanRules;
}

/** What a plan may hold under one configuration. */
export interface PlanRules {
  readonly policy: 'sync' | 'upsert-only' | 'create-only';
  /** Absent with the noop registry: then everything managed counts as ours. */
  readonly owner?: string;
  readonly managedTypes: ReadonlySet<RecordType>;
  readonly inDomain: (dnsName: string) => boolean;
  /** Why the registry could not keep the ownership of a new record; undefined when it can. */
  readonly objection: (endpoint: Endpoint) => Cause | undefined;
}

/**
 * Compares what DNS holds with what the cluster asks for. Pure, and total: each desired endpoint and each refusal gives
 * at least one change (law 1), and planning what was just applied gives no write (law 5).
 */
export function plan({ current, desired, refusals, rules }: PlanInput): Plan {
  // The zone's own name servers are in the way of no other record, and nobody should be told to delete them.
  const managed = current.filter((record) => isInScope(record, rules) && !isOfZone(record));
  const wanted = desired.filter((endpoint) => isInScope(endpoint, rules));
  const changes: readonly Change[] = [
    ...refusals.map((refusal) => none(refusal, refusal.cause)),
    ...desired.flatMap((endpoint) => noneFor(endpoint, scopeCause(endpoint, rules))),
    ...rows(managed, wanted).flatMap((row) => planRow(row, rules)),
  ];
  return assemble(changes);
}

/** A plan of these changes, in plan order, with its checksum. */
export function assemble(changes: readonly Change[]): Plan {
  const ordered = sortByKeys(changes, ({ endpoint }) => recordKey(endpoint), everythingSaid);
  return { changes: ordered, checksum: checksum(ordered) };
}

/** Several changes may share a record set (candidates that lost, refusals), so everything that they say counts. */
function everythingSaid(change: Change): string {
  const { endpoint, action } = change;
  return `${action} ${JSON.stringify([endpoint, action === 'None' ? change.cause : ''])}`;
}

/** Hex digest (16 digits of SHA-256) of the writes among these changes. */
export function checksum(changes: readonly Change[]): string {
  const hash = createHash('sha256');
  for (const change of changes.filter(isWrite)) {
    const { endpoint } = change;
    const settings = Object.entries(endpoint.providerSpecific).sort();
    const targets = [...endpoint.targets].sort();
    hash.update(JSON.stringify([change.action, recordKey(endpoint), targets, endpoint.ttl ?? 0, settings]));
  }
  return hash.digest('hex').slice(0, 16);
}

function scopeCause(endpoint: Endpoint, rules: PlanRules): Cause | undefined {
  if (!rules.inDomain(endpoint.dnsName)) return { code: 'DomainFiltered' };
  if (!rules.managedTypes.has(endpoint.recordType)) return { code: 'TypeNotManaged' };
  return undefined;
}

/** Whether a record, or a wish for one, is this instance's business at all: its name is served, its type managed. */
export const isInScope = (endpoint: Endpoint, rules: PlanRules): boolean => scopeCause(endpoint, rules) === undefined;

/** Why a record could not be, or its ownership could not be stored. */
const objectionTo = (endpoint: Endpoint, rules: PlanRules): Cause | undefined =>
  isOfZone(endpoint) ? ofTheZone(endpoint) : rules.objection(endpoint);

const ofTheZone = ({ dnsName }: Endpoint): Cause => ({
  code: 'InvalidName',
  problem: `"${dnsName}" is the name of the zone itself, whose name servers the provider sets`,
  fix: 'delegate a name below it',
});

const none = (endpoint: Change['endpoint'], cause: Cause): Change => ({ action: 'None', endpoint, cause });

const noneFor = (endpoint: Endpoint, cause: Cause | undefined): readonly Change[] =>
  cause === undefined ? [] : [none(endpoint, cause)];

function planRow(row: Row, rules: PlanRules): readonly Change[] {
  const { winners, losers } = choose(row);
  const leaving = row.current.filter((record) => !winners.has(record.recordType));
  return [
    ...losers,
    ...[...winners.values()].map((endpoint) => {
      const current = row.current.find((record) => record.recordType === endpoint.recordType);
      return current === undefined ? planCreate(endpoint, row, leaving, rules) : planExisting(endpoint, current, rules);
    }),
    ...leaving.flatMap((record) => planLeaving(record, replacementProblem(row, winners, rules), rules)),
  ];
}

/** Why nothing at all would come in the place of what leaves: a name must not go dark because its row cannot be stored. */
function replacementProblem(row: Row, winners: Choice['winners'], rules: PlanRules): Cause | undefined {
  if (row.current.some(({ recordType }) => winners.has(recordType))) return undefined;
  const objections = [...winners.values()].map((endpoint) => objectionTo(endpoint, rules));
  return objections.every((objection) => objection !== undefined) ? objections[0] : undefined;
}

/**
 * | the row's other records            | policy                  | decision        |
 * |------------------------------------|-------------------------|-----------------|
 * | one is foreign                     | any                     | OwnerConflict   |
 * | one must go (CNAME against others) | forbids deletions       | PolicyForbids   |
 * | none in the way                    | any                     | Create          |
 *
 * Upstream creates in the second case, and Route 53 then refuses the whole batch.
 */
function planCreate(endpoint: Endpoint, row: Row, leaving: readonly CurrentRecord[], rules: PlanRules): Change {
  const conflict = row.current.map((record) => ownershipCause(record, rules)).find((cause) => cause !== undefined);
  const objection = conflict ?? objectionTo(endpoint, rules);
  if (objection !== undefined) return none(endpoint, objection);
  if (rules.policy !== 'sync' && leaving.some((record) => excludes(record, endpoint))) {
    return none(endpoint, policyForbids(rules, 'Delete'));
  }
  return { action: 'Create', endpoint };
}

const excludes = (left: Endpoint, right: Endpoint): boolean =>
  (left.recordType === 'CNAME') !== (right.recordType === 'CNAME');

function planExisting(endpoint: Endpoint, current: CurrentRecord, rules: PlanRules): Change {
  const conflict = ownershipCause(current, rules);
  if (conflict !== undefined) return none(endpoint, conflict);
  const objection = objectionTo(endpoint, rules);
  const mayRename = rules.policy !== 'create-only' && objection === undefined;
  if (isUpToDate(endpoint, current) && !(mayRename && namesAnother(current, endpoint)))
    return none(endpoint, { code: 'UpToDate' });
  if (objection !== undefined) return none(endpoint, objection);
  if (rules.policy === 'create-only') return none(endpoint, policyForbids(rules, 'Update'));
  return { action: 'Update', endpoint, current };
}

/** A foreign record that nobody here asks for is nobody's news; ours is deleted, or its stay explained. */
function planLeaving(record: CurrentRecord, problem: Cause | undefined, rules: PlanRules): readonly Change[] {
  const conflict = ownershipCause(record, rules);
  if (conflict !== undefined) return isPartlyOurs(record, rules) ? [none(record, conflict)] : [];
  if (problem !== undefined) return [none(record, problem)];
  if (rules.policy === 'sync') return [{ action: 'Delete', endpoint: record }];
  return [none(record, policyForbids(rules, 'Delete'))];
}

const policyForbids = ({ policy }: PlanRules, would: 'Update' | 'Delete'): Cause => ({
  code: 'PolicyForbids',
  policy,
  would,
});

const isPartlyOurs = ({ ownership }: CurrentRecord, { owner }: PlanRules): boolean =>
  ownership.state === 'ambiguous' && ownership.owners.some((each) => each === owner);

/** Why this record must not be touched; undefined when it is ours. */
function ownershipCause({ ownership }: CurrentRecord, { owner }: PlanRules): Cause | undefined {
  if (owner === undefined) return undefined;
  switch (ownership.state) {
    case 'none':
      return { code: 'OwnerConflict', ownOwner: owner };
    case 'ambiguous': {
      const { state: _, ...ambiguity } = ownership;
      return { code: 'RegistryAmbiguous', ...ambiguity };
    }
    case 'owned':
      return ownership.owner === owner ? undefined : { code: 'OwnerConflict', owner: ownership.owner, ownOwner: owner };
  }
}
