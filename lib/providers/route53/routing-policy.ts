import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { Endpoint } from '../../endpoint/endpoint.ts';

type Settings = Endpoint['providerSpecific'];

const routingNames = [
  'Weight',
  'Region',
  'Failover',
  'MultiValueAnswer',
  'GeoLocation',
  'GeoProximityLocation',
  'HealthCheckId',
] as const;

type RoutingFields = Pick<ResourceRecordSet, (typeof routingNames)[number]>;

/**
 * Routing settings of an endpoint and the fields of a record set (AWS developer guide, "Choosing a routing policy").
 *
 * | property                                     | field                               |
 * |----------------------------------------------|-------------------------------------|
 * | aws/weight                                   | Weight, 0 to 255                    |
 * | aws/region                                   | Region (latency)                    |
 * | aws/failover                                 | Failover, PRIMARY or SECONDARY      |
 * | aws/multi-value-answer                       | MultiValueAnswer                    |
 * | aws/geolocation-{continent,country,subdivision}-code | GeoLocation                 |
 * | aws/geoproximity-{region,local-zone-group,coordinates,bias} | GeoProximityLocation |
 * | aws/health-check-id                          | HealthCheckId                       |
 */
export function routingFields(settings: Settings): RoutingFields {
  const geoLocation = geoLocationOf(settings);
  const geoProximity = geoProximityOf(settings);
  const weight = settings['aws/weight'];
  return {
    ...(weight !== undefined && { Weight: Number(weight) }),
    ...(settings['aws/region'] && { Region: settings['aws/region'] as NonNullable<RoutingFields['Region']> }),
    ...(settings['aws/failover'] && { Failover: settings['aws/failover'] as NonNullable<RoutingFields['Failover']> }),
    ...(settings['aws/multi-value-answer'] !== undefined && { MultiValueAnswer: true }),
    ...(geoLocation && { GeoLocation: geoLocation }),
    ...(geoProximity && { GeoProximityLocation: geoProximity }),
    ...(settings['aws/health-check-id'] && { HealthCheckId: settings['aws/health-check-id'] }),
  };
}

/** The other way round: none for nearly every record set. A multivalue answer reads back as the empty text, as in ExternalDNS. */
export function routingSettings(fields: RoutingFields): Settings {
  if (routingNames.every((name) => fields[name] === undefined)) return {};
  const { GeoLocation: location, GeoProximityLocation: proximity } = fields;
  const coordinates = proximity?.Coordinates && `${proximity.Coordinates.Latitude},${proximity.Coordinates.Longitude}`;
  return present({
    'aws/weight': fields.Weight?.toString(),
    'aws/region': fields.Region,
    'aws/failover': fields.Failover,
    'aws/multi-value-answer': fields.MultiValueAnswer ? '' : undefined,
    'aws/geolocation-continent-code': location?.ContinentCode,
    'aws/geolocation-country-code': location?.CountryCode,
    'aws/geolocation-subdivision-code': location?.SubdivisionCode,
    'aws/geoproximity-region': proximity?.AWSRegion,
    'aws/geoproximity-local-zone-group': proximity?.LocalZoneGroup,
    'aws/geoproximity-coordinates': coordinates,
    'aws/geoproximity-bias': proximity && String(proximity.Bias ?? 0),
    'aws/health-check-id': fields.HealthCheckId,
  });
}

/** What the service would answer for these settings: one spelling, so that desired and current compare. */
export const normalisedRouting = (settings: Settings): Settings => routingSettings(routingFields(settings));

/** Why Route 53 would refuse these settings, in a clause; undefined when it would not. */
export function routingProblem(settings: Settings, setIdentifier: string | undefined): string | undefined {
  const weight = settings['aws/weight'];
  if (weight !== undefined && !(/^\d{1,3}$/.test(weight) && Number(weight) <= 255))
    return `aws-weight is "${weight}", not a whole number from 0 to 255`;
  const bias = settings['aws/geoproximity-bias'];
  if (bias !== undefined && !/^-?\d{1,2}$/.test(bias))
    return `aws-geoproximity-bias is "${bias}", not a whole number from -99 to 99`;
  const coordinates = settings['aws/geoproximity-coordinates'];
  if (coordinates !== undefined && coordinatesOf(coordinates) === undefined)
    return `aws-geoproximity-coordinates is "${coordinates}", not "latitude,longitude" in degrees with at most two decimals`;
  const failover = settings['aws/failover'];
  if (failover !== undefined && failover !== 'PRIMARY' && failover !== 'SECONDARY')
    return `aws-failover is "${failover}", not PRIMARY or SECONDARY`;
  return placeProblem(settings) ?? policyProblem(policiesOf(settings), setIdentifier);
}

