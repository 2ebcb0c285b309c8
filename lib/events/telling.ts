import type { ObjectReference, RecordType } from '../endpoint/endpoint.ts';
import { recordTypes } from '../endpoint/endpoint.ts';
import type { Group } from '../groups.ts';
import type { ChangeResult } from '../plan/change.ts';
import type { EventKind } from './event.ts';
import type { Farewell } from './farewell.ts';

/** What one sentence tells one object: outcomes of one name that differ in the record type at most. */
export interface Telling {
  readonly regarding: ObjectReference;
  readonly kind: EventKind;
  readonly results: Group<ChangeResult>;
  /** Of deletions. */
  readonly farewell: Farewell;
}

/** The record types of results, each once, in a fixed order. */
export const typesOf = (results: readonly ChangeResult[]): readonly RecordType[] =>
  recordTypes.filter((type) => results.some(({ change }) => change.endpoint.recordType === type));

/** Tells objects apart, also those made anew under an old name. */
export const objectKey = ({ source, kind, namespace, name, uid }: ObjectReference): string =>
  JSON.stringify([source, kind, namespace, name, uid]);
