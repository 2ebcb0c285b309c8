import type { Config } from '../config/config.ts';
import type { Source, SourceContext } from '../sources/source.ts';
import { withoutControllers } from './focus.ts';

/** A setting or annotation that keeps objects from being spoken of, and how to look past it. */
export interface Filter {
  /** As the person who set it knows it; undefined where it is not set. */
  text(config: Config): string | undefined;
  appliesTo(source: Source): boolean;
  lift(context: SourceContext): SourceContext;
}

const flagged = (kind: Source['filters'][number], text: Filter['text'], lifted: Partial<Config>): Filter => ({
  text,
  appliesTo: ({ filters: own }) => own.includes(kind),
  lift: (context) => ({ ...context, config: { ...context.config, ...lifted } }),
});

const controller: Filter = {
  text: () => 'the controller annotation',
  appliesTo: ({ annotations }) => annotations.includes('controller'),
  lift: (context) => ({ ...context, cluster: withoutControllers(context.cluster, context.config.annotationPrefix) }),
};

const listText = (flag: string, values: readonly string[]): string | undefined =>
  values.length === 0 ? undefined : `--${flag}=${values.join(',')}`;

const selectorText = (flag: string, selector: Config['labelFilter']): string | undefined =>
  selector && `--${flag}=${selector.text}`;

/**
 * What leaves an object out without a word, because it is another instance's business. That is found out by reading
 * the same lists without the filter, so that the sources alone know the rules. `--namespace` is not here: what lies
 * outside is not listed.
 */
export const filters: readonly Filter[] = [
  flagged('label', ({ labelFilter }) => selectorText('label-filter', labelFilter), { labelFilter: undefined }),
  flagged('annotation', ({ annotationFilter }) => selectorText('annotation-filter', annotationFilter), {
    annotationFilter: undefined,
  }),
  flagged('ingress-class', ({ ingressClass }) => listText('ingress-class', ingressClass), { ingressClass: [] }),
  flagged('service-type', ({ serviceTypeFilter }) => listText('service-type-filter', serviceTypeFilter), {
    serviceTypeFilter: [],
  }),
  controller,
];

/** A context without these filters. */
export const lift = (context: SourceContext, lifted: readonly Filter[]): SourceContext =>
  lifted.reduce((each, filter) => filter.lift(each), context);
