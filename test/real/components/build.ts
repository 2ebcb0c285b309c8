import { kubernetesBinaries } from './binaries.ts';

/** `npm exec -- node test/real/components/build.ts`: prints where the binaries are, building those that are missing. */
try {
  process.stdout.write(`${JSON.stringify(await kubernetesBinaries())}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
