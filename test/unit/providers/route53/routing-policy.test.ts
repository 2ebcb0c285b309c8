import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  normalisedRouting,
  routingFields,
  routingProblem,
  routingSettings,
} from '../../../../lib/providers/route53/routing-policy.ts';

describe('a routing policy', () => {
  it.each([
    ['weighted', { 'aws/weight': '10' }, { Weight: 10 }],
    ['weighted with nothing', { 'aws/weight': '0' }, { Weight: 0 }],
    ['latency', { 'aws/region': 'eu-central-1' }, { Region: 'eu-central-1' }],
    ['failover', { 'aws/failover': 'PRIMARY' }, { Failover: 'PRIMARY' }],
    ['multivalue', { 'aws/multi-value-answer': '' }, { MultiValueAnswer: true }],
    ['continent', { 'aws/geolocation-continent-code': 'EU' }, { GeoLocation: { ContinentCode: 'EU' } }],
    [
      'country and subdivision',
      { 'aws/geolocation-country-code': 'US', 'aws/geolocation-subdivision-code': 'NY' },
      { GeoLocation: { CountryCode: 'US', SubdivisionCode: 'NY' } },
    ],
    [
      'geoproximity by region',
      { 'aws/geoproximity-region': 'eu-west-1', 'aws/geoproximity-bias': '-5' },
      { GeoProximityLocation: { AWSRegion: 'eu-west-1', Bias: -5 } },
    ],
    [
      'geoproximity by local zone',
      { 'aws/geoproximity-local-zone-group': 'us-west-2-lax-1', 'aws/geoproximity-bias': '0' },
      { GeoProximityLocation: { LocalZoneGroup: 'us-west-2-lax-1', Bias: 0 } },
    ],
    [
      'geoproximity by place',
      { 'aws/geoproximity-coordinates': '48.13,-11.5', 'aws/geoproximity-bias': '99' },
      { GeoProximityLocation: { Coordinates: { Latitude: '48.13', Longitude: '-11.5' }, Bias: 99 } },
    ],
    ['with a health check', { 'aws/weight': '1', 'aws/health-check-id': 'hc' }, { Weight: 1, HealthCheckId: 'hc' }],
  ] as const)('%s reads as it is written', (_, settings, fields) => {
    expect(routingFields(settings)).toEqual(fields);
    expect(routingSettings(fields)).toEqual(settings);
  });

  it.each([
    ['a number with leading zeros', { 'aws/weight': '010' }, { 'aws/weight': '10' }],
    ['any multivalue answer', { 'aws/multi-value-answer': 'true' }, { 'aws/multi-value-answer': '' }],
    [
      'a continent before a country',
      { 'aws/geolocation-continent-code': 'EU', 'aws/geolocation-country-code': 'DE' },
      { 'aws/geolocation-continent-code': 'EU' },
    ],
    [
      'a missing bias',
      { 'aws/geoproximity-region': 'eu-west-1' },
      { 'aws/geoproximity-region': 'eu-west-1', 'aws/geoproximity-bias': '0' },
    ],
    [
      'blanks in coordinates',
      { 'aws/geoproximity-coordinates': ' 1.5 , 2 ' },
      { 'aws/geoproximity-coordinates': '1.5,2', 'aws/geoproximity-bias': '0' },
    ],
    ['settings that are no routing', { alias: 'true', 'scw/weight': '1' }, {}],
  ])('takes %s as the service answers it', (_, settings, expected) => {
    expect(normalisedRouting(settings)).toEqual(expected);
  });

  it('is normalised once and for all', () => {
    const value = fc.constantFrom('0', '10', 'EU', '*', '1.5,2', 'x', '');
    const name = fc.constantFrom(
      ...['aws/weight', 'aws/region', 'aws/failover', 'aws/multi-value-answer', 'aws/geolocation-continent-code'],
      ...['aws/geolocation-country-code', 'aws/geolocation-subdivision-code', 'aws/geoproximity-region'],
      ...['aws/geoproximity-coordinates', 'aws/geoproximity-bias', 'aws/health-check-id', 'alias'],
    );
    fc.assert(
      fc.property(fc.dictionary(name, value), (settings) => {
        const once = normalisedRouting(settings);
        expect(normalisedRouting(once)).toEqual(once);
      }),
    );
  });
});

