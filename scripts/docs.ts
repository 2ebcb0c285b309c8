import { readFileSync, writeFileSync } from 'node:fs';
import { configurationPage } from '../lib/config/docs.ts';
import { sourcesPage } from '../lib/sources/docs.ts';

/** Writes the generated pages of docs/. With --check it writes nothing, and exits 1 when a page is stale. */
const pages: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'docs/configuration.md', text: configurationPage },
  { path: 'docs/sources.md', text: sourcesPage },
];

const check = process.argv.includes('--check');

for (const { path, text } of pages) {
  const file = new URL(`../${path}`, import.meta.url);
  if (!check) writeFileSync(file, text());
  else if (contents(file) !== text()) {
    process.stderr.write(`${path} is stale; run npm run docs and commit it.\n`);
    process.exitCode = 1;
  }
}

function contents(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
