import type { Plugin } from 'esbuild';

/** A module that a library loads and this project never calls. */
interface LeftOut {
  /** How the library imports it. */
  readonly module: string;
  /** Part of the path of the importing file. */
  readonly importer: string;
  /** What the importer takes from it. */
  readonly names: readonly string[];
  /** The sentence of the error, should it be called after all. */
  readonly missing: string;
}

const noApiClasses =
  'The packaged function has no generated API classes of @kubernetes/client-node: send the request with kubernetesClient of lib/cluster/client.ts';

/**
 * What is left out, each measured (`npm run bench -- --only=cold-load`). What a kubeconfig may ask for stays in:
 * OIDC renewal, HTTP and SOCKS proxies together cost 1 ms.
 *
 *     module                 KiB   who would call it
 *     undici                 745   client-node's fetch, for its API classes
 *     client-node's gen      340   makeApiClient
 *     zod's locales          280   messages in other languages than English
 *     supports-color           3   debug, to colour a terminal; it is there by chance, for development
 */
const leftOut: readonly LeftOut[] = [
  { module: 'undici', importer: '/@kubernetes/client-node/', names: ['Agent', 'ProxyAgent'], missing: noApiClasses },
  {
    module: './gen/index.js',
    importer: '/@kubernetes/client-node/',
    names: ['createConfiguration', 'ServerConfiguration'],
    missing: noApiClasses,
  },
  { module: '../locales/index.js', importer: '/zod/', names: [], missing: '' },
  { module: 'supports-color', importer: '/debug/', names: [], missing: '' },
];

const namespace = 'left-out';

/** Puts an empty module in the place of each that is left out. Fails the build when one is no longer imported. */
export const leaveOut: Plugin = {
  name: namespace,
  setup(build) {
    const unused = new Set(leftOut);
    build.onResolve({ filter: /./ }, ({ path, importer }) => {
      const row = leftOut.find((each) => each.module === path && importer.includes(each.importer));
      if (row === undefined) return undefined;
      unused.delete(row);
      return { path, namespace, pluginData: row, sideEffects: false };
    });
    build.onLoad({ filter: /./, namespace }, ({ pluginData }) => ({ contents: standIn(pluginData) }));
    build.onEnd(() => ({
      errors: [...unused].map(({ module, importer }) => ({
        text: `${importer} imports ${module} no more: remove its row from scripts/bundle/left-out.ts, or mend it`,
      })),
    }));
  },
};

const standIn = ({ names, missing }: LeftOut): string =>
  [
    'export {};',
    ...names.map((name) => `export function ${name}() { throw new Error(${JSON.stringify(missing)}); }`),
  ].join('\n');
