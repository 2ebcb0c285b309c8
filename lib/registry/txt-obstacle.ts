import type { Cause } from '../endpoint/cause.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { type Problem, shortText } from '../endpoint/name-problem.ts';
import { looksEncrypted } from './txt-encryption.ts';
import type { RowPlace } from './txt-row.ts';

/** Records that may stand where an ownership row has to go, by zone and name. */
export type Obstacles = ReadonlyMap<string, readonly Endpoint[]>;

/** Finds them among the records that are no ownership rows. */
export const obstaclesAmong = (records: readonly Endpoint[]): Obstacles =>
  Map.groupBy(
    records.filter(({ recordType }) => recordType === 'TXT' || recordType === 'CNAME'),
    placeKey,
  );

/** The place of a record set, whatever its type. */
export const placeKey = ({ zone, dnsName }: RowPlace): string => `${zone?.id ?? ''} ${dnsName.toLowerCase()}`;

/**
 * Why Route 53 would refuse this row: a name has one TXT record set, or several with a set identifier each, and none
 * beside a CNAME (RFC 1034 section 3.6.2). The other record is not ours to change.
 */
export function obstacleCause(row: RowPlace, obstacles: Obstacles): Cause | undefined {
  const obstacle = (obstacles.get(placeKey(row)) ?? []).find((record) => excludes(record, row));
  if (obstacle === undefined) return undefined;
  return { code: 'OwnershipNotStorable', rowName: row.dnsName, ...obstacleProblem(obstacle) };
}

const excludes = ({ recordType, setIdentifier }: Endpoint, row: RowPlace): boolean =>
  recordType === 'CNAME' ||
  setIdentifier === row.setIdentifier ||
  setIdentifier === undefined ||
  row.setIdentifier === undefined;

function obstacleProblem({ recordType, targets }: Endpoint): Problem {
  if (recordType === 'CNAME') return { problem: 'cannot stand beside the CNAME record of that name', fix };
  if (targets.some(looksEncrypted))
    return { problem: 'is there already, and holds what no key of this instance decrypts', fix: keyFix };
  return { problem: `is there already, and holds another text (${targets.map(shortText).join(', ')})`, fix };
}

const fix =
  'move that record to another name, or choose another name for this one; another --txt-prefix or --txt-suffix does as well, where this owner has no records yet';

const keyFix = 'set --txt-encrypt-aes-key to the key that it was written with, or delete it where nobody needs it';
