import { describe, expect, it } from '@jest/globals';
import { checkShape } from '../../../../lib/emulators/route53/change-shape.ts';
import type { RecordSet } from '../../../../lib/emulators/route53/record-set.ts';
import { alias, create, plain } from './batch-fixture.ts';

const base = plain('X.example.org', 'A', '192.0.2.1');
const content = 'Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]';
const policy = 'Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer]';
const bare: RecordSet = { Name: 'x.example.org', Type: 'A' };

describe('a change with a wrong set of fields', () => {
  it.each<[string, RecordSet, string, string]>([
    ['no content', bare, `${content}, but found none`, 'null'],
    [
      'records without TTL',
      { ...bare, ResourceRecords: [{ Value: '192.0.2.1' }] },
      `${content}, but found none`,
      'null',
    ],
    ['a TTL without records', { ...bare, TTL: 1 }, `${content}, but found none`, 'null'],
    [
      'alias and records',
      { ...base, ...alias('x.example.org', 'A', 'y.') },
      `${content}, but found more than one`,
      'null',
    ],
    ['alias and TTL', { ...alias('x.example.org', 'A', 'y.'), TTL: 1 }, `${content}, but found more than one`, 'null'],
    ['a policy without set identifier', { ...base, Weight: 1 }, "Missing field 'SetIdentifier'", 'null'],
    ['a set identifier without policy', { ...base, SetIdentifier: 's' }, `${policy}, but found none`, 's'],
    [
      'two policies',
      { ...base, SetIdentifier: 's', Weight: 1, Failover: 'PRIMARY' },
      `${policy}, but found more than one`,
      's',
    ],
    [
      'a continent with a country',
      { ...base, SetIdentifier: 's', GeoLocation: { ContinentCode: 'EU', CountryCode: 'DE' } },
      'Expected exactly one of [ContinentCode, or CountryCode], but found another number',
      's',
    ],
    [
      'a subdivision without its country',
      { ...base, SetIdentifier: 's', GeoLocation: { ContinentCode: 'NA', SubdivisionCode: 'CA' } },
      "Missing field 'CountryCode'",
      's',
    ],
    [
      'proximity to nothing',
      { ...base, SetIdentifier: 's', GeoProximityLocation: { Bias: 1 } },
      'Expected exactly one of [AWSRegion, LocalZoneGroup, or Coordinates], but found another number',
      's',
    ],
  ])('is InvalidInput: %s', (_, set, problem, identifier) => {
    expect(() => checkShape([create(base), create(set)])).toThrow(
      expect.objectContaining({
        code: 'InvalidInput',
        message: `Invalid request: ${problem} in Change with [Action=CREATE, Name=x.example.org., Type=A, SetIdentifier=${identifier}]`,
      }),
    );
  });

  it.each<[string, RecordSet]>([
    ['plain', base],
    ['alias', alias('x.example.org', 'A', 'y.')],
    ['weighted with weight 0', { ...base, SetIdentifier: 's', Weight: 0 }],
    ['alias with failover', { ...alias('x.example.org', 'A', 'y.'), SetIdentifier: 's', Failover: 'PRIMARY' }],
  ])('is not: %s', (_, set) => {
    expect(() => checkShape([create(set)])).not.toThrow();
  });
});
