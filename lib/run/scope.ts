import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { Cause } from '../endpoint/cause.ts';
import type { Absence } from '../plan/guard/source-gate.ts';

/** What of the cluster a run looks at. The Lease keeps that of the last writing run. */
export interface Scope {
  readonly sources: readonly string[];
  readonly namespace?: string;
  /** Both filters as text; empty when there is none. */
  readonly filters: string;
}

type ScopeConfig = Pick<Config, 'source' | 'namespace' | 'labelFilter' | 'annotationFilter'>;

/** The scope that a configuration gives. */
export const scopeOf = (config: ScopeConfig): Scope => ({
  sources: [...new Set(config.source)].sort(),
  ...(config.namespace !== undefined && { namespace: config.namespace }),
  filters: [config.labelFilter?.text, config.annotationFilter?.text].filter(Boolean).join(' & '),
});

const scopeSchema = z.object({
  sources: z.array(z.string()).readonly(),
  namespace: z.string().exactOptional(),
  filters: z.string(),
});

/** As the Lease stores it; undefined when it is no scope. */
export function parseScope(text: string | undefined): Scope | undefined {
  try {
    return scopeSchema.safeParse(JSON.parse(text ?? 'null')).data;
  } catch {
    return undefined;
  }
}

/**
 * What a run does not look at although the one before it did. Its records must not fall to the narrower run. Where a
 * payload narrowed it, the next run looks at everything again; where the configuration did, the Lease holds the
 * narrower scope from now on, and the run after this one lets go of what is left: a person had one run's time to see it.
 */
export function outsideScope(now: Scope, before: Scope | undefined): readonly Absence[] {
  if (before === undefined) return [];
  const dropped = before.sources.filter((source) => !now.sources.includes(source));
  return [
    ...dropped.map((source) => ({ source, cause: unseen(`this run does not read the source ${source}`) })),
    ...now.sources.flatMap((source) => narrowed(source, now, before)),
  ];
}

function narrowed(source: string, now: Scope, before: Scope): readonly Absence[] {
  if (now.filters !== before.filters && now.filters !== '') {
    return [{ source, cause: unseen('the label or annotation filter changed since the last run') }];
  }
  if (now.namespace === undefined || now.namespace === before.namespace) return [];
  return [
    { source, exceptNamespace: now.namespace, cause: unseen(`this run reads the namespace ${now.namespace} alone`) },
  ];
}

const unseen = (problem: string): Cause => ({
  code: 'Deferred',
  problem: `${problem}, so what may belong to the rest is kept`,
});
