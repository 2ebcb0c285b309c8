import { cpus } from 'node:os';
import { it } from '@jest/globals';
import fc from 'fast-check';
import pMap from 'p-map';
import { stringify } from 'yaml';
import { play } from './play.ts';
import { trials } from './trials/index.ts';
import { type FaultWorld, faultWorld } from './world.ts';

const {
  FAULTS_SEED,
  FAULTS_WORLD,
  FAULTS_WORLDS,
  FAULTS_SECONDS = '60',
  FAULTS_ENOUGH = '5',
  FAULTS_DANGER,
} = process.env;

const seed = Number(FAULTS_SEED ?? Date.now() % 1_000_000);

/** Worlds wait for answers and pauses most of the time. */
const atOnce = cpus().length * 4;

/** Each world has a seed of its own, so that one can be replayed without those before it. */
const worldOf = (index: number) => fc.sample(faultWorld, { seed: seed + index * 7919, numRuns: 1 })[0];

/** Dangers come in turn, so that a few dozen worlds meet each of them. */
const dangers = [...trials];

function dangerOf(index: number): (typeof dangers)[number] {
  const danger = dangers[index % dangers.length];
  if (danger === undefined || (FAULTS_DANGER !== undefined && !trials.has(FAULTS_DANGER)))
    throw new Error(['There is no such danger. There are:', ...trials.keys()].join('\n  '));
  return danger;
}

/** After so many broken worlds it is time to look at them. */
const enough = Number(FAULTS_ENOUGH);

const broken: string[] = [];
let played = 0;

async function tryWorld(index: number): Promise<void> {
  const world = worldOf(index);
  const [danger, trial] = dangerOf(index);
  if (world === undefined) throw new Error(`The seed ${seed} gives no world ${index}`);
  // Whoever plays one world again looks for the cause.
  if (FAULTS_WORLD !== undefined)
    process.stderr.write(`World ${index} of seed ${seed}, which ends with: ${danger}\n\n${textOf(world)}\n`);
  const sentences = await play(world, trial);
  played += 1;
  if (sentences.length === 0) return;
  const shown = sentences.slice(0, 5).map((each) => `    ${each}`);
  broken.push([`npm run test:faults -- --seed=${seed} --world=${index}   (${danger})`, ...shown].join('\n'));
}

const textOf = (world: FaultWorld): string => stringify(world, { aliasDuplicateObjects: false });

function* indices(): Generator<number> {
  if (FAULTS_WORLD !== undefined) return yield Number(FAULTS_WORLD);
  const end = Date.now() + Number(FAULTS_SECONDS) * 1000;
  const isOver = (index: number): boolean =>
    FAULTS_WORLDS === undefined ? Date.now() >= end : index >= Number(FAULTS_WORLDS);
  for (let index = 0; broken.length < enough && !isOver(index); index += 1)
    if (FAULTS_DANGER === undefined || dangerOf(index)[0] === FAULTS_DANGER) yield index;
}

it('nothing is lost, touched or left untold in any world, whatever fails', async () => {
  await pMap(indices(), tryWorld, { concurrency: atOnce });
  process.stderr.write(`${played} worlds of seed ${seed}, ${broken.length} broken\n`);
  if (broken.length === 0) return;
  const error = new Error([`Broken: ${broken.length} of ${played} worlds. Played again by:`, ...broken].join('\n'));
  // Where it was thrown is no help: it is always here.
  error.stack = error.message;
  throw error;
});
