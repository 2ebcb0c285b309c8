import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * `npm run test:faults -- [--seconds=60] [--worlds=2000] [--seed=1] [--world=17]`, and jest's own options after another
 * `--`. Without `--worlds` the budget is in seconds; `--world` replays one world of a seed and nothing else.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string' },
    worlds: { type: 'string' },
    seed: { type: 'string' },
    world: { type: 'string' },
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
