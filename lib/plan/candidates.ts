import type { Endpoint, RecordType } from '../endpoint/endpoint.ts';
import { inOrder } from '../endpoint/merge.ts';
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
 * | several of one type         | none, or of another resource | the least by targets, then as `inOrder`    |
 *
 * Losing targets are never merged in. The last tie-break is ours: upstream's depends on the order of listing.
 */
export function choose(row: Row): Choice {
  // Nearly every row: nothing to sort, nothing to choose.
  const [only, ...others] = row.candidates;
  if (only !== undefined && others.length === 0) return { winners: new Map([[only.recordType, only]]), losers: [] };
  const candidates = inOrder(row.candidates);
  const byType = Map.groupBy(withoutShadowedCnames(candidates), (candidate) => candidate.recordType);
  const winners = new Map([...byType].map(([type, contenders]) => [type, winner(contenders, row)] as const));
  const losers = candidates.filter((candidate) => winners.get(candidate.recordType) !== candidate);
  return { winners, losers: losers.map((loser) => lost(loser, winners)) };
}

/** RFC 1034 section 3.6.2: a name with a CNAME has no other data. */
function withoutShadowedCnames(candidates: readonly Endpoint[]): readonly Endpoint[] {
  const others = candidates.filter((candidate) => candidate.recordType !== 'CNAME');
  return others.length > 0 ? others : candidates;
}

function winner(contenders: readonly Endpoint[], row: Row): Endpoint {
  const ranked = [...contenders].sort((left, right) => compareTargets(left.targets, right.targets));
  const current = row.current.find((record) => record.recordType === ranked[0]?.recordType);
  const incumbent = current && ranked.find((candidate) => candidate.labels['resource'] === current.labels['resource']);
  const best = incumbent ?? ranked[0];
  if (best === undefined) throw new Error('A record type without candidates has no winner');
  return best;
}

function lost(loser: Endpoint, winners: Choice['winners']): NoChange {
  const winning = winners.get(loser.recordType) ?? [...winners.values()][0];
  if (winning === undefined) throw new Error(`${loser.dnsName} lost to nobody`);
  return { action: 'None', endpoint: loser, cause: { code: 'RecordConflict', winner: winning } };
}
