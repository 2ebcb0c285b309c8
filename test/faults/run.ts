import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * `npm run test:faults -- [OPTIONS] [-- JEST OPTIONS]`:
 *
 * | option         | plays                                                            |
 * |----------------|------------------------------------------------------------------|
 * | --seconds=60   | as many worlds as there is time for; where no number is given    |
 * | --worlds=2000  | so many                                                          |
 * | --seed=1       | the worlds of this seed; else of one that the clock gives        |
 * | --world=17     | one world, as it was played before                               |
 * | --danger=TITLE | those that meet this danger (trials/)                            |
 * | --enough=5     | until so many are broken                                         |
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string' },
    worlds: { type: 'string' },
    seed: { type: 'string' },
    world: { type: 'string' },
    enough: { type: 'string' },
    danger: { type: 'string' },
  },
});

const budget = Object.entries(values).map(([name, value]) => [`FAULTS_${name.toUpperCase()}`, value] as const);

const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--config=test/faults/jest.config.js',
  ...positionals,
];

const { status } = spawnSync(process.execPath, jest, {
  stdio: 'inherit',
  env: { ...process.env, ...Object.fromEntries(budget) },
});
process.exitCode = status ?? 1;
