import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../lib/cluster/cluster.ts';
import { parseConfig } from '../../lib/config/parse.ts';
import type { Refusal } from '../../lib/endpoint/cause.ts';
import { type Endpoint, type ObjectReference, referenceText } from '../../lib/endpoint/endpoint.ts';
import { referenceFromLabel, sourceNames } from '../../lib/sources/index.ts';
import type { ResolveHostname, RunObject, Source, SourceContext, SourceResult } from '../../lib/sources/source.ts';
import { cloudFoundry, type PlatformContents } from './cloud-foundry.ts';
import { type GoEndpoint, gobStream } from './gob-encoder.ts';
import { objectCluster, stored } from './object-cluster.ts';

/** One case of test/fixtures/sources/NAME: a YAML document. Lists that are absent are empty. */
export interface SourceCase {
  readonly title: string;
  readonly flags?: readonly string[];
  /** Manifests; namespace and uid are filled in as an API server does. */
  readonly objects?: readonly KubernetesObject[];
  /** What hostnames resolve to; others do not resolve. */
  readonly resolve?: Readonly<Record<string, readonly string[]>>;
  /** What the connector server sends. */
  readonly received?: readonly GoEndpoint[];
  /** What the Cloud Foundry platform holds. */
  readonly platform?: PlatformContents;
  /** As `endpointText` writes them, in any order. */
  readonly endpoints?: readonly string[];
  readonly refusals?: readonly string[];
  readonly warnings?: readonly string[];
  /** `Kind/namespace/name observedGeneration=N`. */
  readonly statusUpdates?: readonly string[];
}

const root = join(import.meta.dirname, '..', 'fixtures', 'sources');

/** The cases of a source, in the order of its files. */
export function casesOf(sourceName: string): readonly SourceCase[] {
  const folder = join(root, sourceName);
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) => readCases(join(folder, file)));
}

function readCases(path: string): readonly SourceCase[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`${path}: ${error.message}`, { cause: error });
    return document.toJS();
  });
}

/** The Lease of the run in every case. */
export const runObject: RunObject = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  namespace: 'dns',
  name: 'dns-herald-1',
  uid: 'uid-lease',
};

/** What a source sees in a case. */
export const contextOf = (
  source: Source,
  { flags = [], objects = [], resolve = {}, received = [], platform = {} }: SourceCase,
): SourceContext => ({
  cluster: objectCluster(objects.map(stored)),
  runObject,
  dial: async () => ReadableStream.from([gobStream(received)]),
  fetch: cloudFoundry(platform).fetch,
  config: parseConfig({ flags: [`--source=${source.name}`, ...flags], environment, availableSources: sourceNames })
    .config,
  signal: new AbortController().signal,
  resolve: resolver(resolve),
});

/** What a source cannot be read without; a case may say otherwise. */
const environment = {
  EXTERNAL_DNS_CF_API_ENDPOINT: 'api.cf.io',
  EXTERNAL_DNS_CF_USERNAME: 'admin',
  EXTERNAL_DNS_CF_PASSWORD: 'secret',
};

const resolver =
  (known: Readonly<Record<string, readonly string[]>>): ResolveHostname =>
  async (hostname) => {
    const found = known[hostname];
    if (found === undefined) throw new Error(`ENOTFOUND ${hostname}`);
    return found;
  };

/** What a case expects, or what a source gave, in the same words. */
export interface Outcome {
  readonly endpoints: readonly string[];
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
  readonly statusUpdates: readonly string[];
}

/** What a case expects, sorted. */
export const expectedOutcome = (expected: SourceCase): Outcome => ({
  endpoints: [...(expected.endpoints ?? [])].sort(),
  refusals: [...(expected.refusals ?? [])].sort(),
  warnings: [...(expected.warnings ?? [])].sort(),
  statusUpdates: [...(expected.statusUpdates ?? [])].sort(),
});

/** What a source gave, sorted. */
export const outcomeOf = ({ endpoints, refusals, warnings = [], statusUpdates = [] }: SourceResult): Outcome => ({
  endpoints: endpoints.map(endpointText).sort(),
  refusals: refusals.map(refusalText).sort(),
  warnings: warnings.map(({ ref, problem }) => `${referenceText(ref)}: ${problem}`).sort(),
  statusUpdates: statusUpdates
    .map(({ ref, status }) => `${referenceText(ref)} observedGeneration=${status['observedGeneration']}`)
    .sort(),
});

/** `A a.example.org -> 1.2.3.4 ttl=60 set=blue ps{alias=true} res=service/shop/web`, and `by=` unless the label says it. */
export function endpointText(endpoint: Endpoint): string {
  const { dnsName, recordType, targets, ttl, setIdentifier, providerSpecific, labels, refs } = endpoint;
  const properties = Object.entries(providerSpecific).map(([name, value]) => `${name}=${value}`);
  const { resource = '', ...others } = labels;
  const labelled = referenceFromLabel(resource, runObject);
  const told = labelled !== undefined && refs.length === 1 && askers(refs) === askers([labelled]);
  return [
    `${recordType} ${dnsName === '' ? '""' : dnsName} -> ${targets.join(', ')}`,
    ...(ttl === undefined ? [] : [`ttl=${ttl}`]),
    ...(setIdentifier === undefined ? [] : [`set=${setIdentifier}`]),
    ...(properties.length === 0 ? [] : [`ps{${properties.join(' ')}}`]),
    ...Object.entries(others).map(([key, value]) => `label{${key}=${value}}`),
    `res=${resource}`,
    ...(told ? [] : [`by=${askers(refs)}`]),
  ].join(' ');
}

/** `NoTargets a.example.org by=Service/shop/web: the load balancer has no address yet`. */
function refusalText({ dnsName, refs, cause }: Refusal): string {
  const awaits = cause.code === 'NoTargets' && cause.awaits !== undefined ? ` awaits ${cause.awaits}` : '';
  const problem = 'problem' in cause ? cause.problem : '';
  return `${cause.code} ${dnsName === '' ? '""' : dnsName} by=${askers(refs)}${awaits}: ${problem}`;
}

const askers = (refs: readonly ObjectReference[]): string => refs.map(referenceText).sort().join(',');
