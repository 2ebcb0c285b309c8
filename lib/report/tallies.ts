import type { CauseCode } from '../endpoint/cause.ts';
import { isProblem } from '../events/event-kind.ts';
import type { ChangeResult } from '../plan/change.ts';

/** Records or names by their type. */
export type CountByType = Readonly<Record<string, number>>;

/** What a run left undone that it was asked for. */
export interface Undone {
  /** Refused by the provider, or waiting for a person to mend the object; held ones aside. */
  readonly failing: number;
  /** Deletions and adoptions that wait for an approval. */
  readonly held: number;
  /** Left to the next run. */
  readonly deferred: number;
}

/** How the outcomes of a run divide by record type. */
export interface TypeTallies {
  /** What is asked for. */
  readonly source: CountByType;
  /** Asked for, and there already. */
  readonly verified: CountByType;
  /** What became of it, such as `{ A: { created: 2, upToDate: 7 } }`. */
  readonly outcomes: Readonly<Record<string, CountByType>>;
}

const heldCauses: ReadonlySet<CauseCode | undefined> = new Set(['DeletionsHeld', 'AdoptionHeld']);

/** Why it was not done, where nothing was tried. */
export const causeOf = (outcome: ChangeResult): CauseCode | undefined =>
  outcome.status === 'Skip' ? outcome.cause.code : undefined;

const isHeld = (outcome: ChangeResult): boolean => heldCauses.has(causeOf(outcome));

/** Counts what was left undone. */
export const undoneOf = (outcomes: readonly ChangeResult[]): Undone => ({
  failing: outcomes.filter((outcome) => isProblem(outcome) && !isHeld(outcome)).length,
  held: outcomes.filter(isHeld).length,
  deferred: outcomes.filter((outcome) => causeOf(outcome) === 'Deferred').length,
});

/** The type of names that never came to a record. */
const noType = 'none';

const typeOf = ({ change }: ChangeResult): string => change.endpoint.recordType ?? noType;

/** Counts outcomes by record type. */
export const tallyTypes = (outcomes: readonly ChangeResult[]): TypeTallies => ({
  source: countBy(outcomes.filter(isAskedFor), typeOf),
  verified: countBy(outcomes.filter(isInPlace), typeOf),
  outcomes: Object.fromEntries(
    [...Map.groupBy(outcomes, typeOf)].map(([type, ofType]) => [type, countBy(ofType, outcomeName)]),
  ),
});

/** Whether an object asks for it; what has an owner and is not asked for was found in DNS. */
export const isAskedFor = ({ change }: ChangeResult): boolean =>
  change.action !== 'Delete' && !('ownership' in change.endpoint);

const isInPlace = (outcome: ChangeResult): boolean =>
  outcome.change.action === 'Update' || causeOf(outcome) === 'UpToDate';

const successes = { Create: 'created', Update: 'updated', Delete: 'deleted', None: 'skipped' } as const;

/** What became of a record or a wish, as reports and metrics count it. */
export type OutcomeName = 'created' | 'updated' | 'deleted' | 'failed' | 'skipped' | 'upToDate';

/** Each outcome has one name. */
export function outcomeName(outcome: ChangeResult): OutcomeName {
  switch (outcome.status) {
    case 'Success':
      return successes[outcome.change.action];
    case 'Failed':
      return 'failed';
    case 'Skip':
      return outcome.cause.code === 'UpToDate' ? 'upToDate' : 'skipped';
  }
}

/** How many there are of each. */
export const countBy = <Item>(items: readonly Item[], nameOf: (item: Item) => string): CountByType =>
  Object.fromEntries([...Map.groupBy(items, nameOf)].map(([name, group]) => [name, group.length]));
