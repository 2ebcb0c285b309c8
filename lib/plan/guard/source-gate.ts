import type { Cause } from '../../endpoint/cause.ts';
import { sameTargets } from '../../endpoint/targets.ts';
import type { Change, CurrentRecord, WriteChange } from '../change.ts';
import { isWrite, withhold } from '../change.ts';
import { rowKey } from '../row.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A part of the cluster that this run did not see: a source, or one namespace of it. */
export interface UnseenPart {
  readonly source: string;
  /** Only this namespace was not seen. */
  readonly namespace?: string;
  /** Only this namespace was seen. */
  readonly exceptNamespace?: string;
}

/** What was not seen in this run, and is in another: it failed, or a payload said not to look. */
export interface Absence extends UnseenPart {
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
export const gateAbsences: Guard = (changes, input) => {
  const explained = explainedBy(input.absences, changes, input);
  return changes.map((change) => {
    const absence = explained.get(change);
    return absence === undefined ? change : withhold(change, absence.cause);
  });
};

type Sight = Pick<GuardInput, 'owned' | 'adopted' | 'originOf'>;

/** The writes that only these unseen parts explain, each with the part. */
export function explainedBy<Part extends UnseenPart>(
  parts: readonly Part[],
  changes: readonly Change[],
  { owned, adopted, originOf }: Sight,
): ReadonlyMap<Change, Part> {
  if (parts.length === 0) return new Map();
  const explain = (record: CurrentRecord) =>
    adopted.includes(record) ? undefined : unseenPartOf(record, parts, originOf);
  const held = heldRows(owned, explain);
  const growing = new Set(changes.filter(({ action }) => action === 'Create').map(({ endpoint }) => rowKey(endpoint)));
  return new Map(
    changes.filter(isWrite).flatMap((change) => {
      const row = rowKey(change.endpoint);
      const part = gate(change, explain, growing.has(row) ? held.get(row) : undefined);
      return part === undefined ? [] : [[change, part] as const];
    }),
  );
}

const heldRows = <Part>(
  owned: readonly CurrentRecord[],
  explain: (record: CurrentRecord) => Part | undefined,
): ReadonlyMap<string, Part> =>
  new Map(
    owned.flatMap((record) => {
      const part = explain(record);
      return part === undefined ? [] : [[rowKey(record), part] as const];
    }),
  );

/** `ofRow`: why a row that is to grow must not. */
function gate<Part>(
  change: WriteChange,
  explain: (record: CurrentRecord) => Part | undefined,
  ofRow: Part | undefined,
): Part | undefined {
  switch (change.action) {
    case 'Create':
      return ofRow;
    case 'Delete':
      return explain(change.endpoint) ?? ofRow;
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

/** The unseen part that the object of a record may be in. */
export function unseenPartOf<Part extends UnseenPart>(
  { labels }: CurrentRecord,
  parts: readonly Part[],
  originOf: LabelOrigin,
): Part | undefined {
  const resource = labels['resource'];
  const origin = resource === undefined ? undefined : originOf(resource);
  if (origin === undefined) return parts[0];
  return parts.find((part) => part.source === origin.source && covers(part, origin.namespace));
}

/** Objects outside namespaces are seen, or not, whatever the namespace. */
function covers({ namespace: unseen, exceptNamespace: seen }: UnseenPart, namespace: string | undefined): boolean {
  if (unseen === undefined && seen === undefined) return true;
  if (namespace === undefined) return false;
  return unseen === undefined ? seen !== namespace : unseen === namespace;
}
