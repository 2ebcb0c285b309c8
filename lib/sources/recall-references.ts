import type { ObjectReference } from '../endpoint/endpoint.ts';
import type { CurrentRecord } from '../plan/change.ts';
import { type LabelWriter, referenceFromLabel } from './index.ts';
import type { RunObject } from './source.ts';

/** What is known of the objects that records may belong to. */
export interface Recall {
  /** Every object read. */
  readonly objects: readonly ObjectReference[];
  readonly runObject: RunObject;
  /** Of labels that no source declares. */
  readonly found?: readonly LabelWriter[];
  /** Whose records the run object speaks for. */
  readonly owners: readonly (string | undefined)[];
}

/**
 * Gives records that were read from DNS the references of their objects again: the ownership label says which object
 * it was, and what was read of the cluster knows its uid while it is there. So deletions reach their object too.
 */
export function recallReferences(
  records: readonly CurrentRecord[],
  { objects, runObject, owners, found = [] }: Recall,
): readonly CurrentRecord[] {
  const living = new Map(objects.map((ref) => [identity(ref), ref] as const));
  return records.map((record) => {
    const label = record.labels['resource'];
    const ours = record.ownership.state === 'owned' && owners.includes(record.ownership.owner);
    // Another owner's Lease is another object, which this cluster need not have.
    const ref = label === undefined ? undefined : referenceFromLabel(label, ours ? runObject : undefined, found);
    return ref === undefined ? record : { ...record, refs: [living.get(identity(ref)) ?? ref] };
  });
}

const identity = ({ source, kind, namespace, name }: ObjectReference): string =>
  [source, kind, namespace ?? '', name].join('/');
