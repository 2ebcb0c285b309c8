import type { ChangeResult } from '../plan/change.ts';
import { eventKind } from './event-kind.ts';
import { causeName } from './facts.ts';

/** How an object's names stand: compact, and the same from run to run while they do. Absent where there are none. */
export interface ObjectStatus {
  readonly ready?: readonly string[];
  /** What a person has to mend, with the cause. */
  readonly error?: Readonly<Record<string, string>>;
  /** What waits, or is not allowed, with the cause. */
  readonly skipped?: Readonly<Record<string, string>>;
  /** Names that are left out. */
  readonly more?: number;
}

/** Names of each kind in one status. */
const namesShown = 20;

/**
 * The status of each object by its uid, from all outcomes of a run. A name that has several outcomes counts by its worst;
 * what another instance may serve, and what was deleted, does not count.
 */
export function statusesOf(results: readonly ChangeResult[]): ReadonlyMap<string, ObjectStatus> {
  const outcomes = results.flatMap((result) => {
    const rank = rankOf(result);
    if (rank === undefined) return [];
    return result.change.endpoint.refs.flatMap(({ uid }) => (uid === undefined ? [] : [{ uid, rank, result }]));
  });
  return new Map([...Map.groupBy(outcomes, ({ uid }) => uid)].map(([uid, own]) => [uid, statusOf(own)] as const));
}

const ranks = ['ready', 'skipped', 'error'] as const;
type Rank = (typeof ranks)[number];

function rankOf(result: ChangeResult): Rank | undefined {
  if (result.status === 'Success') return result.change.action === 'Delete' ? undefined : 'ready';
  if (result.status === 'Skip' && result.cause.code === 'UpToDate') return 'ready';
  const kind = eventKind(result);
  if (kind === undefined || kind.reason === 'RecordFiltered') return undefined;
  return kind.type === 'Warning' ? 'error' : 'skipped';
}

interface Standing {
  readonly rank: Rank;
  readonly result: ChangeResult;
}

function statusOf(outcomes: readonly Standing[]): ObjectStatus {
  const worst = new Map<string, Standing>();
  for (const each of outcomes) {
    const { dnsName } = each.result.change.endpoint;
    const known = worst.get(dnsName);
    if (known === undefined || ranks.indexOf(each.rank) > ranks.indexOf(known.rank)) worst.set(dnsName, each);
  }
  const names = [...worst].sort(([left], [right]) => (left < right ? -1 : 1));
  const of = (rank: Rank) => names.filter(([, standing]) => standing.rank === rank);
  const [ready, error, skipped] = [of('ready'), of('error'), of('skipped')];
  const more = [ready, error, skipped].reduce((sum, { length }) => sum + Math.max(0, length - namesShown), 0);
  return {
    ...(ready.length > 0 && { ready: ready.slice(0, namesShown).map(([name]) => name) }),
    ...(error.length > 0 && { error: withCauses(error) }),
    ...(skipped.length > 0 && { skipped: withCauses(skipped) }),
    ...(more > 0 && { more }),
  };
}

const withCauses = (names: readonly (readonly [string, Standing])[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.slice(0, namesShown).map(([name, { result }]) => [name, causeName(result)]));
