import { spawnSync } from 'node:child_process';

/** Stryker is fetched when it is asked for, in this version. */
const packages = ['core', 'jest-runner'].map((name) => `--package=@stryker-mutator/${name}@9.6.1`);

const areas = ['plan', 'registry', 'events'];

const usage = `npm run mutation -- [AREA...] [STRYKER'S OPTIONS]: breaks each area in turn (${areas.join(', ')}), or those named,
and runs its own unit tests for each mutant. Exit code 1 where an area is under the threshold of stryker.config.json.

  npm run mutation -- registry --mutate lib/registry/noop.ts    one file, in a minute; an area takes many
`;

const given = process.argv.slice(2);
if (given.includes('--help')) {
  process.stdout.write(usage);
  process.exit(0);
}
const [first] = given;
if (first !== undefined && !first.startsWith('-') && !areas.includes(first)) {
  process.stderr.write(`There is no area ${first}\n\n${usage}`);
  process.exit(2);
}
const named = areas.filter((area) => given.includes(area));
const options = given.filter((argument) => !areas.includes(argument));

/** Whether it reached the threshold. Of an option that is given twice the last counts. */
function mutate(area: string): boolean {
  const own = [`--mutate=lib/${area}/**/*.ts`, `--incrementalFile=dist/stryker-${area}.json`];
  const { status } = spawnSync('npx', ['--yes', ...packages, 'stryker', 'run', ...own, ...options], {
    stdio: 'inherit',
    env: { ...process.env, MUTATION_AREA: area },
  });
  return status === 0;
}

const failed = (named.length > 0 ? named : areas).filter((area) => !mutate(area));
if (failed.length > 0) {
  process.stderr.write(`Under the threshold, or not run to its end: ${failed.join(', ')}\n`);
  process.exitCode = 1;
}
