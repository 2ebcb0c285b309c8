import { expect, it } from '@jest/globals';
import { batchesOf } from '../../lib/batches.ts';

it.each([
  ['nothing makes no batch', [], []],
  ['what fits is one batch', [1, 2], [[1, 2]]],
  ['the rest is a batch of its own', [1, 2, 3], [[1, 2], [3]]],
])('%s', (_, items, batches) => {
  expect(batchesOf(items, 2)).toEqual(batches);
});
