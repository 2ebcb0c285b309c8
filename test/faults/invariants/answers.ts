import { plannerName } from '../../../lib/endpoint/dns-name.ts';
import { type AskingManifest, customKindOf } from '../custom-objects.ts';
import { namespace } from '../objects.ts';
import { flagValue } from '../run-flags.ts';
import type { StepRecord } from '../step-record.ts';
import type { SeenReport, Sight } from './sight.ts';

/** Names that an object asks for, as a person would read its manifest. */
function askedBy(manifest: AskingManifest): readonly string[] {
  const { kind, metadata, spec } = manifest;
  const value = (key: string) =>
    metadata.annotations?.[`external-dns.kubernetes.io/${key}`] ??
    metadata.annotations?.[`external-dns.alpha.kubernetes.io/${key}`];
  const list = (text: string | undefined) =>
    text
      ?.replaceAll(' ', '')
      .split(',')
      .map((piece) => piece.trim()) ?? [];
  if (kind === 'DNSEndpoint') return ((spec as { endpoints: readonly unknown[] }).endpoints ?? []).map(nameWritten);
  const custom = customKindOf(manifest);
  if (hasOtherController(metadata.annotations ?? {})) return kind === 'Host' ? (manifest.asks ?? []) : [];
  if (custom !== undefined) return [...(manifest.asks ?? []), ...(custom.isAnnotated ? list(value('hostname')) : [])];
  if (kind === 'Node') return [metadata.name];
  const annotated = [...list(value('hostname')), ...(kind === 'Ingress' ? [] : list(value('internal-hostname')))];
  if (kind !== 'Ingress') return annotated;
  const { rules, tls = [] } = spec as IngressSpec;
  const defined = [...rules.map(({ host }) => host), ...tls.flatMap(({ hosts }) => hosts)].filter(
    (host) => host !== '',
  );
  switch (value('ingress-hostname-source')) {
    case 'defined-hosts-only':
      return defined;
    case 'annotation-only':
      return annotated;
    default:
      return [...defined, ...annotated];
  }
}

interface IngressSpec {
  readonly rules: readonly { readonly host: string }[];
  readonly tls?: readonly { readonly hosts: readonly string[] }[];
}

const nameWritten = (endpoint: unknown): string => {
  const dnsName = typeof endpoint === 'object' && endpoint !== null && 'dnsName' in endpoint ? endpoint.dnsName : '';
  return typeof dnsName === 'string' ? dnsName : '';
};

const hasOtherController = (annotations: Readonly<Record<string, string>>): boolean =>
  Object.entries(annotations).some(([key, value]) => /\/controller$/.test(key) && value !== 'dns-controller');

const sourceOf: Readonly<Record<string, string>> = {
  Service: 'service',
  Ingress: 'ingress',
  Pod: 'pod',
  Node: 'node',
  DNSEndpoint: 'crd',
};

/** Nothing vanishes: every name that an object of a readable source asks for has a result that names the object. */
export function unanswered({ objects }: Sight, step: StepRecord, report: SeenReport): readonly string[] {
  if (isNarrowed(step)) return [];
  const read = new Set(report.sources.map(({ name }) => name));
  const unread = new Set(report.sources.flatMap(({ name, error }) => (error === undefined ? [] : [name])));
  const answers = new Set(
    report.results.flatMap(({ dnsName, refs }) => refs.map((ref) => `${ref} ${comparable(dnsName)}`)),
  );
  const nameless = new Set(report.results.flatMap(({ dnsName, refs }) => (dnsName === '' ? refs : [])));
  return [...objects.values()].flatMap((manifest) => {
    const { kind, metadata } = manifest;
    const source = customKindOf(manifest)?.source ?? sourceOf[kind] ?? '';
    if (unread.has(source) || !read.has(source) || hasGap(report, source) || isUnserved(step, kind)) return [];
    const ref = [kind, ...(kind === 'Node' ? [] : [namespace]), metadata.name].join('/');
    return askedBy(manifest)
      .filter(
        (name) =>
          !answers.has(`${ref} ${comparable(name)}`) &&
          !(nameless.has(ref) && (isMalformed(manifest) || manifest.asks !== undefined)),
      )
      .map((name) => `${ref} asks for ${JSON.stringify(name)} and was told nothing`);
  });
}

/** A source that may not list the namespace says so in a warning. */
const hasGap = ({ warnings = [] }: SeenReport, source: string): boolean =>
  warnings.some((each) => each.startsWith(`The source ${source} could not see the namespace ${namespace}`));

const isUnserved = ({ unserved }: StepRecord, kind: string): boolean => unserved === kind;

/** A run that looks at a part of what its sources hold need not answer the rest. */
const isNarrowed = ({ flags, payload = {} }: StepRecord): boolean =>
  'namespace' in payload || ['namespace', 'label-filter'].some((name) => flagValue(flags, name) !== undefined);

const isMalformed = ({ spec = {} }: AskingManifest): boolean => 'type' in spec && spec.type === 7;

const comparable = (name: string): string => plannerName(name.replace(/\.$/, ''));
