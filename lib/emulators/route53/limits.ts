import { type Change, type RecordSet, valuesOf } from './record-set.ts';

/** Quotas of the service (developer guide, "Quotas"); elements and characters of an UPSERT count twice. */
export const limits = {
  changesPerBatch: 4000,
  elementsPerBatch: 1000,
  charactersPerBatch: 32000,
  valuesPerSet: 400,
  setsPerNameAndType: 100,
  recordSetsPerZone: 10000,
  zonesPerAccount: 500,
  recordSetsPerPage: 300,
  zonesPerPage: 100,
  tagResourcesPerCall: 10,
  zoneIdCharacters: 32,
} as const;

const weight = (change: Change): number => (change.Action === 'UPSERT' ? 2 : 1);

/** ResourceRecord elements; an alias counts as one. */
const elements = (set: RecordSet): number => (set.AliasTarget === undefined ? valuesOf(set).length : 1);

const characters = (set: RecordSet): number => valuesOf(set).reduce((sum, value) => sum + [...value].length, 0);

const total = (changes: readonly Change[], measure: (set: RecordSet) => number): number =>
  changes.reduce((sum, change) => sum + weight(change) * measure(change.ResourceRecordSet), 0);

/** The limits that a batch as a whole breaks, in the service's words. */
export function batchLimitProblems(changes: readonly Change[]): readonly string[] {
  const { changesPerBatch, elementsPerBatch, charactersPerBatch } = limits;
  return [
    ...(changes.length > changesPerBatch ? [`Cannot have more than ${changesPerBatch} changes in a batch.`] : []),
    ...(total(changes, elements) > elementsPerBatch
      ? [`Number of records limit of ${elementsPerBatch} exceeded.`]
      : []),
    ...(total(changes, characters) > charactersPerBatch
      ? [`RDATA character limit of ${charactersPerBatch} exceeded.`]
      : []),
  ];
}
