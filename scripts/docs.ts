import { readFileSync, writeFileSync } from 'node:fs';
import { configurationPage } from '../lib/config/docs.ts';
import { sourcesPage } from '../lib/sources/docs.ts';
import { sizingTable } from './sizing/table.ts';

/** Writes the generated pages of docs/. With --check it writes nothing, and exits 1 when a page is stale. */
const pages: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'docs/configuration.md', text: configurationPage },
  { path: 'docs/sources.md', text: sourcesPage },
  { path: 'docs/scale.md', text: () => withTable('docs/scale.md', sizingTable()) },
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

/** A page with the generated part of it anew, between two marks. Throws when it has none. */
function withTable(path: string, table: string): string {
  const page = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  const parts = /^(.*: begin -->\n).*?(<!-- [^\n]*: end -->.*)$/s.exec(page);
  if (parts === null) throw new Error(`${path} does not say where its table begins and ends`);
  return `${parts[1]}${table}\n${parts[2]}`;
}

function contents(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
