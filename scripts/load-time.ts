import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { bundle } from './bundle.ts';

/**
 * Prints how long Node takes from its start until the function is loaded, next to an empty script: what a cold start
 * costs beside Lambda's own part. The two are loaded in turn, so that a busy moment strikes both.
 */
const rounds = 10;
const librariesShown = 12;

const folder = mkdtempSync(join(tmpdir(), 'dns-herald-'));
const empty = join(folder, 'empty.cjs');
const sync = join(folder, 'sync.cjs');
writeFileSync(empty, '');
const libraries = byLibrary(await bundle(sync));
const times = Array.from({ length: rounds }, () => ({ empty: loadMs(empty), sync: loadMs(sync) }));
print(`the bundle: ${kib(statSync(sync).size)} KiB, loaded in ${median(times.map((each) => each.sync))} ms`);
print(`an empty script: ${median(times.map((each) => each.empty))} ms (medians of ${rounds})`);
for (const [library, bytes] of libraries.slice(0, librariesShown)) print(`${kib(bytes).padStart(8)} KiB  ${library}`);
rmSync(folder, { recursive: true });

function loadMs(file: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file]);
  if (status !== 0) throw new Error(`${file} could not be loaded: ${stderr}`);
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
}

/** Bytes in the bundle by library, largest first. */
function byLibrary({ outputs }: Metafile): readonly (readonly [library: string, bytes: number])[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const groups = Map.groupBy(inputs, ([path]) => libraryOf(path));
  const sizes = [...groups].map(
    ([library, group]) => [library, group.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)] as const,
  );
  return sizes.sort(([, left], [, right]) => right - left);
}

function libraryOf(path: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'dns-herald itself';
}

function kib(bytes: number): string {
  return Math.ceil(bytes / 1024).toString();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
