import type { Answer, Question } from 'dns-packet';
import { isWithin } from '../route53/name.ts';
import { type RecordSet, valuesOf } from '../route53/record-set.ts';
import { chooseSets } from './choose-set.ts';
import { toAnswer } from './record-data.ts';
import { serviceAddress } from './service-address.ts';
import { parseWireName, wireName } from './wire-name.ts';
import { type Authority, authorityFor, delegationFor, setsFor, type ZoneData } from './zone-data.ts';

/** Response codes in use (RFC 1035 section 4.1.1). */
export const rcodes = { NOERROR: 0, FORMERR: 1, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

/** What the server answers to one question. */
export interface Resolution {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
}

const maxChase = 8;
const aliasTtl = 60;

/** An answer that says no more than a response code. */
export const failure = (rcode: number): Resolution => ({ rcode, authoritative: false, answers: [], authorities: [] });

const refused = failure(rcodes.REFUSED);

/**
 * Answers from the emulator's public zones alone:
 *
 *   the name                                      answer
 *   in no zone                                    REFUSED
 *   at or below a delegation                      referral, without authority
 *   does not exist, no wildcard                   NXDOMAIN with the SOA
 *   exists without the type                       no data, with the SOA
 *   has a CNAME                                   the CNAME, and on to its target while that is in a zone here
 *   is an alias                                   what the target answers, under the asked name
 */
export function resolve(data: ZoneData, { name, type }: Question): Resolution {
  const parsed = parseWireName(name);
  return 'name' in parsed ? resolveName(data, parsed.name, type, 0) : refused;
}

function resolveName(data: ZoneData, name: string, type: string, depth: number): Resolution {
  const authority = authorityFor(data, name);
  if (authority === undefined) return refused;
  const delegation = delegationFor(data, authority, name);
  if (delegation !== undefined) return referral(delegation);
  const sets = setsFor(data, authority, name);
  if (sets === undefined) return empty(data, authority, rcodes.NXDOMAIN);
  const cname = type === 'CNAME' ? [] : recordsOf(data, authority, name, 'CNAME', sets, depth);
  if (cname.length > 0) return follow(data, cname, type, depth);
  const types = type === 'ANY' ? [...new Set(sets.map((set) => set.Type))] : [type];
  const answers = types.flatMap((one) => recordsOf(data, authority, name, one, sets, depth));
  return answers.length === 0
    ? empty(data, authority, rcodes.NOERROR)
    : { rcode: rcodes.NOERROR, authoritative: true, answers, authorities: [] };
}

const referral = (set: RecordSet): Resolution => ({
  rcode: rcodes.NOERROR,
  authoritative: false,
  answers: [],
  authorities: plainRecords(wireName(set.Name), set),
});

/** A CNAME and what its target answers; the target's failure is the answer's, but for a target that is not here. */
function follow(data: ZoneData, cname: readonly Answer[], type: string, depth: number): Resolution {
  const target = cname[0]?.type === 'CNAME' ? `${cname[0].data}` : '';
  const parsed = parseWireName(target);
  const next = 'name' in parsed && depth < maxChase ? resolveName(data, parsed.name, type, depth + 1) : refused;
  if (next.rcode === rcodes.REFUSED || type === 'ANY') {
    return { rcode: rcodes.NOERROR, authoritative: true, answers: cname, authorities: [] };
  }
  return { ...next, authoritative: true, answers: [...cname, ...next.answers] };
}

function empty(data: ZoneData, { zoneId, apex }: Authority, rcode: number): Resolution {
  const soa = data.recordSetsAt(zoneId, apex).filter((set) => set.Type === 'SOA');
  const authorities = soa.flatMap((set) => plainRecords(wireName(apex), set)).map(negativeTtl);
  return { rcode, authoritative: true, answers: [], authorities };
}

/** A negative answer lives as long as the lesser of the SOA's own TTL and its minimum (RFC 2308 section 3). */
const negativeTtl = (answer: Answer): Answer =>
  answer.type === 'SOA' ? { ...answer, ttl: Math.min(answer.ttl ?? 0, answer.data.minimum ?? 0) } : answer;

const plainRecords = (owner: string, set: RecordSet): readonly Answer[] =>
  valuesOf(set)
    .map((value) => toAnswer(owner, set.Type, set.TTL ?? aliasTtl, value))
    .filter((answer) => answer !== undefined);

function recordsOf(
  data: ZoneData,
  authority: Authority,
  name: string,
  type: string,
  sets: readonly RecordSet[],
  depth: number,
): readonly Answer[] {
  const owner = wireName(name);
  return chooseSets(sets.filter((set) => set.Type === type)).flatMap((set) =>
    set.AliasTarget === undefined ? plainRecords(owner, set) : aliasRecords(data, authority, owner, set, depth),
  );
}

/** An alias answers with its target's records under its own name; a service's host with its stand-in address. */
function aliasRecords(
  data: ZoneData,
  authority: Authority,
  owner: string,
  set: RecordSet,
  depth: number,
): readonly Answer[] {
  const target = set.AliasTarget?.DNSName ?? '';
  if (set.AliasTarget?.HostedZoneId !== authority.zoneId || !isWithin(target, authority.apex)) {
    const address = serviceAddress(target, set.Type);
    const answer = address === undefined ? undefined : toAnswer(owner, set.Type, aliasTtl, address);
    return answer === undefined ? [] : [answer];
  }
  if (depth >= maxChase) return [];
  return recordsOf(data, authority, target, set.Type, setsFor(data, authority, target) ?? [], depth + 1).map(
    (answer) => ({ ...answer, name: owner }),
  );
}
