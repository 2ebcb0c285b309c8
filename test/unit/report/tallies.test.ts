import { describe, expect, it } from '@jest/globals';
import { tallyTypes, undoneOf } from '../../../lib/report/tallies.ts';
import { causes, created, deleted, failed, held, skipped, updated } from '../events/result-fixture.ts';

describe('what a run left undone', () => {
  it.each([
    ['a record that was made', created(), { failing: 0, held: 0, deferred: 0 }],
    ['one that the provider refused', failed(), { failing: 1, held: 0, deferred: 0 }],
    ['a name that a person has to mend', skipped(causes.InvalidName), { failing: 1, held: 0, deferred: 0 }],
    ['a held deletion', skipped(causes.DeletionsHeld, held()), { failing: 0, held: 1, deferred: 0 }],
    ['a held adoption', skipped(causes.AdoptionHeld), { failing: 0, held: 1, deferred: 0 }],
    ['what the next run does', skipped(causes.Deferred), { failing: 0, held: 0, deferred: 1 }],
    ['what another instance serves', skipped(causes.DomainFiltered), { failing: 0, held: 0, deferred: 0 }],
    ['what is up to date', skipped(causes.UpToDate), { failing: 0, held: 0, deferred: 0 }],
  ])('counts %s', (_, outcome, undone) => {
    expect(undoneOf([outcome])).toEqual(undone);
  });
});

describe('the outcomes by record type', () => {
  it('are what is asked for, what is in place, and what became of it', () => {
    const outcomes = [
      created(),
      created({ recordType: 'CNAME' }),
      updated,
      deleted,
      failed(),
      skipped(causes.UpToDate),
      skipped(causes.InvalidName, { dnsName: 'a b', targets: [], refs: [] }),
    ];
    expect(tallyTypes(outcomes)).toEqual({
      source: { A: 4, CNAME: 1, none: 1 },
      verified: { A: 2 },
      outcomes: {
        A: { created: 1, updated: 1, deleted: 1, failed: 1, upToDate: 1 },
        CNAME: { created: 1 },
        none: { skipped: 1 },
      },
    });
  });
});
