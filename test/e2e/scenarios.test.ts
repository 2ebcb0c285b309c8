import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { scenarios } from '../scenarios/scenarios.ts';
import { Stage } from '../scenarios/stage.ts';
import { type EmbeddedWorld, startEmbeddedWorld } from '../support/embedded-world.ts';

let world: EmbeddedWorld;

beforeAll(async () => {
  world = await startEmbeddedWorld();
});

afterAll(() => world.stop());

describe('on the embedded cluster and Route 53', () => {
  it.each(scenarios)('$title', async ({ play }) => play(await Stage.open(world)));
});
