import type { Cause } from '../../endpoint/cause.ts';
import { plannerName } from '../../endpoint/dns-name.ts';
import type { Endpoint, Zone } from '../../endpoint/endpoint.ts';
import { joinPrepared, kept, type Prepared } from '../../endpoint/prepared.ts';
import { quoteText } from '../../endpoint/txt-value.ts';
import type { UnavailableZone } from '../provider.ts';
import { type AliasOptions, adjustAlias, withTargetZone } from './alias.ts';
import { chooseZones } from './choose-zones.ts';
import { isAlias } from './record-set.ts';
import { normalisedRouting, routingProblem } from './routing-policy.ts';

/** What an endpoint is fitted to. */
export interface AdjustOptions extends AliasOptions {
  readonly zones: readonly Zone[];
  readonly unavailable: readonly UnavailableZone[];
  /** Whether the run was told to see only some zones: then a name without a zone may be another instance's. */
  readonly view: 'all-zones' | 'some-zones';
}

/** Turns each endpoint into what Route 53 would hold for it, once for each zone it belongs to, or refuses it. */
export function adjust(endpoints: readonly Endpoint[], options: AdjustOptions): Prepared {
  return joinPrepared(endpoints.map((endpoint) => adjustOne(endpoint, options)));
}

function adjustOne(endpoint: Endpoint, options: AdjustOptions): Prepared {
  const problem = routingProblem(endpoint.providerSpecific, endpoint.setIdentifier) ?? typeProblem(endpoint);
  if (problem !== undefined)
    return refused(endpoint, { code: 'InvalidObject', problem, fix: 'correct it on the object' });
  const dnsName = plannerName(endpoint.dnsName);
  const zones = chooseZones(dnsName, options.zones, endpoint.providerSpecific['aws/hosted-zone-id']);
  if (zones.length === 0) return refused(endpoint, { code: 'NoMatchingZone', view: options.view });
  const shaped = adjustAlias(withKnownSettings({ ...endpoint, dnsName }), options);
  const crowded = shaped.find((each) => isAlias(each) && each.targets.length > 1);
  if (crowded !== undefined)
    return refused(crowded, { code: 'InvalidObject', problem: oneTarget('an alias', crowded), fix: 'name one target' });
  return joinPrepared(zones.flatMap((zone) => shaped.map((each) => inZone(each, zone, options.unavailable))));
}

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

const aliasSettings: ReadonlySet<string> = new Set(['alias', 'aws/evaluate-target-health', 'aws/target-hosted-zone']);

function inZone(endpoint: Endpoint, zone: Zone, unavailable: readonly UnavailableZone[]): Prepared {
  const placed = { ...endpoint, zone };
  const broken = unavailable.find((each) => each.zone.id === zone.id);
  if (broken === undefined) return kept(finish(placed));
  return refused(placed, {
    code: 'ZoneUnavailable',
    problem: `the hosted zone was left as it is, because ${broken.problem}`,
    fix: 'let the run list the record sets of the zone',
    ...(broken.error && { error: broken.error }),
  });
}

function finish(endpoint: Endpoint): Endpoint {
  if (isAlias(endpoint)) return withTargetZone(endpoint);
  switch (endpoint.recordType) {
    case 'TXT':
      return { ...endpoint, targets: endpoint.targets.map(quoteText) };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { ...endpoint, targets: endpoint.targets.map(asciiHost) };
    default:
      return endpoint;
  }
}

/** Route 53 takes host names in ASCII alone (RFC 5890 section 2.3.2.1); others stay as they were written. */
const asciiHost = (target: string): string => (/^[\x20-\x7e]*$/.test(target) ? target : plannerName(target));
