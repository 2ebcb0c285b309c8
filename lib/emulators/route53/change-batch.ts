import { groupsOf } from '../../groups.ts';
import { checkShape } from './change-shape.ts';
import { ZoneDraft } from './draft.ts';
import { invalidChangeBatch } from './errors.ts';
import { batchLimitProblems, limits } from './limits.ts';
import { nameInMessages, parseName, problemText } from './name.ts';
import { placementProblems } from './placement.ts';
import { type Change, describeSet, hasSameContent, type RecordSet } from './record-set.ts';
import { weightedTtlProblems } from './routing.ts';
import { valueProblems } from './values.ts';
import type { HostedZone } from './zone.ts';

/** Quotas that an account can have raised. */
export interface ZoneQuota {
  readonly recordSetsPerZone: number;
}

/**
 * Applies a batch, wholly or not at all. Changes take effect one after another, so a DELETE makes room for the CREATE
 * behind it; problems of all of them are collected.
 * @throws Route53Error InvalidInput for a change with a wrong set of fields, InvalidChangeBatch for everything else.
 */
export function applyBatch(zone: HostedZone, changes: readonly Change[], quota: ZoneQuota): void {
  checkShape(changes);
  refuse(batchLimitProblems(changes));
  const draft = new ZoneDraft(zone);
  const stored = changes.map((change) => toStored(change));
  refuse(contradictoryChanges(stored.map(({ change }) => change)));
  const problems = stored.flatMap(({ change, problems }) =>
    problems.length > 0 ? problems : applyChange(draft, change),
  );
  refuse(problems);
  refuse([
    ...finalProblems(
      draft,
      stored.map(({ change }) => change),
    ),
    ...quotaProblems(draft, quota),
  ]);
  draft.commit();
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw invalidChangeBatch([...new Set(problems)]);
}

interface StoredChange {
  readonly change: Change;
  readonly problems: readonly string[];
}

/** Brings the names of a change into stored form, and says what is wrong with them and with the values. */
function toStored(change: Change): StoredChange {
  const { ResourceRecordSet: set, Action } = change;
  const name = parseName(set.Name);
  const alias = set.AliasTarget === undefined ? undefined : parseName(set.AliasTarget.DNSName ?? '');
  const malformed = [name, alias].flatMap((result) =>
    result && 'problem' in result ? [problemText(result.problem)] : [],
  );
  const problems = [...malformed, ...(Action === 'DELETE' ? [] : valueProblems(set, limits.valuesPerSet))];
  return { change: { Action, ResourceRecordSet: withStoredNames(set) }, problems };
}

function withStoredNames(set: RecordSet): RecordSet {
  const Name = nameInMessages(set.Name);
  if (set.AliasTarget === undefined) return { ...set, Name };
  return { ...set, Name, AliasTarget: { ...set.AliasTarget, DNSName: nameInMessages(set.AliasTarget.DNSName ?? '') } };
}

const setKey = ({ Name, Type, SetIdentifier }: RecordSet): string => JSON.stringify([Name, Type, SetIdentifier]);

/** One set may be changed once, or deleted and created again in this order. */
function contradictoryChanges(changes: readonly Change[]): readonly string[] {
  return groupsOf(changes, ({ ResourceRecordSet: set }) => setKey(set))
    .filter((group) => group.length > 1 && group.map(({ Action }) => Action).join() !== 'DELETE,CREATE')
    .map(
      ([{ ResourceRecordSet: set }]) =>
        `The request contains an invalid set of changes for a resource record set '${set.Type} ${set.Name}'`,
    );
}

/** Puts one change into the draft; returns what forbids it, in which case the draft stays as it was. */
function applyChange(draft: ZoneDraft, { Action, ResourceRecordSet: set }: Change): readonly string[] {
  switch (Action) {
    case 'CREATE':
      if (draft.find(set) === undefined) return place(draft, set);
      return [`Tried to create resource record set ${describeSet(set)} but it already exists`];
    case 'UPSERT':
      return place(draft, set);
    case 'DELETE':
      return remove(draft, set);
  }
}

function place(draft: ZoneDraft, set: RecordSet): readonly string[] {
  const problems = placementProblems(draft, set);
  if (problems.length === 0) draft.put(set);
  return problems;
}

function remove(draft: ZoneDraft, set: RecordSet): readonly string[] {
  const found = draft.find(set);
  const tried = `Tried to delete resource record set ${describeSet(set)} but`;
  if (found === undefined) return [`${tried} it was not found`];
  if (!hasSameContent(found, set)) return [`${tried} the values provided do not match the current values`];
  draft.remove(set);
  return [];
}

/** What must hold once all changes are in. */
function finalProblems(draft: ZoneDraft, changes: readonly Change[]): readonly string[] {
  const apex = draft.at(draft.zone.facts.name).map((set) => set.Type);
  const kept = changes.filter(({ Action }) => Action !== 'DELETE').map((change) => change.ResourceRecordSet);
  return [
    ...(apex.includes('SOA') ? [] : ['A HostedZone must contain exactly one SOA record.']),
    ...(apex.includes('NS') ? [] : ['A HostedZone must contain at least one NS record for the zone itself.']),
    ...kept.flatMap((set) => weightedTtlProblems(draft, set)),
  ];
}

const quotaProblems = (draft: ZoneDraft, { recordSetsPerZone: limit }: ZoneQuota): readonly string[] =>
  draft.size > Math.max(limit, draft.zone.size)
    ? [`Exceeded limit on number of RRSets in zone ${draft.zone.facts.name}`]
    : [];
