import type { Cause } from '../../endpoint/cause.ts';
import { sameTargets } from '../../endpoint/targets.ts';
import type { Change, CurrentRecord, WriteChange } from '../change.ts';
import { isWrite, withhold } from '../change.ts';
import { rowKey } from '../row.ts';
import type { Guard } from './guard.ts';

/** A part of the cluster that this run did not see: a source, or one namespace of it. */
export interface Absence {
  readonly source: string;
  /** Only this namespace was not seen. */
  readonly namespace?: string;
  /** Only this namespace was seen. */
  readonly exceptNamespace?: string;
  /** `SourceUnavailable` when it failed, `Deferred` when the run was told not to look. */
  readonly cause: Cause;
}

/** Which source, and which namespace of it, a `resource` label speaks of; undefined for labels nobody writes. */
export type LabelOrigin = (resource: string) => { readonly source: string; readonly namespace?: string } | undefined;

/**
 * An object that was not seen may still ask for its record, so what only its absence explains is withheld:
 *
 * | change of a record whose object may be unseen | decision                                   |
 * |-----------------------------------------------|--------------------------------------------|
 * | Delete                                        | withheld                                   |
 * | Update that takes targets away                | withheld                                   |
 * | Update that moves it to another object        | withheld: the name is held                 |
 * | Create of another type at its name            | withheld: the name is held                 |
 * | Delete in a row where a Create is withheld    | withheld: nothing would come in its place  |
 * | Update that only adds targets or changes TTL  | goes ahead                                 |
 *
 * A record without a label, or with a label that no source writes, may belong to any absent source. One that is only
 * now taken over (`--adopt`) belonged to none.
 */
export const gateAbsences: Guard = (changes, { owned, adopted, absences, originOf }) => {
  if (absences.length === 0) return changes;
  const explain = (record: CurrentRecord) =>
    adopted.includes(record) ? undefined : absenceOf(record, absences, originOf);
  const held = heldRows(owned, explain);
  const growing = new Set(changes.filter(({ action }) => action === 'Create').map(({ endpoint }) => rowKey(endpoint)));
  return changes.map((change) => {
    const row = rowKey(change.endpoint);
    const rowCause = growing.has(row) ? held.get(row) : undefined;
    const cause = isWrite(change) ? gate(change, explain, rowCause) : undefined;
    return cause === undefined ? change : withhold(change, cause);
  });
};

const heldRows = (
  owned: readonly CurrentRecord[],
  explain: (record: CurrentRecord) => Cause | undefined,
): ReadonlyMap<string, Cause> =>
  new Map(
    owned.flatMap((record) => {
      const cause = explain(record);
      return cause === undefined ? [] : [[rowKey(record), cause] as const];
    }),
  );

/** `rowCause`: why a row that is to grow must not. */
function gate(
  change: WriteChange,
  explain: (record: CurrentRecord) => Cause | undefined,
  rowCause: Cause | undefined,
): Cause | undefined {
  switch (change.action) {
    case 'Create':
      return rowCause;
    case 'Delete':
      return explain(change.endpoint) ?? rowCause;
    case 'Update':
      return losesTargets(change) || changesHands(change) ? explain(change.current) : undefined;
  }
}

type Update = Extract<Change, { action: 'Update' }>;

const losesTargets = ({ endpoint, current }: Update): boolean =>
  current.targets.some(
    (target) => !endpoint.targets.some((kept) => sameTargets(endpoint.recordType, [kept], [target])),
  );

const changesHands = ({ endpoint, current }: Update): boolean =>
  current.labels['resource'] !== endpoint.labels['resource'];

function absenceOf(record: CurrentRecord, absences: readonly Absence[], originOf: LabelOrigin): Cause | undefined {
  const resource = record.labels['resource'];
  const origin = resource === undefined ? undefined : originOf(resource);
  if (origin === undefined) return absences[0]?.cause;
  return absences.find((absence) => absence.source === origin.source && covers(absence, origin.namespace))?.cause;
}

/** Objects outside namespaces are seen, or not, whatever the namespace. */
function covers({ namespace: unseen, exceptNamespace: seen }: Absence, namespace: string | undefined): boolean {
  if (unseen === undefined && seen === undefined) return true;
  if (namespace === undefined) return false;
  return unseen === undefined ? seen !== namespace : unseen === namespace;
}
