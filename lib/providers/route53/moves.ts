import type { Verdict } from '../../plan/change.ts';
import type { Transaction } from './transaction.ts';
import type { Verdicts } from './zone-writer.ts';

/** Records that leave a zone because another zone gets their name, each with what comes there. */
export type Departures = ReadonlyMap<Transaction, readonly Transaction[]>;

/**
 * A name that moves to another zone, such as a new child zone beside its parent, would be gone between a deletion in
 * the one and a creation in the other: it leaves the old zone once the new one has it.
 *
 * | in the plan, at one name                     | order                                                     |
 * |----------------------------------------------|-----------------------------------------------------------|
 * | a zone only deletes, another creates         | the deletion is sent after every creation of that name    |
 * | and a creation did not succeed               | the deletion is left for a later run                      |
 * | anything else                                | side by side                                              |
 */
export function departuresAmong(all: readonly Transaction[]): Departures {
  const byName = Map.groupBy(all, ({ dnsName }) => dnsName);
  return new Map(
    all.flatMap((transaction) => {
      const arrivals = isDeparting(transaction) ? (byName.get(transaction.dnsName) ?? []).filter(isArriving) : [];
      return arrivals.length === 0 ? [] : [[transaction, arrivals] as const];
    }),
  );
}

const isDeparting = ({ changes }: Transaction): boolean => changes.every(({ action }) => action === 'Delete');

const isArriving = ({ changes }: Transaction): boolean => changes.some(({ action }) => action === 'Create');

/** Of records that leave, those that have to stay for now, given what became of all that came. */
export function stayingAmong(departures: Departures, arrived: Verdicts): Verdicts {
  const verdicts = new Map(arrived);
  return [...departures].flatMap(([transaction, arrivals]) => {
    const missing = arrivals.find((each) => verdicts.get(each)?.status !== 'Success');
    return missing === undefined ? [] : [[transaction, staysFor(missing)] as const];
  });
}

const staysFor = ({ zone }: Transaction): Verdict => ({
  status: 'Skip',
  cause: {
    code: 'Deferred',
    problem: `the name moves to the hosted zone ${zone.name} (${zone.id}), where its record could not be made yet`,
  },
});