describe('settings that Route 53 would refuse', () => {
  it.each([
    [{ 'aws/weight': '256' }, 'blue', 'aws-weight is "256", not a whole number from 0 to 255'],
    [{ 'aws/weight': 'ten' }, 'blue', 'aws-weight is "ten", not a whole number from 0 to 255'],
    [{ 'aws/failover': 'primary' }, 'blue', 'aws-failover is "primary", not PRIMARY or SECONDARY'],
    [
      { 'aws/geoproximity-region': 'eu-west-1', 'aws/geoproximity-bias': '100' },
      'blue',
      'aws-geoproximity-bias is "100", not a whole number from -99 to 99',
    ],
    [
      { 'aws/geoproximity-coordinates': '91,0' },
      'blue',
      'aws-geoproximity-coordinates is "91,0", not "latitude,longitude" in degrees with at most two decimals',
    ],
    [
      { 'aws/geoproximity-coordinates': '48.137154,11.576124' },
      'blue',
      'aws-geoproximity-coordinates is "48.137154,11.576124", not "latitude,longitude" in degrees with at most two decimals',
    ],
    [
      { 'aws/region': 'Frankfurt' },
      'blue',
      'aws-region is "Frankfurt", not the name of an AWS region, such as eu-central-1',
    ],
    [
      { 'aws/geoproximity-region': 'eu' },
      'blue',
      'aws-geoproximity-region is "eu", not the name of an AWS region, such as eu-central-1',
    ],
    [
      { 'aws/geoproximity-local-zone-group': 'Buenos Aires' },
      'blue',
      'aws-geoproximity-local-zone-group is "Buenos Aires", not the name of a local zone group, such as us-east-1-bue-1',
    ],
    [
      { 'aws/geolocation-continent-code': 'Europe' },
      'blue',
      'aws-geolocation-continent-code is "Europe", not the two letters of a continent',
    ],
    [
      { 'aws/geolocation-country-code': 'DEU' },
      'blue',
      'aws-geolocation-country-code is "DEU", not the two letters of a country, or * for the others',
    ],
    [
      { 'aws/geolocation-country-code': 'US', 'aws/geolocation-subdivision-code': 'Ohio' },
      'blue',
      'aws-geolocation-subdivision-code is "Ohio", not the code of a subdivision, of up to three letters',
    ],
    [
      { 'aws/geolocation-subdivision-code': 'OH' },
      'blue',
      'aws-geolocation-subdivision-code is set without aws-geolocation-country-code',
    ],
    [
      { 'aws/geoproximity-coordinates': '0000048.1,11.5' },
      'blue',
      'aws-geoproximity-coordinates is "0000048.1,11.5", not "latitude,longitude" in degrees with at most two decimals',
    ],
    [{ 'aws/weight': '1' }, undefined, 'the routing policy aws-weight needs the annotation set-identifier beside it'],
    [{}, 'blue', 'set-identifier is "blue" without a routing policy'],
    [{ 'aws/health-check-id': 'hc' }, 'blue', 'set-identifier is "blue" without a routing policy'],
    [
      { 'aws/weight': '1', 'aws/region': 'eu-west-1' },
      'blue',
      'it has the routing policies aws-weight and aws-region, where a record has one',
    ],
  ])('%j with the set identifier %s: %s', (settings, setIdentifier, problem) => {
    expect(routingProblem(settings, setIdentifier)).toBe(problem);
  });

  it.each([
    ['no policy and no set identifier', {}, undefined],
    ['a health check alone', { 'aws/health-check-id': 'hc' }, undefined],
    ['one policy with a set identifier', { 'aws/weight': '255', 'aws/health-check-id': 'hc' }, 'blue'],
  ])('are not %s', (_, settings, setIdentifier) => {
    expect(routingProblem(settings, setIdentifier)).toBeUndefined();
  });
});
