import type { Transaction, Weight } from './transaction.ts';

/** The limits of one ChangeResourceRecordSets (AWS developer guide, "Quotas"). */
export interface BatchLimits {
  readonly elements: number;
  readonly characters: number;
}

/**
 * Packs transactions into as few batches as first-fit finds, in their order as far as that goes. A transaction over
 * the limits gets a batch of its own, so that AWS says what is wrong with it.
 */
export function pack(transactions: readonly Transaction[], limits: BatchLimits): readonly (readonly Transaction[])[] {
  const batches: { readonly members: Transaction[]; weight: Weight }[] = [];
  let firstOpen = 0;
  for (const transaction of transactions) {
    while (batches[firstOpen] !== undefined && isFull(batches[firstOpen]?.weight, limits)) firstOpen += 1;
    const batch = batches.slice(firstOpen).find(({ weight }) => fits(add(weight, transaction.weight), limits));
    if (batch === undefined) batches.push({ members: [transaction], weight: transaction.weight });
    else {
      batch.members.push(transaction);
      batch.weight = add(batch.weight, transaction.weight);
    }
  }
  return batches.map(({ members }) => members);
}

const add = (left: Weight, right: Weight): Weight => ({
  elements: left.elements + right.elements,
  characters: left.characters + right.characters,
});

const fits = (weight: Weight, limits: BatchLimits): boolean =>
  weight.elements <= limits.elements && weight.characters <= limits.characters;

/** Nothing that is worth writing is smaller than this: a record of one short value and its row. */
const smallest: Weight = { elements: 1, characters: 1 };

const isFull = (weight: Weight | undefined, limits: BatchLimits): boolean =>
  weight !== undefined && !fits(add(weight, smallest), limits);
