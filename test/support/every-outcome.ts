import type { ObjectReference } from '../../lib/endpoint/endpoint.ts';
import type { ChangeResult } from '../../lib/plan/change.ts';
import { causes, created, deleted, failed, placed, skipped, updated } from '../unit/events/result-fixture.ts';

const asked =
  (refs: readonly ObjectReference[]) =>
  (result: ChangeResult): ChangeResult => {
    const { change } = result;
    switch (change.action) {
      case 'None':
        return { ...result, change: { ...change, endpoint: { ...change.endpoint, refs } } };
      case 'Delete':
        return { ...result, change: { ...change, endpoint: { ...change.endpoint, refs } } };
      case 'Create':
        return { ...result, change: { ...change, endpoint: { ...change.endpoint, refs } } };
      case 'Update':
        return { ...result, change: { ...change, endpoint: { ...change.endpoint, refs } } };
    }
  };

const winner = placed({ dnsName: 'won.example.org' });

/** An outcome of every row of the event table and of every cause, each asked for by these objects. */
export const everyOutcome = (...refs: readonly ObjectReference[]): readonly ChangeResult[] =>
  [
    created(),
    updated,
    deleted,
    failed(),
    ...Object.values(causes).map((cause) => skipped(cause, placed({ dnsName: `${cause.code}.example.org` }))),
  ].map(asked(refs));

/** Names of one object in such a number that they are told in lists. */
export const manyOutcomes = (ref: ObjectReference): readonly ChangeResult[] =>
  Array.from({ length: 500 }, (_, index) =>
    skipped(causes.NoTargets, placed({ dnsName: `n${index}.example.org` })),
  ).map(asked([ref]));

/** Outcomes that strain the API server's validation: long, multi-byte and nameless ones, and a fold of 500. */
export const strainingOutcomes = (ref: ObjectReference): readonly ChangeResult[] =>
  [
    created({ dnsName: `${'ü'.repeat(60)}.example.org`, targets: Array(400).fill('bücher.example.net') }),
    created({ recordType: 'TXT', targets: [`"${'🙂'.repeat(990)}"`] }),
    skipped(causes.InvalidObject, { dnsName: '', targets: [], refs: [] }),
    skipped(causes.InvalidName, { dnsName: 'a\u0000b "c"\n', targets: [], refs: [] }),
    failed({}, `User: arn:aws:iam::123456789012:user/x ${'é'.repeat(2000)}`),
  ]
    .map(asked([ref]))
    .concat(manyOutcomes(ref));

/** A conflict of which both sides learn. */
export const conflict = (won: ObjectReference, lost: ObjectReference): readonly ChangeResult[] => [
  skipped(causes.UpToDate, { ...winner, refs: [won] }),
  skipped({ code: 'RecordConflict', winner: { ...winner, refs: [won] } }, { ...winner, refs: [lost] }),
];
