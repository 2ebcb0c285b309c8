import { describe, expect, it } from '@jest/globals';
import type { RecordSet } from '../../../../lib/emulators/route53/record-set.ts';
import { alias, contents, create, exampleZone, plain, refusal, remove, upsert } from './batch-fixture.ts';

const simple = plain('x.example.org.', 'A', '192.0.2.1');
const routed = (SetIdentifier: string, fields: Partial<RecordSet>): RecordSet => ({
  ...simple,
  SetIdentifier,
  ...fields,
});
const weighted = routed('w', { Weight: 10 });
const latency = routed('l', { Region: 'us-east-1' });
const multivalue = routed('m', { MultiValueAnswer: true });
const named = 'RRSet with DNS name x.example.org., type A';

describe('a routed record set', () => {
  it.each<[string, readonly RecordSet[], RecordSet, string]>([
    [
      'weighted beside a simple one',
      [simple],
      weighted,
      `${named}, SetIdentifier w cannot be created as a non-weighted set exists with the same name and type.`,
    ],
    [
      'weighted beside a latency one',
      [latency],
      weighted,
      `${named}, SetIdentifier w cannot be created as a non-weighted set exists with the same name and type.`,
    ],
    [
      'latency beside a weighted one',
      [weighted],
      latency,
      `${named}, SetIdentifier l, and Region Name=us-east-1 cannot be created because a non-latency RRSet with the same name and type already exists.`,
    ],
    [
      'multivalue beside a simple one',
      [simple],
      multivalue,
      `${named}, SetIdentifier m cannot be created because a non multivalue answer rrset exists with the same name and type.`,
    ],
    [
      'simple beside a weighted one',
      [weighted],
      simple,
      `${named} cannot be created as other RRSets exist with the same name and type.`,
    ],
    [
      'latency in a region that is taken',
      [latency],
      routed('l2', { Region: 'us-east-1' }),
      `${named}, SetIdentifier l2, and Region Name=us-east-1 cannot be created because a latency RRSet with the same name, type and region already exists.`,
    ],
    [
      'weighted with another TTL',
      [weighted],
      routed('w2', { Weight: 1, TTL: 60 }),
      'RRSet with DNS name x.example.org. and type A, SetIdentifier w2 cannot be created as weighted sets must contain the same TTL.',
    ],
    [
      'failover in a role that is taken',
      [routed('p', { Failover: 'PRIMARY' })],
      routed('p2', { Failover: 'PRIMARY' }),
      `${named}, SetIdentifier p2 cannot be created because a failover RRSet with the same name, type and failover already exists.`,
    ],
    [
      'geolocation in a place that is taken',
      [routed('g', { GeoLocation: { CountryCode: 'DE' } })],
      routed('g2', { GeoLocation: { CountryCode: 'DE' } }),
      `${named}, SetIdentifier g2 cannot be created because a geolocation RRSet with the same name, type and geolocation already exists.`,
    ],
    [
      'weighted with two values',
      [],
      { ...plain('x.example.org.', 'A', '192.0.2.1', '192.0.2.2'), SetIdentifier: 'w', Weight: 1 },
      `${named}, SetIdentifier w cannot be created as a weighted set must contain exactly one resource record.`,
    ],
    [
      'multivalue CNAME',
      [],
      { ...plain('x.example.org.', 'CNAME', 'y'), SetIdentifier: 'm', MultiValueAnswer: true },
      'RRSet with DNS name x.example.org., type CNAME, SetIdentifier m cannot be created as multivalue routing is not possible for type CNAME.',
    ],
    [
      'multivalue and alias',
      [plain('t.example.org.', 'A', '192.0.2.1')],
      { ...alias('x.example.org.', 'A', 't.example.org'), SetIdentifier: 'm', MultiValueAnswer: true },
      `${named}, SetIdentifier m cannot be created as a multivalue answer set cannot be an alias.`,
    ],
  ])('is refused: %s', (_, present, set, message) => {
    expect(refusal(exampleZone(...present), create(set))).toEqual({ code: 'InvalidChangeBatch', messages: [message] });
  });

  it.each<[string, readonly RecordSet[], RecordSet]>([
    ['a second weighted one', [weighted], routed('w2', { Weight: 10 })],
    ['a second region', [latency], routed('l2', { Region: 'eu-west-1' })],
    ['a second multivalue one', [multivalue], routed('m2', { MultiValueAnswer: true })],
    ['the secondary of a failover', [routed('p', { Failover: 'PRIMARY' })], routed('s', { Failover: 'SECONDARY' })],
    ['weighted beside simple of another type', [plain('x.example.org.', 'TXT', '"a"')], weighted],
  ])('is accepted: %s', (_, present, set) => {
    expect(refusal(exampleZone(...present), create(set))).toBeUndefined();
  });

  it('may take the place of a simple one that the same batch deletes', () => {
    const zone = exampleZone(simple);
    expect(refusal(zone, remove(simple), create(weighted))).toBeUndefined();
    expect(contents(zone)).toEqual([weighted]);
  });

  it('may change the TTL of a weighted group in one batch', () => {
    const second = routed('w2', { Weight: 1 });
    const zone = exampleZone(weighted, second);
    expect(refusal(zone, upsert({ ...weighted, TTL: 60 }), upsert({ ...second, TTL: 60 }))).toBeUndefined();
  });

  it('may be one of 100 of its name and type, not of 101', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => routed(`w${index}`, { Weight: 1 }));
    expect(refusal(exampleZone(), ...hundred.map(create))).toBeUndefined();
    expect(refusal(exampleZone(...hundred), create(weighted))?.messages).toEqual([
      'Exceeded limit on number of weighted RRSets for x.example.org., type A in this zone.',
    ]);
  });
});