const region = [/^[a-z]+(?:-[a-z]+)+-\d+$/, 'the name of an AWS region, such as eu-central-1'] as const;

/** Which regions and places there are changes by the year: the shape alone is checked. */
const places = [
  ['aws/region', ...region],
  ['aws/geoproximity-region', ...region],
  ['aws/geoproximity-local-zone-group', /^[a-z0-9-]{1,64}$/, 'the name of a local zone group, such as us-east-1-bue-1'],
  ['aws/geolocation-continent-code', /^[A-Z]{2}$/i, 'the two letters of a continent'],
  ['aws/geolocation-country-code', /^(?:\*|[A-Z]{2})$/i, 'the two letters of a country, or * for the others'],
  ['aws/geolocation-subdivision-code', /^[A-Z0-9]{1,3}$/i, 'the code of a subdivision, of up to three letters'],
] as const;

function placeProblem(settings: Settings): string | undefined {
  const strange = places.find(([name, shape]) => settings[name] && !shape.test(settings[name]));
  if (strange !== undefined) {
    const [name, , expected] = strange;
    return `${name.replace('/', '-')} is "${settings[name]}", not ${expected}`;
  }
  return geoLocationOf(settings)?.SubdivisionCode !== undefined && !settings['aws/geolocation-country-code']
    ? 'aws-geolocation-subdivision-code is set without aws-geolocation-country-code'
    : undefined;
}

/** A set identifier and exactly one policy come together or not at all. */
function policyProblem(policies: readonly string[], setIdentifier: string | undefined): string | undefined {
  const [policy] = policies;
  if (policies.length > 1) return `it has the routing policies ${policies.join(' and ')}, where a record has one`;
  if (policy !== undefined && setIdentifier === undefined)
    return `the routing policy ${policy} needs the annotation set-identifier beside it`;
  if (policy === undefined && setIdentifier !== undefined)
    return `set-identifier is "${setIdentifier}" without a routing policy`;
  return undefined;
}

const policiesOf = (settings: Settings): readonly string[] => {
  const { HealthCheckId: _check, ...fields } = routingFields(settings);
  return Object.keys(fields).map((field) => policyNames[field as keyof typeof fields]);
};

/** As the annotations call them. */
const policyNames = {
  Weight: 'aws-weight',
  Region: 'aws-region',
  Failover: 'aws-failover',
  MultiValueAnswer: 'aws-multi-value-answer',
  GeoLocation: 'aws-geolocation',
  GeoProximityLocation: 'aws-geoproximity',
} as const satisfies Record<Exclude<keyof RoutingFields, 'HealthCheckId'>, string>;

const present = (settings: Readonly<Record<string, string | undefined>>): Settings =>
  Object.fromEntries(Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** A continent excludes the two others (AWS API reference, GeoLocation). */
function geoLocationOf(settings: Settings): ResourceRecordSet['GeoLocation'] {
  const continent = settings['aws/geolocation-continent-code'];
  const country = settings['aws/geolocation-country-code'];
  const subdivision = settings['aws/geolocation-subdivision-code'];
  if (continent) return { ContinentCode: continent };
  if (!country && !subdivision) return undefined;
  return { ...(country && { CountryCode: country }), ...(subdivision && { SubdivisionCode: subdivision }) };
}

function geoProximityOf(settings: Settings): ResourceRecordSet['GeoProximityLocation'] {
  const region = settings['aws/geoproximity-region'];
  const group = settings['aws/geoproximity-local-zone-group'];
  const coordinates = coordinatesOf(settings['aws/geoproximity-coordinates'] ?? '');
  if (!region && !group && !coordinates) return undefined;
  return {
    ...(region && { AWSRegion: region }),
    ...(group && { LocalZoneGroup: group }),
    ...(coordinates && { Coordinates: coordinates }),
    Bias: Number(settings['aws/geoproximity-bias'] ?? 0),
  };
}

/** The service takes two decimals (AWS API reference, Coordinates). */
function coordinatesOf(text: string): { readonly Latitude: string; readonly Longitude: string } | undefined {
  const [, latitude, longitude] = /^\s*(-?\d{1,2}(?:\.\d{1,2})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,2})?)\s*$/.exec(text) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  return Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180
    ? { Latitude: latitude, Longitude: longitude }
    : undefined;
}
