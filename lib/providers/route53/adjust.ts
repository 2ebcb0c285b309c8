import type { Cause } from '../../endpoint/cause.ts';
import { isWithin, plannerName } from '../../endpoint/dns-name.ts';
import type { Endpoint, Zone } from '../../endpoint/endpoint.ts';
import { meantName } from '../../endpoint/meant-name.ts';
import { isDelegation, isOfZone } from '../../endpoint/name-servers.ts';
import { joinPrepared, kept, type Prepared } from '../../endpoint/prepared.ts';
import { distinctTargets } from '../../endpoint/targets.ts';
import { quoteText } from '../../endpoint/txt-value.ts';
import type { ProviderReading, UnavailableZone } from '../provider.ts';
import { type AliasOptions, adjustAlias, aliasSettings, withTargetZone } from './alias.ts';
import { chooseZones } from './choose-zones.ts';
import { isAlias } from './record-set.ts';
import { normalisedRouting, routingProblem } from './routing-policy.ts';
import { serviceRuleCause } from './service-rules.ts';
import { withoutIdleTwins } from './twins.ts';

/** What an endpoint is fitted to. */
export interface AdjustOptions extends AliasOptions, Pick<ProviderReading, 'zones' | 'unavailable' | 'unlisted'> {
  /** What the zones hold, as far as it was read. */
  readonly records?: readonly Endpoint[];
  /** Zones of other shards: what is closest to one of them is left to it. */
  readonly elsewhere?: readonly Zone[];
  /** Whether the run was told to see only some zones: then a name without a zone may be another instance's. */
  readonly view: 'all-zones' | 'some-zones';
}

/** Turns each endpoint into what Route 53 would hold for it, once for each zone it belongs to, or refuses it. */
export function adjust(endpoints: readonly Endpoint[], options: AdjustOptions): Prepared {
  const { records = [] } = options;
  const view = { ...options, holdsName: namesHeld(records), delegations: records.filter(isDelegation) };
  const parts = endpoints.map((endpoint) => adjustOne(endpoint, view));
  return joinPrepared(withoutIdleTwins(parts, records));
}

/** The options, and what the records tell, found once for all endpoints. */
interface View extends AdjustOptions {
  readonly holdsName: (zone: Zone, dnsName: string) => boolean;
  readonly delegations: readonly Endpoint[];
}

/** The names of the records, but for the name servers of the zones themselves. */
function namesHeld(records: readonly Endpoint[]): View['holdsName'] {
  let held: ReadonlySet<string> | undefined;
  return ({ id }, name) => {
    held ??= new Set(records.filter((each) => !isOfZone(each)).map(({ zone, dnsName }) => `${zone?.id} ${dnsName}`));
    return held.has(`${id} ${name}`);
  };
}

function adjustOne(endpoint: Endpoint, options: View): Prepared {
  const problem = routingProblem(endpoint.providerSpecific, endpoint.setIdentifier) ?? typeProblem(endpoint);
  if (problem !== undefined)
    return refused(endpoint, { code: 'InvalidObject', problem, fix: 'correct it on the object' });
  const dnsName = plannerName(endpoint.dnsName);
  const chosen = chooseZones(dnsName, [...options.zones, ...(options.elsewhere ?? [])], {
    pin: endpoint.providerSpecific['aws/hosted-zone-id'],
    holdsName: (zone) => options.holdsName(zone, dnsName),
  });
  const ours = chosen.filter((zone) => options.zones.includes(zone));
  const places = placesFor(dnsName, ours, options);
  return places.zones.length === 0
    ? refused(endpoint, places.hidden ?? withoutZone(endpoint, chosen, options))
    : inPlaces(endpoint, dnsName, places, options);
}

function inPlaces(endpoint: Endpoint, dnsName: string, { zones, hidden }: Places, options: View): Prepared {
  const shaped = adjustAlias(withKnownSettings({ ...endpoint, dnsName }), options);
  const crowded = shaped.find((each) => isAlias(each) && each.targets.length > 1);
  if (crowded !== undefined)
    return refused(crowded, { code: 'InvalidObject', problem: oneTarget('an alias', crowded), fix: 'name one target' });
  const placed = zones.flatMap((zone) => shaped.map((each) => inZone(each, zone, options.unavailable)));
  return joinPrepared(hidden === undefined ? placed : [...placed, refused(endpoint, hidden)]);
}

