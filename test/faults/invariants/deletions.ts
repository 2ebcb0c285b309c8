import type { Manifest } from '../../scenarios/world.ts';
import { intruderAddress, intruderName } from '../intruder.ts';
import { flagValue } from '../run-flags.ts';
import { type HeldSet, heldText, ours, resourceIn, rowFor, type Snapshot } from '../snapshot.ts';
import type { StepRecord } from '../step-record.ts';
import type { Sight } from './sight.ts';

/** Records that went, or lost values, although no run could see the source that asked for them. */
export function blindDeletions(
  { strangers, affixing }: Sight,
  { before, after, outcomes }: StepRecord,
): readonly string[] {
  const reports = outcomes.flatMap(({ report }) => report ?? []);
  if (reports.length < outcomes.length) return [];
  const isBlind = (source: string) =>
    reports.every(({ sources }) => sources.some(({ name, error }) => name === source && error !== undefined));
  const there = new Map(after.map((each) => [each.key, each] as const));
  return ours(before, strangers).records.flatMap((record) => {
    const row = rowFor(record, before, affixing);
    const source = row && resourceIn(row).split('/')[0];
    return source !== undefined && isBlind(source) && hasLost(record, there.get(record.key))
      ? [`a record was deleted, or lost values, although its source ${source} could not be read: ${heldText(record)}`]
      : [];
  });
}

const hasLost = ({ values }: HeldSet, now: HeldSet | undefined): boolean =>
  now === undefined || (now.alias === undefined && values.some((value) => !now.values.includes(value)));

/** The deletion limits of a run. */
interface Limits {
  readonly count: number;
  readonly emptying: number;
  readonly total: number;
}

const limitsOf = (flags: readonly string[]): Limits => {
  const limit = (name: string, usual: number): number => Number(flagValue(flags, `hold-deletions-${name}`) ?? usual);
  return { count: limit('over-count', 5), emptying: limit('emptying-zone-over', 2), total: limit('over-total', 100) };
};

/** What went in one run that nobody approved: no more than the limits, of each zone and in all. */
export function hastyDeletions(
  { strangers }: Sight,
  { flags, before, after, outcomes }: StepRecord,
): readonly string[] {
  if (outcomes.length > 1 || flags.some((flag) => flag.startsWith('--approve=') && flag !== wrongApproval)) return [];
  const limits = limitsOf(flags);
  const afterwards = namesByZone(after, strangers);
  const zones = [...namesByZone(before, strangers)].map(([zoneId, names]) => ({
    zoneId,
    names,
    gone: names.size - [...names].filter((name) => afterwards.get(zoneId)?.has(name)).length,
    left: afterwards.get(zoneId)?.size ?? 0,
  }));
  const total = zones.reduce((sum, { gone }) => sum + gone, 0);
  return [
    ...zones
      .filter((each) => isHasty(each, limits))
      .map(
        ({ zoneId, names, gone }) =>
          `${gone} of ${names.size} names of zone ${zoneId} were deleted in one run, and nobody approved`,
      ),
    ...(total > limits.total ? [`${total} names were deleted in one run, and nobody approved`] : []),
  ];
}

/** Approves a plan that nobody made. */
export const wrongApproval = '--approve=0123456789abcdef';

/** A limit of its own each: over so many and 30% of a zone's names, or the last of more than so many. */
const isHasty = (
  { names, gone, left }: { readonly names: ReadonlySet<string>; readonly gone: number; readonly left: number },
  { count, emptying }: Limits,
): boolean => (gone > count && gone * 100 > names.size * 30) || (left === 0 && names.size > emptying);

const namesByZone = (snapshot: Snapshot, strangers: Sight['strangers']): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [...Map.groupBy(ours(snapshot, strangers).records, ({ zoneId }) => zoneId)].map(
      ([zoneId, records]) => [zoneId, new Set(records.map(({ name }) => name))] as const,
    ),
  );

/** Records of the herd that went while their objects waited for addresses. */
export function abandoned({ objects, strangers, world }: Sight, { before, after }: StepRecord): readonly string[] {
  if (world.flags.includes('--on-missing-targets=delete')) return [];
  const there = new Set(after.map(({ key }) => key));
  return ours(before, strangers)
    .records.filter(({ key, name }) => {
      const object = objects.get(`Service/${name.split('.')[0]}`);
      return name.startsWith('herd-') && object !== undefined && isWaiting(object) && !there.has(key);
    })
    .map((each) => `a record was deleted while its object waits for an address: ${heldText(each)}`);
}

const isWaiting = ({ status }: Manifest): boolean => JSON.stringify(status) === '{"loadBalancer":{"ingress":[]}}';

/** Another writer's value, written between our reading and our first batch, has to outlast the run. */
export function overwritten({ intrudedOn, after, outcomes }: StepRecord): readonly string[] {
  if (intrudedOn === undefined || outcomes.length > 1) return [];
  const held = after.find((each) => each.key === intrudedOn);
  return held?.values.join() === intruderAddress ? [] : [`another writer's change of ${intruderName} was overwritten`];
}
