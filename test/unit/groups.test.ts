import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupsOf } from '../../lib/groups.ts';

it('groups stand in the order of their first items, and items in their own', () => {
  const words = ['apple', 'bean', 'avocado', 'corn', 'beet'];
  expect(groupsOf(words, (word) => word.charAt(0))).toEqual([['apple', 'avocado'], ['bean', 'beet'], ['corn']]);
});

it('each item is in the one group of its key, and no group is empty', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (items) => {
      const groups = groupsOf(items, String);
      expect(groups.map(([first]) => first)).toEqual([...new Set(items)]);
      expect(groups).toEqual(groups.map(([first]) => items.filter((item) => item === first)));
    }),
  );
});
