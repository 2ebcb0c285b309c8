import { build, type Metafile } from 'esbuild';
import { leaveOut } from './bundle/left-out.ts';

const root = new URL('..', import.meta.url).pathname;

/** Where the function's code lies, from the project's root. */
const bundleFile = 'dist/sync.cjs';

/**
 * Bundles functions/sync.ts with everything that it runs into one CommonJS file (which loads faster than ESM), and
 * tells what went into it. Identifiers stay: logs and stack traces name them, and zipped they cost 80 KiB.
 */
export async function bundle(outfile: string = bundleFile): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['functions/sync.ts'],
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

// No await: osls loads this file with require(), which refuses one at the top level.
if (import.meta.main) void bundle();
