import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Endpoint, recordKey } from '../../../../lib/endpoint/endpoint.ts';
import { sameTargets } from '../../../../lib/endpoint/targets.ts';
import { type AdjustOptions, adjust } from '../../../../lib/providers/route53/adjust.ts';
import { cloudFrontZone } from '../../../../lib/providers/route53/canonical-zones.ts';
import { endpointOf, recordSetOf } from '../../../../lib/providers/route53/record-set.ts';
import { arbitraryEndpoint } from '../../../support/arbitrary-endpoint.ts';
import { sampleEndpoint } from '../../../support/sample-endpoint.ts';
import { privateZone, publicZone } from './zone-fixture.ts';

const options: AdjustOptions = {
  zones: [publicZone()],
  unavailable: [],
  view: 'all-zones',
  preferCname: false,
  evaluateTargetHealth: true,
  managedTypes: new Set(['A', 'AAAA', 'CNAME', 'TXT']),
};

const balancer = 'web-1.eu-central-1.elb.amazonaws.com';
const balancerZone = 'Z215JYRZR1TBD5';

const shape = ({ recordType, ttl, providerSpecific }: Endpoint): string =>
  providerSpecific['alias'] === 'true'
    ? `alias ${recordType} to ${providerSpecific['aws/target-hosted-zone']} health=${providerSpecific['aws/evaluate-target-health']}`
    : `${recordType}${ttl === undefined ? '' : ` ttl=${ttl}`} ${JSON.stringify(providerSpecific)}`;

const cname = (target: string, providerSpecific: Endpoint['providerSpecific'] = {}): Endpoint =>
  sampleEndpoint({ recordType: 'CNAME', targets: [target], ttl: 60, providerSpecific });
const address = (providerSpecific: Endpoint['providerSpecific']): Endpoint =>
  sampleEndpoint({ ttl: 60, providerSpecific });

describe('what an endpoint becomes', () => {
  it.each<readonly [string, Endpoint, Partial<AdjustOptions>, readonly string[]]>([
    ['an address that is no alias stays plain', address({}), {}, ['A ttl=60 {}']],
    ['an address of alias=false stays plain', address({ alias: 'false' }), {}, ['A ttl=60 {}']],
    ['an address of another alias type stays plain', address({ alias: 'AAAA' }), {}, ['A ttl=60 {}']],
    [
      'health of a plain address is left out',
      address({ 'aws/evaluate-target-health': 'true', 'aws/target-hosted-zone': 'Z1' }),
      {},
      ['A ttl=60 {}'],
    ],
    ['an alias address has no TTL', address({ alias: 'true' }), {}, ['alias A to ZPUB health=true']],
    ['an alias of its own type is one', address({ alias: 'A' }), {}, ['alias A to ZPUB health=true']],
    [
      'a CNAME to an AWS host becomes both aliases',
      cname(balancer),
      {},
      [`alias A to ${balancerZone} health=true`, `alias AAAA to ${balancerZone} health=true`],
    ],
    [
      'the twin is left out where AAAA is not managed',
      cname(balancer),
      { managedTypes: new Set(['A', 'CNAME']) },
      [`alias A to ${balancerZone} health=true`],
    ],
    ['a preferred CNAME stays one', cname(balancer), { preferCname: true }, ['CNAME ttl=60 {"alias":"false"}']],
    [
      'alias=true wins over the preference',
      cname(balancer, { alias: 'true' }),
      { preferCname: true, managedTypes: new Set(['A']) },
      [`alias A to ${balancerZone} health=true`],
    ],
    ['alias=false keeps the CNAME', cname(balancer, { alias: 'false' }), {}, ['CNAME ttl=60 {"alias":"false"}']],
    ['alias=A gives that alias alone', cname(balancer, { alias: 'A' }), {}, [`alias A to ${balancerZone} health=true`]],
    [
      'alias=AAAA gives that alias alone',
      cname(balancer, { alias: 'AAAA' }),
      {},
      [`alias AAAA to ${balancerZone} health=true`],
    ],
    ['a CNAME to another host stays one', cname('lb.example.net'), {}, ['CNAME ttl=60 {"alias":"false"}']],
    [
      'an alias to an unknown host targets its own zone',
      cname('lb.example.org', { alias: 'A' }),
      {},
      ['alias A to ZPUB health=true'],
    ],
    [
      'a target zone that is told wins',
      cname(balancer, { alias: 'A', 'aws/target-hosted-zone': 'ZOWN' }),
      {},
      ['alias A to ZOWN health=true'],
    ],
    [
      'health that is told wins over the default',
      cname(balancer, { alias: 'A', 'aws/evaluate-target-health': 'no' }),
      {},
      [`alias A to ${balancerZone} health=false`],
    ],
    [
      'the default of health is the flag',
      cname(balancer, { alias: 'A' }),
      { evaluateTargetHealth: false },
      [`alias A to ${balancerZone} health=false`],
    ],
    [
      'a distribution is never asked for its health',
      cname('d1.cloudfront.net', { alias: 'A', 'aws/evaluate-target-health': 'true' }),
      {},
      [`alias A to ${cloudFrontZone} health=false`],
    ],
    [
      'settings of others and pins are no part of the record',
      address({ 'scw/priority': '5', 'aws/hosted-zone-id': 'ZPUB', 'aws/health-check-id': 'hc' }),
      {},
      ['A ttl=60 {"aws/health-check-id":"hc"}'],
    ],
  ])('%s', (_, endpoint, changed, expected) => {
    expect(adjust([endpoint], { ...options, ...changed }).endpoints.map(shape)).toEqual(expected);
  });

  it('is one endpoint in each of its zones', () => {
    const { endpoints } = adjust([sampleEndpoint()], { ...options, zones: [publicZone(), privateZone()] });
    expect(endpoints.map(({ zone }) => zone?.id)).toEqual(['ZPRIV', 'ZPUB']);
  });

  it('spells an alias target as Route 53 answers it', () => {
    const { endpoints } = adjust([cname('WEB-1.eu-central-1.ELB.amazonaws.com.', { alias: 'A' })], options);
    expect(endpoints.map(({ targets }) => targets)).toEqual([[balancer]]);
  });

  it('quotes text', () => {
    const { endpoints } = adjust([sampleEndpoint({ recordType: 'TXT', targets: ['v=spf1'] })], options);
    expect(endpoints.map(({ targets }) => targets)).toEqual([['"v=spf1"']]);
  });

  it.each<readonly [string, Partial<Endpoint>, readonly string[]]>([
    ['MX', { recordType: 'MX', targets: ['10 Bücher.example.net'] }, ['10 xn--bcher-kva.example.net']],
    ['SRV', { recordType: 'SRV', targets: ['0 50 443 bücher.example.net.'] }, ['0 50 443 xn--bcher-kva.example.net.']],
    ['AAAA, each once', { recordType: 'AAAA', targets: ['2001:db8::1', '2001:DB8:0::1'] }, ['2001:db8::1']],
  ])('writes the values that Route 53 takes of %s', (_, changes, expected) => {
    expect(adjust([sampleEndpoint(changes)], options).endpoints.map(({ targets }) => targets)).toEqual([expected]);
  });

  it('takes the hosted zone of an alias target in either form', () => {
    const settings = { alias: 'A', 'aws/target-hosted-zone': '/hostedzone/ZOWN' };
    expect(adjust([cname(balancer, settings)], options).endpoints.map(shape)).toEqual(['alias A to ZOWN health=true']);
  });
});

