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

export const scopeOf = (config: Config): Scope => ({
  sources: [...new Set(config.source)].sort(),
  ...(config.namespace !== undefined && { namespace: config.namespace }),
  filters: [config.labelFilter?.text, config.annotationFilter?.text].filter(Boolean).join(' & '),
});

/** As the Lease stores it; undefined when it is no scope. */
export function parseScope(text: string | undefined): Scope | undefined {
  try {
    const scope: unknown = JSON.parse(text ?? 'null');
    return isScope(scope) ? scope : undefined;
  } catch {
    return undefined;
  }
}

const isScope = (value: unknown): value is Scope =>
  typeof value === 'object' &&
  value !== null &&
  'sources' in value &&
  Array.isArray(value.sources) &&
  'filters' in value;

/**
 * What a run does not look at although the one before it did. Its records must not fall to the narrower run: they
 * stay until a run that looks at the same again, which then knows whether anybody still asks for them.
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
