import { cpus } from 'node:os';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import pMap from 'p-map';
import { play } from './play.ts';
import { faultWorld } from './world.ts';

const { FAULTS_SEED, FAULTS_WORLD, FAULTS_WORLDS, FAULTS_SECONDS = '60' } = process.env;

const seed = Number(FAULTS_SEED ?? Date.now() % 1_000_000);

/** Worlds wait for answers and pauses most of the time. */
const atOnce = cpus().length * 10;

/** Each world has a seed of its own, so that one can be replayed without those before it. */
const worldOf = (index: number) => fc.sample(faultWorld, { seed: seed + index * 7919, numRuns: 1 })[0];

/** After so many broken worlds it is time to look at them. */
const enough = 5;

const broken: string[] = [];
let played = 0;

async function tryWorld(index: number): Promise<void> {
  const world = worldOf(index);
  if (world === undefined) throw new Error(`The seed ${seed} gives no world ${index}`);
  const sentences = await play(world);
  played += 1;
  if (sentences.length === 0) return;
  const shown = sentences.slice(0, 5).map((each) => `    ${each}`);
  broken.push([`npm run test:faults -- --seed=${seed} --world=${index}`, ...shown].join('\n'));
}

function* indices(): Generator<number> {
  if (FAULTS_WORLD !== undefined) return yield Number(FAULTS_WORLD);
  const end = Date.now() + Number(FAULTS_SECONDS) * 1000;
  const isOver = (index: number): boolean =>
    FAULTS_WORLDS === undefined ? Date.now() >= end : index >= Number(FAULTS_WORLDS);
  for (let index = 0; broken.length < enough && !isOver(index); index += 1) yield index;
}

it('nothing is lost, touched or left untold in any world, whatever fails', async () => {
  await pMap(indices(), tryWorld, { concurrency: atOnce });
  process.stderr.write(`${played} worlds of seed ${seed}, ${broken.length} broken\n`);
  expect(broken.join('\n')).toBe('');
});
