import type { Endpoint, RecordType } from '../endpoint/endpoint.ts';
import { compareTargets } from '../endpoint/targets.ts';
import type { NoChange } from './change.ts';
import type { Row } from './row.ts';

/** What a row would hold if every candidate could be served, and the candidates that lost. */
export interface Choice {
  readonly winners: ReadonlyMap<RecordType, Endpoint>;
  readonly losers: readonly NoChange[];
}

/**
 * Chooses one candidate of each type (ExternalDNS plan/conflict.go):
 *
 * | candidates                  | current record               | winner                                     |
 * |-----------------------------|------------------------------|--------------------------------------------|
 * | CNAME and any other type    | any                          | the other type; every CNAME loses          |
 * | several of one type         | names one of their resources | the candidate of that resource             |
 * | several of one type         | none, or of another resource | the least by targets, then by resource     |
 *
 * Losing targets are never merged in. The last tie-break is ours: upstream's depends on the order of listing.
 */
export function choose(row: Row): Choice {
  const contenders = withoutShadowedCnames(row.candidates);
  const byType = Map.groupBy(contenders, (candidate) => candidate.recordType);
  const winners = new Map([...byType].map(([type, candidates]) => [type, winner(candidates, row)] as const));
  const losers = row.candidates.filter((candidate) => winners.get(candidate.recordType) !== candidate);
  return { winners, losers: losers.map((loser) => lost(loser, winners)) };
}

/** RFC 1034 section 3.6.2: a name with a CNAME has no other data. */
function withoutShadowedCnames(candidates: readonly Endpoint[]): readonly Endpoint[] {
  const others = candidates.filter((candidate) => candidate.recordType !== 'CNAME');
  return others.length > 0 ? others : candidates;
}

function winner(candidates: readonly Endpoint[], row: Row): Endpoint {
  const ranked = [...candidates].sort(byPreference);
  const type = ranked[0]?.recordType;
  const current = row.current.find((record) => record.recordType === type);
  const incumbent = current && ranked.find((candidate) => candidate.labels['resource'] === current.labels['resource']);
  const best = incumbent ?? ranked[0];
  if (best === undefined) throw new Error('A record type without candidates has no winner');
  return best;
}

const byPreference = (left: Endpoint, right: Endpoint): number =>
  compareTargets(left.targets, right.targets) || compareText(resourceOf(left), resourceOf(right));

const resourceOf = (endpoint: Endpoint): string => endpoint.labels['resource'] ?? '';

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function lost(loser: Endpoint, winners: Choice['winners']): NoChange {
  const winning = winners.get(loser.recordType) ?? [...winners.values()][0];
  if (winning === undefined) throw new Error(`${loser.dnsName} lost to nobody`);
  return { action: 'None', endpoint: loser, cause: { code: 'RecordConflict', winner: winning } };
}
