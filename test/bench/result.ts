import { type Measures, measureNames } from './bench-case.ts';

/** One case at one size, summed up. */
export interface BenchResult {
  readonly case: string;
  readonly size: number;
  readonly unit: string;
  readonly rounds: number;
  /** Medians. */
  readonly ours: Measures;
  readonly limits: Measures;
  /** Ours by the limit: 1 is as good as it can be, or as it is promised. */
  readonly toLimit: Measures;
  readonly peer?: Measures;
  /** Ours by the peer's: below 1 we need less. */
  readonly toPeer?: Measures;
  /** Of the rounds in which the peer did not do everything. */
  readonly peerProblems?: readonly string[];
  /** The fewest batches that hold every record that is sound (poison alone). */
  readonly minimum?: number;
}

/** The median of each measure that every round has. */
export function medians(rounds: readonly Measures[]): Measures {
  return Object.fromEntries(
    measureNames.flatMap((name) => {
      const values = rounds.map((round) => round[name]).filter((value) => value !== undefined);
      return values.length < rounds.length || values.length === 0 ? [] : [[name, median(values)]];
    }),
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return (low + high) / 2;
}

/** Each measure by another's; nothing by nothing is 1. */
export function ratios(measures: Measures, to: Measures): Measures {
  return Object.fromEntries(
    measureNames.flatMap((name) => {
      const [ours, theirs] = [measures[name], to[name]];
      if (ours === undefined || theirs === undefined) return [];
      if (theirs === 0) return ours === 0 ? [[name, 1]] : [];
      return [[name, ours / theirs]];
    }),
  );
}
