import { service } from '../scenarios/manifests.ts';
import type { Manifest } from '../scenarios/world.ts';
import { Arena, type StepRecord } from './arena.ts';
import { calm } from './chaos.ts';
import { brokenBy, restlessness } from './invariants.ts';
import { zone } from './names.ts';
import type { FaultWorld, Step } from './world.ts';

const herdSize = 8;

/** Plays a world to its end; gives what it broke, one sentence each. */
export async function play(world: FaultWorld): Promise<readonly string[]> {
  const arena = await Arena.open(world);
  try {
    for (const [at, step] of world.steps.entries()) {
      mutate(arena, step, at);
      const broken = brokenBy(arena, await arena.run(step.chaos));
      if (broken.length > 0) return broken.map((each) => `step ${at}: ${each}`);
    }
    const { length } = world.steps;
    await putInPlace(arena, length);
    mutate(arena, { put: [], remove: [], pauseS: 0, ...world.trial }, length + 1);
    const broken = brokenBy(arena, await arena.run(world.trial.chaos));
    return broken.length > 0 ? broken.map((each) => `trial: ${each}`) : await settle(arena);
  } finally {
    await arena.close();
  }
}

async function putInPlace(arena: Arena, at: number): Promise<void> {
  arena.toQuietHour();
  mutate(arena, { put: [], remove: [], pauseS: 0, herd: 'there', chaos: calm }, at);
  await arena.run();
}

function mutate(arena: Arena, step: Step, at: number): void {
  arena.pass(step.pauseS);
  for (const manifest of step.put) arena.put(manifest);
  for (const index of step.remove) {
    const keys = [...arena.objects.keys()];
    const key = keys[index % keys.length];
    if (key !== undefined) arena.remove(key);
  }
  for (let member = 0; member < herdSize; member += 1) {
    if (step.herd === 'gone') arena.remove(`Service/herd-${member}`);
    else arena.put(herdMember(member, step.herd === 'waiting' ? [] : [`192.0.2.${20 + ((member + at) % 100)}`]));
  }
}

const herdMember = (member: number, addresses: readonly string[]): Manifest =>
  service(`herd-${member}`, `herd-${member}.${zone}`, ...addresses);

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
  const approved = await arena.run(undefined, [`--approve=${approval}`]);
  const held = resultsOf(approved).filter(({ cause }) => cause === 'DeletionsHeld');
  const last = await arena.run();
  const again = await arena.run();
  return [
    ...held.map(({ dnsName }) => `approved, and still held: ${dnsName}`),
    ...restlessness(arena, last, again).map((each) => `after approval: ${each}`),
  ];
}
