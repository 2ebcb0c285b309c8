import type { Metafile } from 'esbuild';

type Output = Metafile['outputs'][string];

/** The files of a bundle that Node loads before the handler is there; the others are imported on demand. */
export function loadedAtStart({ outputs }: Metafile): readonly Output[] {
  const entries = Object.values(outputs).filter(({ entryPoint }) => entryPoint?.startsWith('functions/'));
  const loaded = new Set(entries);
  // A set goes through what is added to it while it is gone through.
  for (const { imports } of loaded) {
    for (const { path, kind } of imports) {
      const output = outputs[path];
      if (kind === 'import-statement' && output !== undefined) loaded.add(output);
    }
  }
  return [...loaded];
}
