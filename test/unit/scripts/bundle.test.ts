import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build, type Plugin } from 'esbuild';
import { leaveOut } from '../../../scripts/bundle/left-out.ts';
import { loadedAtStart } from '../../../scripts/bundle/loaded-at-start.ts';
import { setUpOnDemand } from '../../../scripts/bundle/on-demand.ts';
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

const bundleText = (contents: string, outfile: string, plugin: Plugin) =>
  build({
    stdin: { contents, resolveDir: '.' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [plugin],
    logLevel: 'silent',
  });

describe('what is left out', () => {
  it('says what to do instead when it is called after all', async () => {
    const file = join(folder, 'kubeconfig.cjs');
    await bundleText(
      "export { KubeConfig } from '@kubernetes/client-node/dist/config.js'; export { z } from 'zod';",
      file,
      leaveOut,
    );
    const { KubeConfig } = createRequire(import.meta.url)(file);
    const config = new KubeConfig();
    config.loadFromClusterAndUser({ name: 'a', server: 'https://a.test' }, { name: 'a' });
    expect(() => config.makeApiClient(class {})).toThrow('send the request with kubernetesClient');
  });

  it('is no longer listed once a library does not import it any more', async () => {
    await expect(bundleText("export { z } from 'zod'", join(folder, 'zod.cjs'), leaveOut)).rejects.toThrow(
      'imports undici no more: remove its row',
    );
  });
});

describe('what is set up on demand', () => {
  const load = createRequire(import.meta.url);

  it('is not set up by the start', async () => {
    const library = join(folder, 'node_modules', 'tr46');
    await mkdir(library, { recursive: true });
    await writeFile(join(library, 'index.js'), "throw new Error('set up')");
    await writeFile(join(folder, 'caller.js'), "export { toASCII, toUnicode } from 'tr46'");
    const file = join(folder, 'caller.cjs');
    await bundleText(`export * from '${folder}/caller.js'`, file, setUpOnDemand);
    const { toASCII } = load(file);
    expect(() => toASCII('a')).toThrow('set up');
  });

  it('answers as ever', async () => {
    const file = join(folder, 'name.cjs');
    await bundleText("export { filterName, plannerName } from './lib/endpoint/dns-name.ts'", file, setUpOnDemand);
    const { filterName, plannerName } = load(file);
    expect([plannerName('BÜCHER.de'), filterName('xn--bcher-kva.de')]).toEqual(['xn--bcher-kva.de', 'bücher.de']);
  });

  it('has every function that is imported', async () => {
    const text = "export { toASCII, findStatus } from 'tr46'";
    await expect(bundleText(text, join(folder, 'other.cjs'), setUpOnDemand)).rejects.toThrow('findStatus');
  });
});
