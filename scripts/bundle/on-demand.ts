import type { Plugin } from 'esbuild';

/**
 * Functions of libraries that take long to set up, and that few runs call. Who calls them does not wait, so that the
 * source cannot `import()` them. Measured (`npm run bench -- --only=cold-load`).
 *
 *     module   ms   when it is called
 *     tr46      7   for a name with capitals, letters beyond ASCII, or a label that begins with xn--
 */
const onDemand: Readonly<Record<string, readonly string[]>> = { tr46: ['toASCII', 'toUnicode'] };

const namespace = 'on-demand';

/** Has these libraries set up by the first call, and not by the start. Fails the build when something else of them is imported. */
export const setUpOnDemand: Plugin = {
  name: namespace,
  setup(build) {
    const filter = new RegExp(`^(${Object.keys(onDemand).join('|')})$`);
    build.onResolve({ filter }, ({ path, namespace: importer, resolveDir }) =>
      importer === namespace ? undefined : { path, namespace, pluginData: resolveDir },
    );
    build.onLoad({ filter, namespace }, ({ path, pluginData: resolveDir }) => ({
      contents: standIn(path),
      resolveDir,
    }));
  },
};

const standIn = (module: string): string =>
  (onDemand[module] ?? [])
    .map((name) => `export const ${name} = (...values) => require('${module}').${name}(...values);`)
    .join('\n');