function withoutZone({ dnsName, providerSpecific }: Endpoint, chosen: readonly Zone[], options: AdjustOptions): Cause {
  const { view, zones } = options;
  const pin = providerSpecific['aws/hosted-zone-id'];
  if (pin !== undefined && view === 'all-zones') return wrongPin(pin);
  const elsewhere = chosen.find(({ visibility }) => visibility === 'public');
  const meant = meantName(
    plannerName(dnsName),
    zones.map(({ name }) => name),
  );
  return { code: 'NoMatchingZone', view, ...(meant !== undefined && { meant }), ...(elsewhere && { elsewhere }) };
}

const wrongPin = (pin: string): Cause => ({
  code: 'InvalidObject',
  problem: `aws-hosted-zone-id is "${pin}", and this instance sees no hosted zone of that id that encloses the name`,
  fix: 'correct the id, or leave it out',
});

function typeProblem(endpoint: Endpoint): string | undefined {
  if (endpoint.recordType === 'DNAME') return 'the record type is DNAME, which Route 53 does not have';
  if (endpoint.recordType === 'CNAME' && endpoint.targets.length > 1) return oneTarget('a CNAME', endpoint);
  return undefined;
}

const oneTarget = (kind: string, { targets }: Endpoint): string =>
  `${kind} has one target, not ${targets.length} (${targets.join(', ')})`;

const refused = (endpoint: Endpoint, cause: Cause): Prepared => ({ endpoints: [], refusals: [{ ...endpoint, cause }] });

/**
 * Settings as the service spells them. What it does not hold is left out, or the record would never be up to date: a
 * zone pin, which has done its work, and the settings of other providers.
 */
function withKnownSettings(endpoint: Endpoint): Endpoint {
  const alias = Object.entries(endpoint.providerSpecific).filter(([name]) => aliasSettings.has(name));
  return {
    ...endpoint,
    providerSpecific: { ...Object.fromEntries(alias), ...normalisedRouting(endpoint.providerSpecific) },
  };
}

/** The zones that a name is put in, and why it may belong to one that nobody listed. */
interface Places {
  readonly zones: readonly Zone[];
  readonly hidden?: Cause;
}

/**
 * A name may lie in a zone that could not be listed where no other zone encloses it, or where one that does has
 * delegated it (RFC 1034 section 4.2.1): such a zone is no place for it.
 */
function placesFor(dnsName: string, zones: readonly Zone[], { unlisted: [unlisted] = [], delegations }: View): Places {
  const places = unlisted === undefined ? zones : zones.filter((zone) => !isDelegated(dnsName, zone, delegations));
  if (unlisted === undefined || (zones.length > 0 && places.length === zones.length)) return { zones };
  return {
    zones: places,
    hidden: {
      code: 'ZoneUnavailable',
      problem: `its hosted zone may be one that is not known, because ${unlisted.problem}`,
      fix: `let ${unlisted.by} be used, and list its hosted zones`,
      ...(unlisted.error && { error: unlisted.error }),
    },
  };
}

const isDelegated = (dnsName: string, zone: Zone, delegations: readonly Endpoint[]): boolean =>
  delegations.some((each) => each.zone?.id === zone.id && isWithin(dnsName, each.dnsName));

function inZone(endpoint: Endpoint, zone: Zone, unavailable: readonly UnavailableZone[]): Prepared {
  const placed = { ...endpoint, zone };
  const broken = unavailable.find((each) => each.zone.id === zone.id);
  if (broken === undefined) return admitted(finish(placed));
  return refused(placed, {
    code: 'ZoneUnavailable',
    problem: `the hosted zone was left as it is, because ${broken.problem}`,
    fix: 'let the run list the record sets of the zone',
    ...(broken.error && { error: broken.error }),
  });
}

function admitted(endpoint: Endpoint): Prepared {
  const cause = serviceRuleCause(endpoint);
  return cause === undefined ? kept(endpoint) : refused(endpoint, cause);
}

/** Values as Route 53 takes them, each once: it refuses two spellings of one address. */
function finish(endpoint: Endpoint): Endpoint {
  if (isAlias(endpoint)) return withTargetZone(endpoint);
  const targets = endpoint.targets.map((target) => asServiceTakes(endpoint.recordType, target));
  return { ...endpoint, targets: distinctTargets(endpoint.recordType, targets) };
}

function asServiceTakes(type: Endpoint['recordType'], target: string): string {
  switch (type) {
    case 'TXT':
      return quoteText(target);
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return asciiHost(target);
    case 'MX':
    case 'SRV':
      return target.replace(/\S+$/, asciiHost);
    default:
      return target;
  }
}

/** Route 53 takes host names in ASCII alone (RFC 5890 section 2.3.2.1); others stay as they were written. */
function asciiHost(target: string): string {
  if (/^[\x20-\x7e]*$/.test(target)) return target;
  return target.endsWith('.') ? `${plannerName(target)}.` : plannerName(target);
}
