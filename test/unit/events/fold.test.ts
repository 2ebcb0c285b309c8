import { describe, expect, it } from '@jest/globals';
import { inLists } from '../../../lib/events/fold.ts';

const listsOf = (texts: readonly string[], maxBytes: number) =>
  inLists(
    texts.map((text) => ({ text })),
    maxBytes,
    '; ',
  ).map((list) => list.map(({ text }) => text).join('; '));

describe('lists of so many bytes', () => {
  it.each<readonly [string, readonly string[], number, readonly string[]]>([
    ['hold what just fits', ['abc', 'de'], 7, ['abc; de']],
    ['hold no byte more', ['abc', 'de'], 6, ['abc', 'de']],
    ['count bytes, not characters', ['abc', 'dü'], 7, ['abc', 'dü']],
    ['count all that they hold', ['a', 'b', 'c', 'd', 'e'], 7, ['a; b; c', 'd; e']],
    ['are as long as one entry that is longer', ['abc', 'defghijkl', 'm'], 7, ['abc', 'defghijkl', 'm']],
    ['are none of nothing', [], 7, []],
  ])('%s', (_, texts, maxBytes, lists) => {
    expect(listsOf(texts, maxBytes)).toEqual(lists);
  });
});
