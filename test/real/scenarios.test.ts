import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { scenarios } from '../scenarios/scenarios.ts';
import { Stage } from '../scenarios/stage.ts';
import { type RealWorld, startRealWorld } from './real-world.ts';

let world: RealWorld;

beforeAll(async () => {
  world = await startRealWorld();
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

describe('on a real kube-apiserver and moto, with the rights of the shipped ClusterRole', () => {
  it.each(scenarios.filter(({ motoLacks }) => motoLacks === undefined))('$title', async ({ play }) =>
    play(await Stage.open(world)),
  );
});
