import { deletions } from './deletions.ts';
import { ownership } from './ownership.ts';
import { sights } from './sights.ts';
import type { Trial } from './trial.ts';
import { writers } from './writers.ts';

/** Every danger that a world can meet, by its name. */
export const trials: ReadonlyMap<string, Trial> = new Map(
  Object.entries({ ...sights, ...deletions, ...ownership, ...writers }),
);
