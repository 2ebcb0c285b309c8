import type { Transaction, Weight } from './transaction.ts';

/** The limits of one ChangeResourceRecordSets (AWS developer guide, "Quotas"). */
export interface BatchLimits {
  readonly elements: number;
  readonly characters: number;
}

/**
 * Packs transactions, which come by rank, into as few batches as first-fit finds. One of a higher rank never goes
 * before what it builds on. A transaction over the limits gets a batch of its own, so that AWS says what is wrong
 * with it.
 */
export function pack(transactions: readonly Transaction[], limits: BatchLimits): readonly (readonly Transaction[])[] {
  const batches: { readonly members: Transaction[]; weight: Weight }[] = [];
  let [rank, firstAllowed] = [0, 0];
  for (const transaction of transactions) {
    if (transaction.rank > rank) [rank, firstAllowed] = [transaction.rank, Math.max(0, batches.length - 1)];
    const batch = batches.slice(firstAllowed).find(({ weight }) => fits(add(weight, transaction.weight), limits));
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
