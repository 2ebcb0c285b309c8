import type { Cause, CauseCode, Refusal } from '../../endpoint/cause.ts';
import { plannerName } from '../../endpoint/dns-name.ts';
import { isSameObject, type NameRequest } from '../../endpoint/endpoint.ts';
import { withhold } from '../change.ts';
import type { Guard } from './guard.ts';

/**
 * Keeps the records of an object that was written wrongly: a slip of the pen withdraws no name.
 *
 * | deletion of a record whose object                              | decision   |
 * |----------------------------------------------------------------|------------|
 * | is too malformed to say which names it wants                   | withheld   |
 * | says something malformed about this very name                  | withheld   |
 * | gives this very name a target that is none                     | withheld   |
 * | says something malformed about another name                    | goes ahead |
 */
export const keepMalformedObjects: Guard = (changes, { refusals }) => {
  const malformed = refusals.filter(({ cause }) => slips.has(cause.code));
  return changes.map((change) => {
    const cause = change.action === 'Delete' ? causeOf(change.endpoint, malformed) : undefined;
    return cause === undefined ? change : withhold(change, cause);
  });
};

const slips: ReadonlySet<CauseCode> = new Set(['InvalidObject', 'InvalidTarget']);

/** Why the object of a record was refused this very name, or every one. */
export const causeOf = (record: NameRequest, refusals: readonly Refusal[]): Cause | undefined =>
  refusals.find((refusal) => concerns(refusal, record) && sharesObject(refusal, record))?.cause;

const concerns = ({ dnsName }: Refusal, record: NameRequest): boolean =>
  dnsName === '' || plannerName(dnsName) === plannerName(record.dnsName);

const sharesObject = ({ refs }: Refusal, record: NameRequest): boolean =>
  refs.some((ref) => record.refs.some((other) => isSameObject(ref, other)));
