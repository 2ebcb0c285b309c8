import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { leaveOut } from '../../../scripts/bundle/left-out.ts';
import { loadedAtStart } from '../../../scripts/bundle/loaded-at-start.ts';
import { bundle, partsFolder } from '../../../scripts/bundle.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Libraries that the lock file knows to be there for development alone, by folder. */
async function developmentFolders(): Promise<readonly string[]> {
  const lock: { readonly packages: Readonly<Record<string, { readonly dev?: true }>> } = JSON.parse(
    await readFile('package-lock.json', 'utf8'),
  );
  return Object.entries(lock.packages).flatMap(([path, { dev }]) => (dev ? [`${path}/`] : []));
}

describe.each(['sync', 'explain'])('the bundle of %s', (name) => {
  it('holds the pipeline, and neither emulators nor the command line, tests or what serves development', async () => {
    const inputs = Object.keys((await bundle(join(folder, `${name}.cjs`))).inputs);
    const forbidden = [
      'lib/emulators/',
      'functions/local',
      'test/',
      'examples/',
      'scripts/',
      ...(await developmentFolders()),
    ];
    expect(inputs).toEqual(expect.arrayContaining([`functions/${name}.ts`, 'lib/wire.ts', 'lib/plan/plan.ts']));
    expect(inputs.filter((input) => forbidden.some((each) => input.startsWith(each)))).toEqual([]);
  });

  it('loads the clients of what only some runs use on demand', async () => {
    const metafile = await bundle(join(folder, `${name}.cjs`));
    const client = (each: string) => `node_modules/@aws-sdk/client-${each}/`;
    const clients = (paths: readonly string[]) =>
      ['route-53', 'ssm', 'secrets-manager', 'eks', 'dynamodb'].filter((each) =>
        paths.some((path) => path.startsWith(client(each))),
      );
    expect(clients(Object.keys(metafile.inputs))).toHaveLength(5);
    expect(clients(loadedAtStart(metafile).flatMap(({ inputs }) => Object.keys(inputs)))).toEqual(['route-53']);
  });

  it('is ASCII throughout: one other letter would make V8 read a file with two bytes for each', async () => {
    const outfile = join(folder, `${name}.cjs`);
    await bundle(outfile);
    const parts = (await readdir(partsFolder(outfile))).map((file) => join(partsFolder(outfile), file));
    const texts = await Promise.all([outfile, ...parts].map((file) => readFile(file, 'utf8')));
    expect(texts.flatMap((text) => text.match(/.{0,30}[^\0-\x7f]/g) ?? [])).toEqual([]);
  });

  it('takes away the parts of the bundle before it', async () => {
    const outfile = join(folder, `${name}.cjs`);
    await bundle(outfile);
    const stale = join(partsFolder(outfile), 'chunk-STALE.cjs');
    await writeFile(stale, '');
    await bundle(outfile);
    expect(await readdir(partsFolder(outfile))).not.toContain('chunk-STALE.cjs');
  });
});

describe('what is left out', () => {
  const bundleText = (contents: string, outfile: string) =>
    build({
      stdin: { contents, resolveDir: '.' },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      plugins: [leaveOut],
      logLevel: 'silent',
    });

  it('says what to do instead when it is called after all', async () => {
    const file = join(folder, 'kubeconfig.cjs');
    await bundleText(
      "export { KubeConfig } from '@kubernetes/client-node/dist/config.js'; export { z } from 'zod';",
      file,
    );
    const { KubeConfig } = createRequire(import.meta.url)(file);
    const config = new KubeConfig();
    config.loadFromClusterAndUser({ name: 'a', server: 'https://a.test' }, { name: 'a' });
    expect(() => config.makeApiClient(class {})).toThrow('send the request with kubernetesClient');
  });

  it('is no longer listed once a library does not import it any more', async () => {
    await expect(bundleText("export { z } from 'zod'", join(folder, 'zod.cjs'))).rejects.toThrow(
      'imports undici no more: remove its row',
    );
  });
});
