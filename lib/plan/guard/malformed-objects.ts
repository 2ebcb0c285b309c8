import type { Cause, Refusal } from '../../endpoint/cause.ts';
import { plannerName } from '../../endpoint/dns-name.ts';
import { isSameObject, type NameRequest } from '../../endpoint/endpoint.ts';
import { withhold } from '../change.ts';
import type { Guard } from './guard.ts';

/**
 * Keeps the records of an object that cannot be read: nobody can tell whether it still asks for them.
 *
 * | deletion of a record whose object                              | decision   |
 * |----------------------------------------------------------------|------------|
 * | is too malformed to say which names it wants                   | withheld   |
 * | says something malformed about this very name                  | withheld   |
 * | says something malformed about another name                    | goes ahead |
 */
export const keepMalformedObjects: Guard = (changes, { refusals }) => {
  const malformed = refusals.filter(({ cause }) => cause.code === 'InvalidObject');
  if (malformed.length === 0) return changes;
  return changes.map((change) => {
    const cause = change.action === 'Delete' ? causeOf(change.endpoint, malformed) : undefined;
    return cause === undefined ? change : withhold(change, cause);
  });
};

const causeOf = (record: NameRequest, malformed: readonly Refusal[]): Cause | undefined =>
  malformed.find((refusal) => concerns(refusal, record) && sharesObject(refusal, record))?.cause;

const concerns = ({ dnsName }: Refusal, record: NameRequest): boolean =>
  dnsName === '' || plannerName(dnsName) === plannerName(record.dnsName);

const sharesObject = ({ refs }: Refusal, record: NameRequest): boolean =>
  refs.some((ref) => record.refs.some((other) => isSameObject(ref, other)));
