import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { loadedAtStart } from './bundle/loaded-at-start.ts';
import { bundle } from './bundle.ts';

/** Prints what of the function Node loads at each start, and what fills that. */
const librariesShown = 12;

type Output = Metafile['outputs'][string];

const folder = mkdtempSync(join(tmpdir(), 'dns-herald-'));
const metafile = await bundle(join(folder, 'sync.cjs'));
rmSync(folder, { recursive: true });
const atStart = loadedAtStart(metafile);
print(`${kib(sizeOf(atStart))} KiB of ${kib(sizeOf(Object.values(metafile.outputs)))} KiB are loaded at each start:`);
for (const [library, bytes] of byLibrary(atStart).slice(0, librariesShown))
  print(`${kib(bytes).padStart(8)} KiB  ${library}`);

function sizeOf(outputs: readonly Output[]): number {
  return outputs.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Largest first. */
function byLibrary(outputs: readonly Output[]): readonly (readonly [library: string, bytes: number])[] {
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
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
