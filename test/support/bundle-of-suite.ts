import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { build } from 'esbuild';
import { bundle } from '../../scripts/bundle.ts';

/** The project's folder. */
export const root = join(import.meta.dirname, '..', '..');

/** An entry of functions/: one that is deployed, or the command line. */
export type Entry = 'sync' | 'explain' | 'local';

/**
 * Bundles an entry before the tests of the suite that calls this: what a suite starts dozens of times is then loaded in a
 * fifth of the time. What is deployed is bundled as it is for that. Returns where the file is, once tests run.
 */
export function bundleOfSuite(entry: Entry): () => string {
  let folder = '';
  const file = () => join(folder, entry === 'local' ? 'local.mjs' : `${entry}.cjs`);
  beforeAll(async () => {
    await mkdir(join(root, 'dist'), { recursive: true });
    // As deep below the root as functions/local/, from where the command line reads files of the project.
    folder = await mkdtemp(join(root, 'dist', 'suite-'));
    await (entry === 'local' ? bundleCommandLine(file()) : bundle(file()));
  });
  afterAll(() => rm(folder, { recursive: true }));
  return file;
}

const bundleCommandLine = (outfile: string) =>
  build({
    entryPoints: [join(root, 'functions', 'local.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Libraries in CommonJS ask for Node's own modules by require().
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
