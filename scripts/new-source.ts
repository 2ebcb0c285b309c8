import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fixtureText, named, registered, type Scaffold, sourceText, witnessed } from './new-source/scaffold.ts';
import { readArguments } from './read-arguments.ts';

/**
 * `npm run new-source -- NAME [--kind=Kind] [--api-version=group/v1] [--plural=kinds]` writes a source, a fixture and a
 * witness, and registers them. The suites test/unit/sources and test/contract then fail until they are filled in.
 */
const usage = `npm run new-source -- NAME: a source, a fixture and a witness to fill in. NAME is in kebab-case, such as acme-route.

  --kind=Kind             of its objects (default: the last word of NAME)
  --api-version=GROUP/V   of its objects (default: example.com/v1)
  --plural=kinds          as the API server calls them (default: the kind with an s)
`;

const { positionals, values } = readArguments(usage, {
  allowPositionals: true,
  options: {
    kind: { type: 'string' },
    'api-version': { type: 'string', default: 'example.com/v1' },
    plural: { type: 'string' },
  },
});

const [name = ''] = positionals;
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  process.stderr.write(usage);
  process.exit(2);
}

const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
const kind = values.kind ?? words.at(-1) ?? name;
const scaffold: Scaffold = {
  name,
  constant: words.join('').replace(/^./, (first) => first.toLowerCase()),
  kind,
  apiVersion: values['api-version'],
  plural: values.plural ?? `${kind.toLowerCase()}s`,
};

const root = new URL('../', import.meta.url);
const source = new URL(`lib/sources/${name}.ts`, root);
if (existsSync(source)) {
  process.stderr.write(`lib/sources/${name}.ts exists already\n`);
  process.exit(1);
}

const folder = new URL(`test/fixtures/sources/${name}/`, root);
mkdirSync(folder, { recursive: true });
writeFileSync(source, sourceText(scaffold));
writeFileSync(new URL(`${name}.yaml`, folder), fixtureText(scaffold));
edit('lib/sources/index.ts', (text) => registered(text, scaffold));
edit('lib/config/flags/source-names.ts', (text) => named(text, scaffold));
edit('test/support/source-witness.ts', (text) => witnessed(text, scaffold));
process.stdout.write(
  `Wrote lib/sources/${name}.ts and test/fixtures/sources/${name}/${name}.yaml.\n` +
    'Fill both in, then: npm test -- sources, npm run format, npm run docs, npm run rbac\n',
);

function edit(path: string, change: (text: string) => string): void {
  const file = new URL(path, root);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}
