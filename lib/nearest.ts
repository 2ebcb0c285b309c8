import { distance } from 'fastest-levenshtein';

/** The candidate that a misspelled text most likely means: the one with the fewest edits, or none where all are far. */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, edits: distance(written.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits);
  const near = written.length < 4 ? 1 : Math.max(2, written.length / 3);
  return best !== undefined && best.edits <= near ? best.candidate : undefined;
}
