import type { Endpoint } from '../../endpoint/endpoint.ts';
import type { Prepared } from '../../endpoint/prepared.ts';
import { isAlias } from './record-set.ts';

/**
 * A wish for an alias of both address types, whose target lies in the zone itself, becomes only what the target has:
 *
 * | the target has  | becomes                                                 |
 * |-----------------|---------------------------------------------------------|
 * | A and AAAA      | both aliases                                            |
 * | one of them     | that alias; Route 53 would refuse both for the other    |
 * | neither         | both aliases, so that Route 53's refusal is told        |
 *
 * What the target has is what its zone holds and what is asked for; of a target that is such an alias, what is left of
 * it. Each part is what one wish became.
 */
export function withoutIdleTwins(parts: readonly Prepared[], records: readonly Endpoint[]): readonly Prepared[] {
  const twins = parts.flatMap(({ endpoints }) => endpoints.filter((each) => isTwin(each, endpoints)));
  if (twins.length === 0) return parts;
  const held = new Map<string, number>();
  for (const each of [...records, ...parts.flatMap(({ endpoints }) => endpoints)]) count(held, placeOf(each), 1);
  const idle = idleAmong(twins, held);
  return parts.map((part) => ({ ...part, endpoints: part.endpoints.filter((each) => !idle.has(each)) }));
}

const count = (held: Map<string, number>, place: string, by: number): void => {
  held.set(place, (held.get(place) ?? 0) + by);
};

/** From each twin that goes to those that point at it. */
function idleAmong(twins: readonly Endpoint[], held: Map<string, number>): ReadonlySet<Endpoint> {
  const pointing = Map.groupBy(twins, (each) => targetOf(each));
  const idle = new Set<Endpoint>();
  const queue = [...twins];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (idle.has(next) || has(held, targetOf(next)) || !has(held, targetOf(next, otherType(next)))) continue;
    idle.add(next);
    count(held, placeOf(next), -1);
    if (!has(held, placeOf(next))) queue.push(...(pointing.get(placeOf(next)) ?? []));
  }
  return idle;
}

const has = (held: ReadonlyMap<string, number>, place: string): boolean => (held.get(place) ?? 0) > 0;

const otherType = ({ recordType }: Endpoint): string => (recordType === 'A' ? 'AAAA' : 'A');

const placeOf = ({ zone, dnsName, recordType }: Endpoint): string => `${zone?.id} ${recordType} ${dnsName}`;

const targetOf = ({ zone, targets, recordType }: Endpoint, type: string = recordType): string =>
  `${zone?.id} ${type} ${targets[0]}`;

const isTwin = (endpoint: Endpoint, siblings: readonly Endpoint[]): boolean =>
  isAlias(endpoint) &&
  endpoint.providerSpecific['aws/target-hosted-zone'] === endpoint.zone?.id &&
  siblings.some((each) => each.recordType !== endpoint.recordType && each.zone?.id === endpoint.zone?.id);
