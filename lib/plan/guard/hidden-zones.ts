import { plannerName } from '../../endpoint/dns-name.ts';
import type { NameRequest } from '../../endpoint/endpoint.ts';
import { withhold } from '../change.ts';
import type { Guard } from './guard.ts';
import { causeOf } from './malformed-objects.ts';

/**
 * Keeps a record whose object wants the name in another zone, which could not be read: the name stays where it is until
 * it can be made there. A deletion that makes room for another record of its zone is no such move.
 */
export const keepForHiddenZones: Guard = (changes, { refusals }) => {
  const hidden = refusals.filter(({ cause }) => cause.code === 'ZoneUnavailable');
  const wanted = new Set(
    changes.flatMap(({ action, endpoint }) => (action === 'Create' || action === 'Update' ? placeOf(endpoint) : [])),
  );
  return changes.map((change) => {
    if (change.action !== 'Delete' || wanted.has(placeOf(change.endpoint))) return change;
    const cause = causeOf(change.endpoint, hidden);
    return cause === undefined ? change : withhold(change, cause);
  });
};

const placeOf = ({ zone, dnsName }: NameRequest): string => `${zone?.id ?? ''} ${plannerName(dnsName)}`;
