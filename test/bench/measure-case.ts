import type { BenchCase, Measures, Trial } from './bench-case.ts';
import { type BenchResult, medians, ratios } from './result.ts';
import type { Stage } from './stage.ts';

/** Measures a case at one size, in so many rounds. */
export async function measureCase(
  benchCase: BenchCase,
  size: number,
  stage: Stage,
  rounds: number,
): Promise<BenchResult> {
  const trial = await benchCase.open(stage, size);
  const taken = await alternate(trial, rounds);
  const ours = medians(taken.ours);
  const limits = await trial.limits();
  return {
    case: benchCase.name,
    size,
    unit: benchCase.unit,
    rounds,
    ours,
    limits,
    toLimit: ratios(ours, limits),
    ...(trial.peer && comparison(ours, taken.peer)),
    ...(trial.minimum && { minimum: trial.minimum() }),
  };
}

interface Taken {
  readonly ours: readonly Measures[];
  readonly peer: readonly Measures[];
}

/** In turn, so that a busy moment strikes both. */
async function alternate(trial: Trial, rounds: number): Promise<Taken> {
  const ours: Measures[] = [];
  const peer: Measures[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await trial.ours());
    if (trial.peer) peer.push(await trial.peer());
  }
  return { ours, peer };
}

function comparison(ours: Measures, rounds: readonly Measures[]): Partial<BenchResult> {
  const peer = medians(rounds);
  return { peer, toPeer: ratios(ours, peer), peerProblems: rounds.flatMap(({ problem }) => problem ?? []) };
}
