import type { Cause, Refusal } from '../../endpoint/cause.ts';
import { plannerName } from '../../endpoint/dns-name.ts';
import type { Endpoint, Zone } from '../../endpoint/endpoint.ts';
import { quoteText } from '../../endpoint/txt-value.ts';
import type { Adjusted, UnavailableZone } from '../provider.ts';
import { type AliasOptions, adjustAlias, withTargetZone } from './alias.ts';
import { chooseZones } from './choose-zones.ts';
import { isAlias } from './record-set.ts';
import { normalisedRouting, routingProblem } from './routing-policy.ts';

export interface AdjustOptions extends AliasOptions {
  readonly zones: readonly Zone[];
  readonly unavailable: readonly UnavailableZone[];
  /** Whether the run was told to see only some zones: then a name without a zone may be another instance's. */
  readonly view: 'all-zones' | 'some-zones';
}

/** Turns each endpoint into what Route 53 would hold for it, once for each zone it belongs to, or refuses it. */
export function adjust(endpoints: readonly Endpoint[], options: AdjustOptions): Adjusted {
  const parts = endpoints.map((endpoint) => adjustOne(endpoint, options));
  return { endpoints: parts.flatMap((part) => part.endpoints), refusals: parts.flatMap((part) => part.refusals) };
}

function adjustOne(endpoint: Endpoint, options: AdjustOptions): Adjusted {
  const problem = routingProblem(endpoint.providerSpecific, endpoint.setIdentifier) ?? typeProblem(endpoint);
  if (problem !== undefined)
    return refused(endpoint, { code: 'InvalidObject', problem, fix: 'correct it on the object' });
  const dnsName = plannerName(endpoint.dnsName);
  const zones = chooseZones(dnsName, options.zones, endpoint.providerSpecific['aws/hosted-zone-id']);
  if (zones.length === 0) return refused(endpoint, { code: 'NoMatchingZone', view: options.view });
  const shaped = adjustAlias(withKnownSettings({ ...endpoint, dnsName }), options);
  const parts = zones.flatMap((zone) => shaped.map((each) => inZone(each, zone, options.unavailable)));
  return { endpoints: parts.flatMap((part) => part.endpoints), refusals: parts.flatMap((part) => part.refusals) };
}

const typeProblem = ({ recordType, targets }: Endpoint): string | undefined => {
  if (recordType === 'DNAME') return 'the record type is DNAME, which Route 53 does not have';
  if (recordType === 'CNAME' && targets.length > 1)
    return `a CNAME has one target, not ${targets.length} (${targets.join(', ')})`;
  return undefined;
};

const refused = (endpoint: Endpoint, cause: Cause): Adjusted => ({ endpoints: [], refusals: [{ ...endpoint, cause }] });

/** Settings as the service spells them; a zone pin has done its work and is no part of the record. */
function withKnownSettings(endpoint: Endpoint): Endpoint {
  const { 'aws/hosted-zone-id': _pin, ...settings } = endpoint.providerSpecific;
  const rest = Object.fromEntries(
    Object.entries(settings).filter(([name]) => !name.startsWith('aws/') || keptNames.has(name)),
  );
  return { ...endpoint, providerSpecific: { ...rest, ...normalisedRouting(settings) } };
}

const keptNames: ReadonlySet<string> = new Set(['aws/evaluate-target-health', 'aws/target-hosted-zone']);

function inZone(endpoint: Endpoint, zone: Zone, unavailable: readonly UnavailableZone[]): Adjusted {
  const broken: Refusal['cause'] | undefined = unavailable
    .filter((each) => each.zone.id === zone.id)
    .map(
      ({ problem }) =>
        ({
          code: 'ZoneUnavailable',
          problem,
          fix: 'nothing was changed in the zone; the next run tries again',
        }) as const,
    )[0];
  const placed = { ...endpoint, zone };
  if (broken !== undefined) return refused(placed, broken);
  return { endpoints: [finish(placed)], refusals: [] };
}

function finish(endpoint: Endpoint): Endpoint {
  if (isAlias(endpoint)) return withTargetZone(endpoint);
  return endpoint.recordType === 'TXT' ? { ...endpoint, targets: endpoint.targets.map(quoteText) } : endpoint;
}
