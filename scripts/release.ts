import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { bundle, bundleFiles } from './bundle.ts';
import { readArguments } from './read-arguments.ts';
import { archive, type Files } from './release/archive.ts';
import { sectionOf } from './release/changelog.ts';
import { releaseNotes } from './release/notes.ts';

/**
 * `npm run release [-- --into=FOLDER]` writes what a version is deployed from without this tree: a zip for each
 * function, the Terraform module, what changed, and the SHA-256 of each. The same tree gives the same bytes.
 */
const root = new URL('../', import.meta.url).pathname;
const terraform = 'infra/terraform';

const usage = `npm run release: what the newest version of CHANGELOG.md is deployed from without this tree.

  --into=FOLDER   where it is put, in the place of what is there (default: dist/release)
`;
const { values } = readArguments(usage, {
  options: { into: { type: 'string', default: join(root, 'dist', 'release') } },
});
const { name, version }: { readonly name: string; readonly version: string } = JSON.parse(await text('package.json'));
const section = sectionOf(await text('CHANGELOG.md'), version);

await mkdir(values.into, { recursive: true });
// Nothing but what a release of ours has left: the folder may be anybody's.
for (const file of globSync([`${name}-*.{zip,md}`, 'SHA256SUMS'], { cwd: values.into }))
  await rm(join(values.into, file));

const released: Files = {
  ...(await functionArchives()),
  [`${name}-terraform-${version}.zip`]: archive(await filesIn(join(root, terraform), '*.{md,tf}')),
  [`${name}-${version}.md`]: Buffer.from(releaseNotes(name, section)),
};
const sums = Object.entries(released).map(([file, bytes]) => `${sha256(bytes)}  ${file}\n`);
for (const [file, bytes] of [...Object.entries(released), ['SHA256SUMS', sums.join('')] as const])
  await writeFile(join(values.into, file), bytes);
process.stdout.write(
  `${sums.join('')}\nin ${relative(process.cwd(), values.into) || '.'}; check them with sha256sum -c SHA256SUMS\n`,
);

/** One for each function, with its code where the handler's name says (dist/sync.handler). */
async function functionArchives(): Promise<Files> {
  const archives: Record<string, Uint8Array> = {};
  for (const path of bundleFiles) {
    const folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
    await bundle(join(folder, path));
    archives[`${name}-${basename(path, '.cjs')}-${version}.zip`] = archive(await filesIn(folder, '**/*.cjs'));
    await rm(folder, { recursive: true });
  }
  return archives;
}

async function filesIn(folder: string, pattern: string): Promise<Files> {
  const paths = globSync(pattern, { cwd: folder });
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path))])));
}

function text(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
