import { isWithin, plannerName } from '../../endpoint/dns-name.ts';
import type { Zone } from '../../endpoint/endpoint.ts';
import { type Change, withhold } from '../change.ts';
import type { Guard } from './guard.ts';
import { isServed } from './replacements.ts';

/**
 * Keeps a record whose name moves to a new child zone until the parent delegates it: before, resolvers ask the parent
 * alone (RFC 1034 section 4.2.1), and a hosted zone is made before its name servers are known.
 *
 * | deletion in a public zone                                      | decision   |
 * |----------------------------------------------------------------|------------|
 * | the name is served by a public zone below, without NS records  | withheld   |
 * | the same, and the parent has NS records on the way there       | goes ahead |
 * | the name is served in the same zone, or by no zone below       | goes ahead |
 */
export const keepUntilDelegated: Guard = (changes, { delegations }) => {
  const served = Map.groupBy(changes.flatMap(homeOf), ({ dnsName }) => dnsName);
  const reached = Map.groupBy(delegations, ({ zone }) => zone?.id);
  return changes.map((change) => {
    const { zone, dnsName } = change.endpoint;
    if (change.action !== 'Delete' || zone?.visibility !== 'public') return change;
    const child = newHome(zone, served.get(plannerName(dnsName)) ?? []);
    if (child === undefined || (reached.get(zone.id) ?? []).some((each) => isWithin(child.name, each.dnsName)))
      return change;
    return withhold(change, { code: 'Deferred', problem: undelegated(child, zone) });
  });
};

interface Home {
  readonly dnsName: string;
  readonly zone: Zone;
}

/** Where a name is served, here or, for all that is known, by another shard. */
function homeOf(change: Change): readonly Home[] {
  const { action, endpoint } = change;
  const isAnothers = action === 'None' && change.cause.code === 'NoMatchingZone';
  const zone = isServed(change) ? endpoint.zone : isAnothers ? change.cause.elsewhere : undefined;
  return zone === undefined ? [] : [{ dnsName: plannerName(endpoint.dnsName), zone }];
}

/** The public zone below this one that a name is served by; undefined where it is served here as well. */
function newHome(parent: Zone, homes: readonly Home[]): Zone | undefined {
  if (homes.some(({ zone }) => zone.id === parent.id)) return undefined;
  const isBelow = ({ zone: { name, visibility } }: Home) =>
    visibility === 'public' && name !== parent.name && isWithin(name, parent.name);
  return homes.find(isBelow)?.zone;
}

const undelegated = (child: Zone, parent: Zone): string =>
  `the name moves to the hosted zone ${child.name} (${child.id}), and nobody would find it there until ${parent.name} has the NS records of ${child.name}`;
