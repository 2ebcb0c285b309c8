import { sources } from './index.ts';
import type { LabelledKind, Source } from './source.ts';

const introduction = `# Sources

<!-- Generated from the values in lib/sources/*.ts by scripts/docs.ts. Edit those, not this page. -->

Every source tells each object that asked for a name what became of it, by an Event on the object itself. A source that has
no objects in the cluster tells it on the Lease of the run.

`;

const legend = `
- **Annotations** come after either prefix, \`external-dns.kubernetes.io/\` or \`external-dns.alpha.kubernetes.io/\`.
- **Filters** are \`--label-filter\`, \`--annotation-filter\`, \`--namespace\`, \`--ingress-class\` and \`--service-type-filter\`.
- **Templates** are \`--fqdn-template\`, \`--target-template\` and \`--fqdn-target-template\`.
- **Label** is the first part of \`external-dns/resource\` in the ownership record, by which a deletion finds its object.
`;

/** The page that lists every source and what it supports, in Markdown. */
export function sourcesPage(): string {
  const all = [...sources.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  return [
    introduction,
    row(['Source', 'Events', 'Reads', 'Annotations', 'Filters', 'Templates', 'Label']),
    '| --- | :---: | --- | --- | --- | --- | --- |\n',
    ...all.map(sourceRow),
    legend,
  ].join('');
}

const sourceRow = (source: Source): string =>
  row([
    code(source.name),
    source.name === 'empty' ? 'nothing to tell' : '✅',
    `${source.summary}${source.kinds.length === 0 ? '' : ` (${source.kinds.map(kindText).join(', ')})`}`,
    list(source.annotations),
    list(source.filters),
    list(source.templates),
    list(source.kinds.map(({ label }) => label)),
  ]);

const kindText = ({ apiVersion, kind }: LabelledKind): string => `${apiVersion} ${kind}`;

const list = (names: readonly string[]): string => (names.length === 0 ? '–' : names.map(code).join(' '));

const code = (text: string): string => `\`${text}\``;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
