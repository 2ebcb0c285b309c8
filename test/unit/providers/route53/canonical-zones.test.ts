import { describe, expect, it } from '@jest/globals';
import { canonicalZoneOf, cloudFrontZone } from '../../../../lib/providers/route53/canonical-zones.ts';

describe('the canonical hosted zone of an AWS host', () => {
  it.each([
    ['a classic or application balancer', 'web-1.eu-central-1.elb.amazonaws.com', 'Z215JYRZR1TBD5'],
    ['a network balancer', 'web-1.elb.eu-central-1.amazonaws.com', 'Z3F0SRJ5LGBH90'],
    ['a dual-stack name', 'dualstack.web-1.us-east-1.elb.amazonaws.com', 'Z35SXDOTRQ7X7K'],
    ['a balancer in China', 'web-1.cn-north-1.elb.amazonaws.com.cn', 'Z1GDH35T77C1KE'],
    ['a balancer in GovCloud', 'web-1.us-gov-west-1.elb.amazonaws.com', 'Z33AYJ8TM3BH4J'],
    ['a VPC endpoint', 'vpce-1.eu-west-1.vpce.amazonaws.com', 'Z38GZ743OKFT7T'],
    ['an API', 'abc.execute-api.us-east-1.amazonaws.com', 'Z1UJRXOUMOOFQ8'],
    ['an accelerator', 'abc.awsglobalaccelerator.com', 'Z2BJ6XQ5FK7U4H'],
    ['a distribution', 'd111.cloudfront.net', cloudFrontZone],
    ['a host in capital letters', 'WEB.EU-CENTRAL-1.ELB.AMAZONAWS.COM', 'Z215JYRZR1TBD5'],
    ['a host with a trailing dot', 'd111.cloudfront.net.', cloudFrontZone],
    ['no service that has no entry', 'site.s3-website.eu-central-1.amazonaws.com', undefined],
    ['no host that only ends alike', 'evilcloudfront.net', undefined],
    ['no other host', 'www.example.org', undefined],
    ['no empty host', '', undefined],
  ])('knows %s', (_, host, zone) => {
    expect(canonicalZoneOf(host)).toBe(zone);
  });
});
