import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { build, type Metafile, type OutputFile, transform } from 'esbuild';
import { leaveOut } from './bundle/left-out.ts';
import { setUpOnDemand } from './bundle/on-demand.ts';

const root = new URL('..', import.meta.url).pathname;

/** Where the code of each function begins, from the project's root. */
export const bundleFiles = ['dist/sync.cjs', 'dist/explain.cjs'] as const;

/**
 * The folder beside the file of a function that holds what it loads. Not named as the file is without its ending: Lambda
 * would load the folder in the file's place.
 */
export const partsFolder = (outfile: string): string => outfile.replace(/\.cjs$/, '-parts');

const output = { platform: 'node', target: 'node24', minifySyntax: true, minifyWhitespace: true } as const;

/**
 * Bundles the function that the file is named after (functions/sync.ts for sync.cjs) with everything that it runs, and
 * tells what went into it. What is imported on demand, with `import()`, has files of its own: a start does not parse it.
 * Identifiers stay: logs and stack traces name them, and zipped they cost 80 KiB.
 */
export async function bundle(outfile: string = bundleFiles[0]): Promise<Metafile> {
  const { metafile, outputFiles } = await build({
    ...output,
    absWorkingDir: root,
    entryPoints: [`functions/${basename(outfile, '.cjs')}.ts`],
    outdir: dirname(outfile),
    outExtension: { '.js': '.cjs' },
    chunkNames: `${basename(partsFolder(outfile))}/[name]-[hash]`,
    bundle: true,
    // The one format that esbuild splits.
    format: 'esm',
    splitting: true,
    // Libraries that ship both forms are taken as ES modules, of which unused parts can be shaken off.
    mainFields: ['module', 'main'],
    plugins: [leaveOut, setUpOnDemand],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  await writeFiles(outputFiles, resolve(root, partsFolder(outfile)));
  return metafile;
}

/** Bundles every function. */
export const bundleAll = (): Promise<readonly Metafile[]> => Promise.all(bundleFiles.map(bundle));

/** Parts of an earlier bundle go last: the same code gives the same names, and somebody may be loading them. */
async function writeFiles(files: readonly OutputFile[], parts: string): Promise<void> {
  await mkdir(parts, { recursive: true });
  await Promise.all(files.map(writeCommonJs));
  const written = new Set(files.map(({ path }) => path));
  const stale = (await readdir(parts)).map((file) => join(parts, file)).filter((file) => !written.has(file));
  await Promise.all(stale.map((file) => rm(file, { force: true })));
}

/** CommonJS, which loads faster than ES modules. */
async function writeCommonJs({ path, text }: OutputFile): Promise<void> {
  const { code } = await transform(text, { ...output, format: 'cjs', supported: { 'dynamic-import': false } });
  await writeFile(path, code);
}

// No await: osls loads this file with require(), which refuses one at the top level.
if (import.meta.main) void bundleAll();
