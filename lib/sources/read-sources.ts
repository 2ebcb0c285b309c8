import pMap from 'p-map';
import type { Cluster, NamespaceGap } from '../cluster/cluster.ts';
import { ConfigError } from '../config/config.ts';
import { errorMessage } from '../error-message.ts';
import { sources } from './index.ts';
import { isMissing } from './served-version.ts';
import type { SourceContext, SourceResult } from './source.ts';
import { SourceError } from './source-error.ts';
import { TemplateError } from './template/template-error.ts';

/** One source's reading: what it gave, or why it gave nothing. */
export interface SourceReading {
  readonly name: string;
  readonly durationMs: number;
  readonly result: SourceResult;
  readonly failure?: SourceFailure;
  /** Namespaces that it could not see. */
  readonly gaps: readonly NamespaceGap[];
  /** Kinds that the cluster does not know at any version that the source can read. */
  readonly unserved: readonly string[];
}

/** Why a source gave nothing. */
export interface SourceFailure {
  /** `missing` when the cluster does not know the resource: its CRD is not installed. */
  readonly kind: 'missing' | 'failed';
  readonly problem: string;
}

const nothing: SourceResult = { endpoints: [], refusals: [], objects: [] };

/** Reads the enabled sources side by side. One source's failure is its own; ConfigError where a setting makes it impossible. */
export const readSources = (context: SourceContext, now: () => number): Promise<readonly SourceReading[]> =>
  pMap(new Set(context.config.source), async (name) => {
    const start = now();
    const { cluster, sight } = observed(context.cluster);
    const outcome = await readSource(name, { ...context, cluster });
    return { name, durationMs: now() - start, ...sight(), ...outcome };
  });

async function readSource(name: string, context: SourceContext): Promise<Pick<SourceReading, 'result' | 'failure'>> {
  try {
    const source = sources.get(name);
    if (source === undefined) throw new Error(`There is no source named ${name}`);
    return { result: await source.read(context) };
  } catch (error) {
    if (context.signal.aborted) throw error;
    if (error instanceof SourceError || error instanceof TemplateError) throw new ConfigError([`${error.message}.`]);
    return { result: nothing, failure: failureOf(name, error) };
  }
}

function failureOf(name: string, error: unknown): SourceFailure {
  if (isMissing(error)) {
    return {
      kind: 'missing',
      problem: `the cluster does not serve what it reads; install the CRD, or leave out --source=${name}`,
    };
  }
  return { kind: 'failed', problem: errorMessage(error) };
}

type Sight = Pick<SourceReading, 'gaps' | 'unserved'>;

/** A view of the cluster that remembers what was missing in the lists of one source. */
function observed(cluster: Cluster): { readonly cluster: Cluster; readonly sight: () => Sight } {
  const gaps = new Map<string, NamespaceGap>();
  const served = new Set<string>();
  const asked = new Set<string>();
  const list: Cluster['list'] = async (resource, options) => {
    asked.add(resource.kind);
    // A failure of another sort than 404 fails the source as a whole, and then nobody asks for its kinds.
    const objects = await cluster.list(resource, options);
    served.add(resource.kind);
    for (const gap of cluster.gaps?.(resource, options) ?? []) gaps.set(gap.namespace, gap);
    return objects;
  };
  return {
    cluster: { ...cluster, list },
    sight: () => ({ gaps: [...gaps.values()], unserved: [...asked].filter((kind) => !served.has(kind)) }),
  };
}
