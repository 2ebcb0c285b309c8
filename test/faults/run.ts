import { spawnSync } from 'node:child_process';
import { readArguments } from '../../scripts/read-arguments.ts';

const usage = `npm run test:faults: random worlds under random faults, and fuzzed parsers.

  --seconds=S       as many worlds as there is time for (default: 60)
  --worlds=N        so many, however long it takes
  --seed=N          the worlds of this seed (default: one that the clock gives; it is printed)
  --world=N         one world of a seed, as it was played before, and what is in it; the parsers are left out
  --danger=TITLE    those that meet this danger; the parsers are left out. A title that there is not lists them all
  --enough=N        until so many are broken (default: 5)

What follows is jest's: npm run test:faults -- --worlds=200 worlds.test
`;

const { values, positionals } = readArguments(usage, {
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

const least = { seconds: 1, worlds: 1, enough: 1, seed: 0, world: 0 } as const;

const problems = [
  ...(Object.keys(least) as (keyof typeof least)[]).flatMap((name) => {
    const text = values[name];
    if (text === undefined || (/^\d+$/.test(text) && Number(text) >= least[name])) return [];
    return [`--${name} is ${JSON.stringify(text)}; it has to be a whole number from ${least[name]} on`];
  }),
  ...(values.world !== undefined && values.seed === undefined ? ['--world is one world of a seed: add --seed'] : []),
];
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(2);
}

const budget = Object.entries(values).map(([name, value]) => [`FAULTS_${name.toUpperCase()}`, value] as const);

const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--config=test/faults/jest.config.js',
  ...(values.world === undefined && values.danger === undefined ? [] : ['worlds.test']),
  ...positionals,
];

const { status } = spawnSync(process.execPath, jest, {
  stdio: 'inherit',
  env: { ...process.env, ...Object.fromEntries(budget) },
});
process.exitCode = status ?? 1;
