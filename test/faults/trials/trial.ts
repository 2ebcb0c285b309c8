import type { Arena, Call } from '../arena.ts';
import { type Chaos, calm } from '../chaos.ts';
import type { HerdState } from '../herd.ts';
import type { Sight } from '../invariants/sight.ts';
import { type HeldSet, heldText, ours } from '../snapshot.ts';
import type { StepRecord } from '../step-record.ts';

/**
 * One danger alone, which meets a world once everything is in place: no other guard hides one that is missing. What
 * every step is held to holds here too.
 */
export interface Trial {
  /** Sources that the danger needs. */
  readonly sources?: readonly string[];
  readonly herd?: HerdState;
  readonly chaos?: Partial<Chaos>;
  readonly call?: Call;
  /** Before everything is put in place. */
  readonly furnish?: (arena: Arena) => void;
  /** When everything is in place; returns what takes the danger away again. */
  readonly strike?: (arena: Arena) => () => void;
  /** What only this danger can break, one sentence each. */
  readonly broken?: (arena: Arena, step: StepRecord) => readonly string[];
}

/** No chaos, with the patience of a run under chaos. */
export const chaosOf = (trial: Trial): Chaos => ({ ...calm, ...trial.chaos });

/** What takes nothing away. */
export const nothing = (): void => undefined;

/** Records of ours that a step took away, of those that the selection keeps. */
export const missing = (
  { strangers }: Pick<Sight, 'strangers'>,
  { before, after }: StepRecord,
  select: (set: HeldSet) => boolean = () => true,
): readonly HeldSet[] => {
  const left = new Set(after.map(({ key }) => key));
  return ours(before, strangers).records.filter((each) => select(each) && !left.has(each.key));
};

/** A sentence for each record at these names that a step took away. */
export const mustStay =
  (why: string, ...names: readonly string[]) =>
  (arena: Pick<Sight, 'strangers'>, step: StepRecord): readonly string[] =>
    missing(arena, step, ({ name }) => names.includes(name)).map(
      (each) => `a record was deleted although ${why}: ${heldText(each)}`,
    );

/** A sentence where a step changed anything in DNS. */
export const mustBeStill =
  (why: string) =>
  (_: unknown, { before, after }: StepRecord): readonly string[] =>
    before.map(({ text }) => text).join() === after.map(({ text }) => text).join()
      ? []
      : [`DNS was changed although ${why}`];
