/** What a new source is called, and what it reads. */
export interface Scaffold {
  /** Kebab-case: the value of `--source`, and the name of the file. */
  readonly name: string;
  /** The exported const. */
  readonly constant: string;
  readonly kind: string;
  readonly apiVersion: string;
  readonly plural: string;
}

const label = ({ kind }: Scaffold): string => kind.toLowerCase();

/** The source: of the usual shape, and failing on the first object until `ownResult` is written. */
export const sourceText = (scaffold: Scaffold): string => {
  const { name, constant, kind, apiVersion, plural } = scaffold;
  return `import { z } from 'zod';
import type { Resource } from '../cluster/cluster.ts';
import { listOf, loadBalancerStatus, section } from './boundary.ts';
import { listObjects } from './list-objects.ts';
import { type ObjectResult, sourceResult } from './object-result.ts';
import { eachObject, type Readable, readServed } from './read-served.ts';
import { providerAnnotations } from './record-settings.ts';
import { labelled, mayList } from './resources.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import type { PrimaryKind } from './source-object.ts';

const resource: Resource = { apiVersion: '${apiVersion}', kind: '${kind}', plural: '${plural}', scope: 'Namespaced' };

const kind: PrimaryKind = { source: '${name}', resource, label: '${label(scaffold)}' };

/** The fields that are read, and no others. */
const schema = z.object({ spec: section({ hosts: listOf(z.string()) }), status: loadBalancerStatus });

type Fields = z.infer<typeof schema>;

/** Say in one sentence which names this source publishes, at which addresses, and where the rule comes from. */
export const ${constant}: Source = {
  name: '${name}',
  summary: '',
  kinds: [labelled('${label(scaffold)}', resource)],
  permissions: () => [mayList(resource)],
  annotations: ['hostname', 'target', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: [],
  read,
};

async function read(context: SourceContext): Promise<SourceResult> {
  const listing = await listObjects(context, kind);
  const served = readServed(listing.served, schema);
  const results = eachObject(served.readable, context.signal, ownResult);
  return sourceResult(listing.objects, [listing, served, results]);
}

function ownResult({ ref }: Readable<Fields>): ObjectResult {
  throw new Error(\`Say what \${ref.kind} \${ref.name} publishes (lib/sources/ingress.ts shows how)\`);
}
`;
};

/** One case to begin with. */
export const fixtureText = ({
  kind,
  apiVersion,
  name,
}: Scaffold): string => `title: hosts are published at the address of the load balancer
objects:
  - apiVersion: ${apiVersion}
    kind: ${kind}
    metadata: { name: one, namespace: shop }
    spec: { hosts: [one.example.org] }
    status: { loadBalancer: { ingress: [{ ip: 192.0.2.1 }] } }
endpoints:
  - A one.example.org -> 192.0.2.1 res=fill-in-the-label-of-${name}
`;

/** lib/sources/index.ts with the source imported and listed, both in order of the alphabet. */
export function registered(index: string, { name, constant }: Scaffold): string {
  const line = `import { ${constant} } from './${name}.ts';\n`;
  const imports = [...index.matchAll(/^import \{ \w+ \} from '\.\/[\w-]+\.ts';\n/gm)];
  const after = imports.find(([other]) => fileOf(other) > name) ?? undefined;
  const at = after?.index ?? (imports.at(-1)?.index ?? 0) + (imports.at(-1)?.[0].length ?? 0);
  const imported = index.slice(0, at) + line + index.slice(at);
  return imported.replace(/(const all: readonly Source\[\] = \[)([^\]]*)\]/, (_, head: string, members: string) => {
    const all = [
      ...members
        .split(',')
        .map((member) => member.trim())
        .filter(Boolean),
      constant,
    ].sort();
    return `${head}\n  ${all.join(',\n  ')},\n]`;
  });
}

const fileOf = (line: string): string => /'\.\/([\w-]+)\.ts'/.exec(line)?.[1] ?? '';

/** test/support/source-witness.ts with a sound object of the kind, whose fields are still to be written. */
export const witnessed = (witnesses: string, scaffold: Scaffold): string =>
  witnesses.replace(
    /(export const witnesses[^{]*\{\n)/,
    `$1  '${label(scaffold)}': { apiVersion: '${scaffold.apiVersion}', kind: '${scaffold.kind}', metadata: { name: 'witness' } },\n`,
  );

/** lib/config/flags/source-names.ts with the name at the end: the order there is that of the documentation. */
export const named = (names: string, { name }: Scaffold): string =>
  names.replace(/(sourceNames = \[[^\]]*?),?\s*\]/, (_, members: string) => `${members},\n  '${name}',\n]`);
