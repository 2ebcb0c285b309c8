import { describe, expect, it } from '@jest/globals';
import type { RecordSet } from '../../../../lib/emulators/route53/record-set.ts';
import { alias, contents, create, exampleZone, plain, refusal } from './batch-fixture.ts';

const target = plain('t.example.org.', 'A', '192.0.2.1');
const balancer = 'Web-1.eu-west-1.elb.amazonaws.com';
const outside = (name: string, zone: string) =>
  `Tried to create an alias that targets ${name}, type A in zone ${zone}, but the alias target name does not lie within the target zone`;
const missing = (name: string, type: string, zone: string) =>
  `Tried to create an alias that targets ${name}, type ${type} in zone ${zone}, but that target was not found`;

describe('an alias', () => {
  it.each<[string, RecordSet]>([
    ['of a set in its own zone', alias('x.example.org', 'A', 'T.example.org')],
    ['of a load balancer, with its canonical zone', alias('x.example.org', 'A', balancer, 'Z32O12XQLNTSW2')],
    ['at the apex', alias('example.org', 'A', balancer, 'Z32O12XQLNTSW2')],
    [
      'of a service whose zone is not in the table',
      alias('x.example.org', 'A', 's3-website-us-east-1.amazonaws.com', 'Z3AQBSTGFAJSTF'),
    ],
  ])('may be one %s', (_, set) => {
    expect(refusal(exampleZone(target), create(set))).toBeUndefined();
  });

  it.each<[string, RecordSet, readonly string[]]>([
    [
      'of a name that is not there',
      alias('x.example.org', 'A', 'n.example.org'),
      [missing('n.example.org.', 'A', 'Z1')],
    ],
    [
      'of a set of another type',
      alias('x.example.org', 'AAAA', 't.example.org'),
      [missing('t.example.org.', 'AAAA', 'Z1')],
    ],
    [
      'of a load balancer with its own zone id',
      alias('x.example.org', 'A', balancer),
      [outside('web-1.eu-west-1.elb.amazonaws.com.', 'Z1'), missing('web-1.eu-west-1.elb.amazonaws.com.', 'A', 'Z1')],
    ],
    [
      'of a load balancer of another region',
      alias('x.example.org', 'A', balancer, 'Z35SXDOTRQ7X7K'),
      [
        outside('web-1.eu-west-1.elb.amazonaws.com.', 'Z35SXDOTRQ7X7K'),
        missing('web-1.eu-west-1.elb.amazonaws.com.', 'A', 'Z35SXDOTRQ7X7K'),
      ],
    ],
    [
      'of a name in another customer zone',
      alias('x.example.org', 'A', 'x.example.net', 'Z2'),
      [outside('x.example.net.', 'Z2'), missing('x.example.net.', 'A', 'Z2')],
    ],
    ['of the zone`s NS set', alias('x.example.org', 'NS', 'example.org'), [missing('example.org.', 'NS', 'Z1')]],
    [
      'of no name',
      alias('x.example.org', 'A', ''),
      ["FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''"],
    ],
  ])('may not be one %s', (_, set, messages) => {
    expect(refusal(exampleZone(target), create(set))).toEqual({ code: 'InvalidChangeBatch', messages });
  });

  it('finds a target that the same batch made before it, and none that it makes later', () => {
    const set = alias('x.example.org', 'A', 't.example.org');
    expect(refusal(exampleZone(), create(target), create(set))).toBeUndefined();
    expect(refusal(exampleZone(), create(set), create(target))?.messages).toEqual([
      missing('t.example.org.', 'A', 'Z1'),
    ]);
  });

  it('of a CloudFront distribution does not evaluate health', () => {
    const set = alias('x.example.org', 'A', 'd1.cloudfront.net', 'Z2FDTNDATAQYW2');
    const evaluating: RecordSet = {
      ...set,
      AliasTarget: { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'd1.cloudfront.net', EvaluateTargetHealth: true },
    };
    expect(refusal(exampleZone(), create(set))).toBeUndefined();
    expect(refusal(exampleZone(), create(evaluating))?.messages).toEqual([
      expect.stringContaining('EvaluateTargetHealth must be false'),
    ]);
  });

  it('keeps its target lower-case with a trailing dot', () => {
    const zone = exampleZone();
    refusal(zone, create(alias('x.example.org', 'A', balancer, 'Z32O12XQLNTSW2')));
    expect(contents(zone)[0]?.AliasTarget?.DNSName).toBe('web-1.eu-west-1.elb.amazonaws.com.');
  });
});
