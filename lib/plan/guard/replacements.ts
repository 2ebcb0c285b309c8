import type { CauseCode } from '../../endpoint/cause.ts';
import { plannerName } from '../../endpoint/dns-name.ts';
import type { NameRequest, Zone } from '../../endpoint/endpoint.ts';
import { type Change, withhold } from '../change.ts';
import type { Guard } from './guard.ts';

/**
 * Keeps the last record of a name that is still asked for, while what is to come in its place must not be made, there
 * or in another zone: a new child zone may hold the name already, or be unable to hold its ownership row.
 *
 * | at the name of a deletion, in zones of the same visibility | decision   |
 * |------------------------------------------------------------|------------|
 * | a record of ours is in place, or comes                     | goes ahead |
 * | nobody asks, or what is asked for is no record             | goes ahead |
 * | a record is asked for, and all of them are kept from it    | withheld   |
 */
export const keepUntilReplaced: Guard = (changes) => {
  const hindered = placesOf(changes.filter(isHindered));
  const served = placesOf(changes.filter(isServed));
  return changes.map((change) => {
    const place = placeOf(change.endpoint);
    if (change.action !== 'Delete' || !hindered.has(place) || served.has(place)) return change;
    return withhold(change, { code: 'Deferred', problem });
  });
};

const problem = 'its name is still asked for, and the record that is to come in its place cannot be made yet';

/** What keeps a record from being made although nothing is wrong with it. */
const hindrances: ReadonlySet<CauseCode> = new Set([
  'AdoptionHeld',
  'Deferred',
  'InvalidName',
  'OwnerConflict',
  'OwnershipNotStorable',
  'RegistryAmbiguous',
  'SourceUnavailable',
]);

/** A wish that is kept from becoming a record; a record that is kept from going is none. */
const isHindered = (change: Change): boolean =>
  change.action === 'None' && hindrances.has(change.cause.code) && !('ownership' in change.endpoint);

/** Whether a record of ours is in place after the change. */
export function isServed(change: Change): boolean {
  switch (change.action) {
    case 'Create':
    case 'Update':
      return true;
    case 'Delete':
      return false;
    case 'None':
      return change.cause.code === 'UpToDate';
  }
}

const placesOf = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(changes.map(({ endpoint }) => placeOf(endpoint)));

/** Public and private zones answer different askers. */
const placeOf = ({ zone, dnsName }: NameRequest): string => `${visibilityOf(zone)} ${plannerName(dnsName)}`;

const visibilityOf = (zone: Zone | undefined): string => zone?.visibility ?? '';
