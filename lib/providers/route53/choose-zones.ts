import { isWithin } from '../../endpoint/dns-name.ts';
import type { Zone } from '../../endpoint/endpoint.ts';

/**
 * The zones that a name belongs to (ExternalDNS provider/aws/aws.go, suitableZones): every private zone that encloses
 * it, and of the public ones the closest. A pin (`aws/hosted-zone-id`) takes any one of them, and that one alone. Of
 * closest ones that share a name, as while a zone moves to another account, those count that hold the name already:
 * nobody can tell which of them resolvers ask, and a zone that somebody made by mistake must not draw the records of the
 * other.
 */
export function chooseZones(
  dnsName: string,
  zones: readonly Zone[],
  { pin, holdsName }: { readonly pin: string | undefined; readonly holdsName: (zone: Zone) => boolean },
): readonly Zone[] {
  const enclosing = zones.filter((zone) => isWithin(dnsName, zone.name));
  if (pin !== undefined) return enclosing.filter(({ id }) => id === bareZoneId(pin));
  const [closest, ...others] = enclosing.filter(({ visibility }) => visibility === 'public').sort(byCloseness);
  const tied = closest === undefined ? [] : [closest, ...others.filter(({ name }) => name === closest.name)];
  const holding = tied.length > 1 ? tied.filter(holdsName) : [];
  return [
    ...enclosing.filter(({ visibility }) => visibility === 'private'),
    ...(holding.length > 0 ? holding : tied.slice(0, 1)),
  ];
}

/** Longest name first; of two zones with one name the lower id, so that every run takes the same. */
const byCloseness = (left: Zone, right: Zone): number =>
  right.name.length - left.name.length || (left.id < right.id ? -1 : 1);

/** `/hostedzone/Z123` and `Z123` are the same zone. */
export const bareZoneId = (id: string): string => id.replace(/^\/?hostedzone\//, '');
