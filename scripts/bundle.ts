import { basename } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { leaveOut } from './bundle/left-out.ts';

const root = new URL('..', import.meta.url).pathname;

/** Where the code of each function lies, from the project's root. */
export const bundleFiles = ['dist/sync.cjs', 'dist/explain.cjs'] as const;

/**
 * Bundles the function that the file is named after (functions/sync.ts for sync.cjs) with everything that it runs into
 * one CommonJS file (which loads faster than ESM), and tells what went into it. Identifiers stay: logs and stack traces
 * name them, and zipped they cost 80 KiB.
 */
export async function bundle(outfile: string = bundleFiles[0]): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`functions/${basename(outfile, '.cjs')}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // Libraries that ship both forms are taken as ES modules, of which unused parts can be shaken off.
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [leaveOut],
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** Bundles every function. */
export const bundleAll = (): Promise<readonly Metafile[]> => Promise.all(bundleFiles.map(bundle));

// No await: osls loads this file with require(), which refuses one at the top level.
if (import.meta.main) void bundleAll();
