import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sortByKeys } from '../../../lib/endpoint/sort-by-keys.ts';

const sort = (items: readonly string[], second: (item: string) => string = (item) => item) =>
  sortByKeys(items, (item) => item.slice(0, 1), second);

describe('sorting by two keys', () => {
  it('looks at the second key where the first is shared', () => {
    expect(sort(['b2', 'a2', 'b1', 'a1'])).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  it('never makes the second key of an item whose first is its own', () => {
    const asked: string[] = [];
    sort(['c', 'a1', 'b', 'a2'], (item) => {
      asked.push(item);
      return item;
    });
    expect(new Set(asked)).toEqual(new Set(['a1', 'a2']));
  });

  it('gives one order whatever the order that it is given', () => {
    const shuffled = fc
      .uniqueArray(fc.string())
      .chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })));
    fc.assert(fc.property(shuffled, ([items, others]) => expect(sort(others)).toEqual(sort(items))));
  });
});
