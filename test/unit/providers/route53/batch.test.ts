import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pack } from '../../../../lib/providers/route53/batch.ts';
import type { Transaction } from '../../../../lib/providers/route53/transaction.ts';
import { publicZone } from './zone-fixture.ts';

const limits = { elements: 10, characters: 100 };

const weighing = (elements: number, characters = 1, rank = 0): Transaction => ({
  zone: publicZone(),
  dnsName: `${elements}.example.org`,
  changes: [],
  operations: [],
  weight: { elements, characters },
  rank,
});

const elementsOf = (batches: readonly (readonly Transaction[])[]): readonly (readonly number[])[] =>
  batches.map((batch) => batch.map(({ weight }) => weight.elements));

describe('packing', () => {
  it.each([
    ['nothing makes no batch', [], []],
    ['what fits exactly shares a batch', [weighing(5), weighing(5)], [[5, 5]]],
    ['one element too many opens another', [weighing(5), weighing(6)], [[5], [6]]],
    ['one character too many opens another', [weighing(1, 50), weighing(2, 51)], [[1], [2]]],
    ['a small one fills a gap of an earlier batch', [weighing(6), weighing(9), weighing(4)], [[6, 4], [9]]],
    ['one over the limits stands alone', [weighing(11), weighing(1)], [[11], [1]]],
    ['what builds on others is never put before them', [weighing(6), weighing(9), weighing(4, 1, 1)], [[6], [9], [4]]],
    ['what builds on others may share their batch', [weighing(6), weighing(4, 1, 1)], [[6, 4]]],
  ])('%s', (_, transactions, expected) => {
    expect(elementsOf(pack(transactions, limits))).toEqual(expected);
  });

  it('loses nothing, repeats nothing, and keeps to the limits', () => {
    const transaction = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 120 }))
      .map(([elements, characters]) => weighing(elements, characters));
    fc.assert(
      fc.property(fc.array(transaction), (transactions) => {
        const batches = pack(transactions, limits);
        expect(new Set(batches.flat())).toEqual(new Set(transactions));
        expect(batches.flat()).toHaveLength(transactions.length);
        for (const batch of batches.filter(({ length }) => length > 1)) {
          expect(batch.reduce((sum, { weight }) => sum + weight.elements, 0)).toBeLessThanOrEqual(limits.elements);
          expect(batch.reduce((sum, { weight }) => sum + weight.characters, 0)).toBeLessThanOrEqual(limits.characters);
        }
      }),
    );
  });
});
