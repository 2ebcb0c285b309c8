import { Arena } from './arena.ts';
import { calm } from './chaos.ts';
import { driveHerd } from './herd.ts';
import { brokenBy } from './invariants/broken-by.ts';
import { restlessness } from './invariants/rest.ts';
import type { StepRecord } from './step-record.ts';
import { chaosOf, type Trial } from './trials/trial.ts';
import type { FaultWorld, Step } from './world.ts';

/** Plays a world to its end; gives what it broke, one sentence each. */
export async function play(world: FaultWorld, trial: Trial): Promise<readonly string[]> {
  const arena = await Arena.open(world, trial.sources);
  try {
    for (const [at, step] of world.steps.entries()) {
      mutate(arena, step, at);
      const broken = brokenBy(arena, await arena.run(step.chaos));
      if (broken.length > 0) return broken.map((each) => `step ${at}: ${each}`);
    }
    const broken = await undergo(arena, trial, world.steps.length);
    return broken.length > 0 ? broken.map((each) => `trial: ${each}`) : await settle(arena);
  } finally {
    await arena.close();
  }
}

/** Meets the danger once everything is in place. */
async function undergo(arena: Arena, trial: Trial, at: number): Promise<readonly string[]> {
  trial.furnish?.(arena);
  await putInPlace(arena, at);
  driveHerd(arena, trial.herd ?? 'there', at + 1);
  const undo = trial.strike?.(arena);
  const step = await arena.run(chaosOf(trial), trial.call);
  undo?.();
  return [...brokenBy(arena, step), ...(trial.broken?.(arena, step) ?? [])];
}

async function putInPlace(arena: Arena, at: number): Promise<void> {
  arena.toQuietHour();
  driveHerd(arena, 'there', at);
  await arena.run(calm);
}

function mutate(arena: Arena, step: Step, at: number): void {
  arena.pass(step.pauseS);
  for (const manifest of step.put) arena.put(manifest);
  for (const index of step.remove) {
    const keys = [...arena.objects.keys()];
    const key = keys[index % keys.length];
    if (key !== undefined) arena.remove(key);
  }
  driveHerd(arena, step.herd, at);
}

/** Undisturbed runs: the first puts right what is wrong, the second finds nothing to do, and so again after approval. */
async function settle(arena: Arena): Promise<readonly string[]> {
  arena.toQuietHour();
  const first = await arena.run();
  arena.kubernetes.resetRequests();
  const second = await arena.run();
  const broken = [...brokenBy(arena, first), ...brokenBy(arena, second), ...restlessness(arena, first, second)];
  const approvals = new Set(resultsOf(second).flatMap(({ approval }) => approval ?? []));
  const [approval] = approvals;
  if (broken.length > 0 || approval === undefined) return broken.map((each) => `settling: ${each}`);
  return afterApproval(arena, approval);
}

const resultsOf = ({ outcomes }: StepRecord) => outcomes.flatMap(({ report }) => report?.results ?? []);

async function afterApproval(arena: Arena, approval: string): Promise<readonly string[]> {
  const approved = await arena.run(calm, { flags: [`--approve=${approval}`] });
  const held = resultsOf(approved).filter(({ cause }) => cause === 'DeletionsHeld');
  const last = await arena.run();
  const again = await arena.run();
  return [
    ...held.map(({ dnsName }) => `approved, and still held: ${dnsName}`),
    ...restlessness(arena, last, again).map((each) => `after approval: ${each}`),
  ];
}
