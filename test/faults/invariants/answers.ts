import { type AskingManifest, customKindOf } from '../custom-objects.ts';
import { namespace } from '../objects.ts';
import { flagValue } from '../run-flags.ts';
import type { StepRecord } from '../step-record.ts';
import { comparable } from './reports.ts';
import type { SeenReport, Sight } from './sight.ts';

/** Names that an object asks for, as a person would read its manifest. */
function askedBy(manifest: AskingManifest): readonly string[] {
  const { kind, metadata, spec } = manifest;
  if (kind === 'DNSEndpoint') return ((spec as { endpoints: readonly unknown[] }).endpoints ?? []).map(nameWritten);
  const custom = customKindOf(manifest);
  if (hasOtherController(metadata.annotations ?? {})) return kind === 'Host' ? (manifest.asks ?? []) : [];
  if (custom !== undefined)
    return [...(manifest.asks ?? []), ...(custom.isAnnotated ? listIn(metadata, 'hostname') : [])];
  if (kind === 'Node') return [metadata.name];
  return kind === 'Ingress'
    ? askedByIngress(metadata, spec as IngressSpec)
    : [...listIn(metadata, 'hostname'), ...listIn(metadata, 'internal-hostname')];
}

function askedByIngress(metadata: Metadata, { rules, tls = [] }: IngressSpec): readonly string[] {
  const annotated = listIn(metadata, 'hostname');
  const hosts = [...rules.map(({ host }) => host), ...tls.flatMap((each) => each.hosts)];
  const defined = hosts.filter((host) => host !== '');
  switch (annotation(metadata, 'ingress-hostname-source')) {
    case 'defined-hosts-only':
      return defined;
    case 'annotation-only':
      return annotated;
    default:
      return [...defined, ...annotated];
  }
}

type Metadata = AskingManifest['metadata'];

const annotation = ({ annotations = {} }: Metadata, key: string): string | undefined =>
  annotations[`external-dns.kubernetes.io/${key}`] ?? annotations[`external-dns.alpha.kubernetes.io/${key}`];

const listIn = (metadata: Metadata, key: string): readonly string[] =>
  annotation(metadata, key)
    ?.replaceAll(' ', '')
    .split(',')
    .map((piece) => piece.trim()) ?? [];

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
