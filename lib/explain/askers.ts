import type { NameRequest, ObjectReference } from '../endpoint/endpoint.ts';
import { referenceText } from '../endpoint/endpoint.ts';
import { desire } from '../run/desire.ts';
import type { Run } from '../run/run.ts';
import { sources } from '../sources/index.ts';
import { readSources, type SourceReading } from '../sources/read-sources.ts';
import type { SourceContext } from '../sources/source.ts';
import { type Filter, filters, lift } from './filters.ts';
import type { FilterVerdict } from './trail.ts';

/** An object that asks, whether or not this instance listens. */
export interface Asker {
  readonly ref: ObjectReference;
  readonly wishes: readonly NameRequest[];
  readonly verdicts: readonly FilterVerdict[];
}

/** Which object, and which of its wishes, are spoken of. */
export type Concern = (request: NameRequest, ref: ObjectReference) => boolean;

/** Whether a filter keeps it from being served. */
export const isLeftOut = ({ verdicts }: Asker): boolean => verdicts.some(({ passes }) => !passes);

/**
 * Everybody who asks, with what each filter says. Objects that are left out appear when the same lists are read without
 * filters; the filter that leaves one out is that without which it would be served. No list is asked for twice.
 */
export async function findAskers(
  run: Run,
  context: SourceContext,
  readings: readonly SourceReading[],
  concern: Concern,
): Promise<readonly Asker[]> {
  const active = filters.filter((filter) => filter.text(run.config) !== undefined);
  const askersIn = async (lifted: readonly Filter[]) =>
    wishesByObject(run, await readSources(lift(filtering(context), lifted), run.now), concern);
  const served = wishesByObject(run, readings, concern);
  const everybody = await askersIn(active);
  const leftOut = [...everybody].filter(([key]) => !served.has(key));
  const alone = new Map<Filter, ReadonlyMap<string, unknown>>();
  for (const filter of leftOut.length === 0 ? [] : active)
    alone.set(filter, await askersIn(active.filter((other) => other !== filter)));
  const verdicts = (key: string, ref: ObjectReference): readonly FilterVerdict[] =>
    applicable(active, ref).map((filter) => ({
      filter: filter.text(run.config) ?? '',
      passes: served.has(key) || alone.get(filter)?.has(key) === true,
    }));
  return [...served, ...leftOut].map(([key, each]) => ({ ...each, verdicts: verdicts(key, each.ref) }));
}

/** The sources that have filters; the others need not be asked again, over the network at that. */
const filtering = (context: SourceContext): SourceContext => ({
  ...context,
  config: {
    ...context.config,
    source: context.config.source.filter((name) => (sources.get(name)?.filters.length ?? 0) > 0),
  },
});

function applicable(active: readonly Filter[], ref: ObjectReference): readonly Filter[] {
  const source = sources.get(ref.source);
  return source === undefined ? [] : active.filter((filter) => filter.appliesTo(source));
}

function wishesByObject(
  run: Run,
  readings: readonly SourceReading[],
  concern: Concern,
): ReadonlyMap<string, Pick<Asker, 'ref' | 'wishes'>> {
  const { endpoints, refusals } = desire(run, readings);
  const wishes = [...endpoints, ...refusals].flatMap((wish) =>
    wish.refs.filter((ref) => concern(wish, ref)).map((ref) => ({ ref, wish })),
  );
  return new Map(
    [...Map.groupBy(wishes, ({ ref }) => `${ref.source} ${referenceText(ref)}`)].flatMap(([key, group]) =>
      group[0] === undefined ? [] : [[key, { ref: group[0].ref, wishes: group.map(({ wish }) => wish) }] as const],
    ),
  );
}
