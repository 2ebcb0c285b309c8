import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { DroppedPart } from '../plan/guard/deletion-limits.ts';
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

/** What one scope leaves out of another, with a clause that says so. */
export function outsideScope(now: Scope, before: Scope | undefined): readonly DroppedPart[] {
  if (before === undefined) return [];
  const dropped = before.sources.filter((source) => !now.sources.includes(source));
  return [
    ...dropped.map((source) => ({ source, problem: `this run does not read the source ${source}` })),
    ...now.sources.flatMap((source) => narrowed(source, now, before)),
  ];
}

function narrowed(source: string, now: Scope, before: Scope): readonly DroppedPart[] {
  if (now.filters !== before.filters && now.filters !== '')
    return [{ source, problem: 'the label or annotation filter changed since the last run' }];
  if (now.namespace === undefined || now.namespace === before.namespace) return [];
  return [{ source, exceptNamespace: now.namespace, problem: `this run reads the namespace ${now.namespace} alone` }];
}

/** A payload holds for one run: the next one looks at everything again. */
export const deferred = ({ problem, ...part }: DroppedPart): Absence => ({
  ...part,
  cause: { code: 'Deferred', problem: `${problem}, so what may belong to the rest is kept` },
});

/** The least scope that leaves nothing out of either. */
export const widened = (left: Scope, right: Scope): Scope => ({
  sources: [...new Set([...left.sources, ...right.sources])].sort(),
  ...(left.namespace !== undefined && left.namespace === right.namespace && { namespace: left.namespace }),
  filters: left.filters === right.filters ? left.filters : '',
});