const cnameAt = (dnsName: string): Endpoint =>
  sampleEndpoint({ dnsName, recordType: 'CNAME', targets: ['lb.example.net'] });

describe('what is refused', () => {
  it.each([
    [
      'DNAME',
      sampleEndpoint({ recordType: 'DNAME' }),
      'InvalidObject',
      'the record type is DNAME, which Route 53 does not have',
    ],
    [
      'a CNAME of two targets',
      sampleEndpoint({ recordType: 'CNAME', targets: ['a.example.net', 'b.example.net'] }),
      'InvalidObject',
      'a CNAME has one target, not 2 (a.example.net, b.example.net)',
    ],
    [
      'an alias of two targets',
      sampleEndpoint({ targets: ['a.example.net', 'b.example.net'], providerSpecific: { alias: 'true' } }),
      'InvalidObject',
      'an alias has one target, not 2 (a.example.net, b.example.net)',
    ],
    [
      'a routing policy that cannot be',
      sampleEndpoint({ setIdentifier: 'blue' }),
      'InvalidObject',
      'set-identifier is "blue" without a routing policy',
    ],
    [
      'what Route 53 would refuse of any record',
      cnameAt('example.org'),
      'InvalidObject',
      'a CNAME cannot stand at the name of the hosted zone itself, example.org',
    ],
    ['a name without a zone', sampleEndpoint({ dnsName: 'a.example.net' }), 'NoMatchingZone', undefined],
  ])('%s', (_, endpoint, code, problem) => {
    const { endpoints, refusals } = adjust([endpoint], options);
    expect(endpoints).toEqual([]);
    expect(
      refusals.map(({ cause, refs }) => [cause.code, 'problem' in cause ? cause.problem : undefined, refs]),
    ).toEqual([[code, problem, endpoint.refs]]);
  });

  it('includes a name in a zone that could not be read, there alone', () => {
    const unavailable = [{ zone: privateZone(), problem: 'its record sets could not be read: AccessDenied: no' }];
    const zones = [publicZone(), privateZone()];
    const { endpoints, refusals } = adjust([sampleEndpoint()], { ...options, zones, unavailable });
    expect(endpoints.map(({ zone }) => zone?.id)).toEqual(['ZPUB']);
    expect(refusals.map(({ zone, cause }) => [zone?.id, cause])).toEqual([
      [
        'ZPRIV',
        {
          code: 'ZoneUnavailable',
          problem: 'the hosted zone was left as it is, because its record sets could not be read: AccessDenied: no',
          fix: 'let the run list the record sets of the zone',
        },
      ],
    ]);
  });
});

