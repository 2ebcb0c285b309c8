import type { Cause } from '../endpoint/cause.ts';
import { type Endpoint, recordKey } from '../endpoint/endpoint.ts';
import { replacedName, rowsSpeakingOf, wildcardNamesake } from './txt-match.ts';
import { rowSubject } from './txt-name.ts';
import { type Obstacles, obstacleCause, placeKey } from './txt-obstacle.ts';
import type { Reading } from './txt-reading.ts';
import { parseRow, type RowPlace, rowPlace, storageCause } from './txt-row.ts';

/** Why this row cannot be written where it belongs; undefined when it can. */
export const unstorableCause = (row: RowPlace, obstacles: Obstacles): Cause | undefined =>
  storageCause(row) ?? obstacleCause(row, obstacles);

/**
 * Why the ownership of an endpoint could not be stored. The row of a record that exists has said already whose it is;
 * one whose record is gone still reserves the name for its owner.
 */
export function objection(endpoint: Endpoint, reading: Reading): Cause | undefined {
  if (parseRow(endpoint, reading.options.codec) !== undefined) return forgedOwnership;
  if (standsAtRow(endpoint, reading)) return nameOfRow;
  const row = rowPlace(endpoint, reading.options);
  const isNew = !reading.speaking.has(recordKey(endpoint));
  return unstorableCause(row, reading.obstacles) ?? (isNew ? reservation(endpoint, row, reading) : undefined);
}

/** A TXT record would be the row of another name itself. A CNAME stands alone, so it cannot be where such a row is. */
function standsAtRow(endpoint: Endpoint, { options, rows, rowPlaces }: Reading): boolean {
  const { recordType, dnsName } = endpoint;
  if (recordType === 'TXT') return rows.has(recordKey(endpoint));
  if (recordType !== 'CNAME') return false;
  return rowPlaces.has(placeKey(endpoint)) && rowSubject(options, dnsName)?.dnsName !== dnsName.toLowerCase();
}

function reservation(endpoint: Endpoint, row: RowPlace, reading: Reading): Cause | undefined {
  const { options, rows } = reading;
  const foreign = rows.get(recordKey(row))?.owners.find((owner) => owner !== options.owner);
  if (foreign !== undefined)
    return { code: 'OwnerConflict', ...(foreign && { owner: foreign }), ownOwner: options.owner };
  const namesake =
    rowNamesake(endpoint, reading) ?? wildcardNamesake(endpoint.dnsName, options) ?? literalNamesake(endpoint, reading);
  if (namesake === undefined) return undefined;
  const problem = `would be that of ${namesake} as well`;
  return { code: 'OwnershipNotStorable', rowName: row.dnsName, problem, fix: 'choose another name' };
}

/** Another name of which a row speaks already that would speak of this one. */
function rowNamesake(endpoint: Endpoint, { options, index, subjects }: Reading): string | undefined {
  const rows = rowsSpeakingOf(endpoint, index, options);
  const names = rows.flatMap((row) => subjects.get(row) ?? []).map(({ dnsName }) => dnsName);
  return names.find((dnsName) => dnsName !== endpoint.dnsName);
}

/** The record whose name stands for this wildcard among rows, whoever made it. The row of a CNAME may be an alias's. */
function literalNamesake(endpoint: Endpoint, { options, records }: Reading): string | undefined {
  const dnsName = replacedName(endpoint, options);
  if (dnsName === undefined) return undefined;
  const named = { ...endpoint, dnsName };
  const address = endpoint.recordType === 'CNAME' && records.get(recordKey({ ...named, recordType: 'A' }));
  const isAlias = address && address.providerSpecific['alias'] === 'true';
  return isAlias || records.has(recordKey(named)) ? dnsName : undefined;
}

const forgedOwnership: Cause = {
  code: 'InvalidTarget',
  problem: 'the text begins with "heritage=external-dns", so it would be taken for an ownership record',
  fix: 'write another text',
};

const nameOfRow: Cause = {
  code: 'InvalidName',
  problem: 'the TXT record of that name is the ownership record of another name',
  fix: 'choose another name',
};
