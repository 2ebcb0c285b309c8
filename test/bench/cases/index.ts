import type { BenchCase } from '../bench-case.ts';
import { account } from './account.ts';
import { coldLoad } from './cold-load.ts';
import { events } from './events.ts';
import { explain } from './explain.ts';
import { first } from './first.ts';
import { memory } from './memory.ts';
import { oneChange } from './one-change.ts';
import { plan } from './plan.ts';
import { poison } from './poison.ts';
import { steady } from './steady.ts';
import { warm } from './warm.ts';

/** Every case, in the order of the table. */
export const benchCases: readonly BenchCase[] = [
  coldLoad,
  steady,
  account,
  warm,
  first,
  oneChange,
  poison,
  events,
  plan,
  explain,
  memory,
];