describe('a host that is a target', () => {
  it.each([
    ['becomes ASCII where it is not', 'Bücher.example.net', 'xn--bcher-kva.example.net'],
    ['stays as it was written where it is', 'LB.example.net', 'LB.example.net'],
  ])('%s', (_, target, expected) => {
    expect(adjust([cname(target)], options).endpoints).toMatchObject([{ targets: [expected] }]);
  });
});

describe('laws', () => {
  it('an endpoint becomes at least one endpoint or refusal, of the same objects', () => {
    fc.assert(
      fc.property(arbitraryEndpoint, (endpoint) => {
        const { endpoints, refusals } = adjust([endpoint], options);
        expect(endpoints.length + refusals.length).toBeGreaterThan(0);
        for (const { refs } of [...endpoints, ...refusals]) expect(refs).toEqual(endpoint.refs);
      }),
    );
  });

  it('what Route 53 holds after writing reads back as what was wanted', () => {
    const known = arbitraryEndpoint
      .filter(({ dnsName, targets }) => dnsName.includes('example.org') && targets.length > 0)
      // Sources leave no trailing dot but where it belongs to the value.
      .map((each) => ({ ...each, targets: each.targets.map((target) => target.replace(/\.$/, '')) }));
    fc.assert(
      fc.property(known, (endpoint) => {
        for (const wanted of adjust([endpoint], options).endpoints) {
          const held = endpointOf(recordSetOf(wanted), publicZone());
          expect(held && recordKey(held)).toBe(recordKey(wanted));
          expect(sameTargets(wanted.recordType, wanted.targets, held?.targets ?? [])).toBe(true);
          expect(held?.providerSpecific).toEqual(wanted.providerSpecific);
        }
      }),
    );
  });
});

describe('a name in the zone of another shard', () => {
  const parent = publicZone('example.org', 'Z1');
  const child = publicZone('shop.example.org', 'Z2');
  const inShard = (dnsName: string, zones: AdjustOptions['zones'], elsewhere: AdjustOptions['elsewhere'] = []) =>
    adjust([sampleEndpoint({ dnsName })], { ...options, zones, elsewhere, view: 'some-zones' });

  it('is left to it, though it lies in a parent zone of ours', () => {
    const { endpoints, refusals } = inShard('a.shop.example.org', [parent], [child]);
    expect(endpoints).toEqual([]);
    expect(refusals).toMatchObject([{ cause: { code: 'NoMatchingZone', view: 'some-zones', elsewhere: child } }]);
  });

  it('is ours where ours is closer', () => {
    expect(inShard('a.shop.example.org', [child], [parent]).endpoints).toMatchObject([{ zone: child }]);
    expect(inShard('a.example.org', [parent], [child]).endpoints).toMatchObject([{ zone: parent }]);
  });

  it('is in the parent zone where nobody says that there is a closer one', () => {
    expect(inShard('a.shop.example.org', [parent]).endpoints).toMatchObject([{ zone: parent }]);
  });
});

describe('a name pinned to a hosted zone that is not seen', () => {
  const pinned = (view: AdjustOptions['view']) =>
    adjust([sampleEndpoint({ providerSpecific: { 'aws/hosted-zone-id': 'ZTYPO' } })], { ...options, view }).refusals;

  it('is a slip of the object where every zone is seen', () => {
    const problem = expect.stringContaining('"ZTYPO"');
    expect(pinned('all-zones')).toMatchObject([{ cause: { code: 'InvalidObject', problem } }]);
  });

  it("may be another instance's where some zones are seen", () => {
    expect(pinned('some-zones')).toMatchObject([{ cause: { code: 'NoMatchingZone', view: 'some-zones' } }]);
  });
});

describe('a name whose public zone may be one of an account that did not list its zones', () => {
  const dnsName = 'a.shop.example.org';
  const [parent, inner] = [publicZone('example.org', 'Z1'), privateZone('example.org', 'Z2')];
  const records = [sampleEndpoint({ dnsName: 'shop.example.org', recordType: 'NS', zone: parent })];
  const unlisted = [{ by: 'the profile web', problem: 'its hosted zones could not be listed' }];

  it('is in its private zone, and is told that the public one is not known', () => {
    const zones = [parent, inner];
    const { endpoints, refusals } = adjust([sampleEndpoint({ dnsName })], { ...options, zones, records, unlisted });
    expect(endpoints.map(({ zone }) => zone)).toEqual([inner]);
    expect(refusals).toMatchObject([{ dnsName, cause: { code: 'ZoneUnavailable' } }]);
  });

  it('is in both where nothing is delegated', () => {
    const zones = [parent, inner];
    const { endpoints, refusals } = adjust([sampleEndpoint({ dnsName })], { ...options, zones, unlisted });
    expect([endpoints.map(({ zone }) => zone?.id).sort(), refusals]).toEqual([['Z1', 'Z2'], []]);
  });
});
