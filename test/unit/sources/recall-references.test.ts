import { describe, expect, it } from '@jest/globals';
import type { CurrentRecord } from '../../../lib/plan/change.ts';
import { type Recall, recallReferences } from '../../../lib/sources/recall-references.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';
import { runObject } from '../../support/source-fixture.ts';
import { record } from '../../support/zone-records.ts';

const living = serviceReference('web', 'uid-web');
const known: Recall = { objects: [living], runObject, owners: ['me', 'old', undefined] };

const labelled = (resource: string, owner: string | undefined = 'me'): CurrentRecord =>
  record(owner, { labels: { resource }, refs: [] });

const recalled = (current: CurrentRecord) => recallReferences([current], known)[0]?.refs;

describe('recallReferences', () => {
  it('finds the uid of an object that is there', () => {
    expect(recalled(labelled('service/shop/web'))).toEqual([living]);
  });

  it('names an object that is gone without uid', () => {
    const { uid: _, ...gone } = serviceReference('gone', 'uid-gone');
    expect(recalled(labelled('service/shop/gone'))).toEqual([gone]);
  });

  it.each([
    ['connector/a.ex.com', 'connector'],
    ['connector/service/shop/web', 'connector'],
    ['cloudfoundry/*.ex.com', 'cloudfoundry'],
  ])('leads %s to the object of the run', (label, source) => {
    expect(recalled(labelled(label))).toEqual([{ ...runObject, source }]);
  });

  it('leads the records of an owner that is migrated from to the object of the run', () => {
    expect(recalled(labelled('connector/a.ex.com', 'old'))).toEqual([{ ...runObject, source: 'connector' }]);
  });

  it.each([
    ['of another owner, whose Lease is another', labelled('connector/a.ex.com', 'stranger')],
    ['without a label', record('me', { labels: {}, refs: [] })],
    ['with a label that no source writes', labelled('mystery/shop/web')],
  ])('gives nobody to a record %s', (_, current) => {
    expect(recalled(current)).toEqual([]);
  });
});
