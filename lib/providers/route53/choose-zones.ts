import { isWithin } from '../../endpoint/dns-name.ts';
import type { Zone } from '../../endpoint/endpoint.ts';

/**
 * The zones that a name belongs to (ExternalDNS provider/aws/aws.go, suitableZones): every private zone that encloses
 * it, and of the public ones the closest. A pin (`aws/hosted-zone-id`) keeps that zone alone.
 */
export function chooseZones(dnsName: string, zones: readonly Zone[], pin: string | undefined): readonly Zone[] {
  const enclosing = zones.filter((zone) => isWithin(dnsName, zone.name));
  const closest = enclosing
    .filter(({ visibility }) => visibility === 'public')
    .sort(byCloseness)
    .slice(0, 1);
  const suitable = [...enclosing.filter(({ visibility }) => visibility === 'private'), ...closest];
  if (pin === undefined) return suitable;
  const id = bareZoneId(pin);
  // A pin may choose between public zones of one name, of which only one is otherwise taken.
  return enclosing.filter((zone) => zone.id === id);
}

/** Longest name first; of two zones with one name the lower id, so that every run takes the same. */
const byCloseness = (left: Zone, right: Zone): number =>
  right.name.length - left.name.length || (left.id < right.id ? -1 : 1);

/** `/hostedzone/Z123` and `Z123` are the same zone. */
export const bareZoneId = (id: string): string => id.replace(/^\/?hostedzone\//, '');
