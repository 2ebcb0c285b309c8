import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Endpoint, referenceText } from '../../../lib/endpoint/endpoint.ts';
import { type PreparationConfig, prepareEndpoints } from '../../../lib/endpoint/pipeline.ts';
import { arbitraryEndpoint } from '../../support/arbitrary-endpoint.ts';
import { sampleEndpoint, serviceReference } from '../../support/sample-endpoint.ts';

const defaults: PreparationConfig = {
  defaultTargets: [],
  forceDefaultTargets: false,
  nat64Networks: [],
  targetNetFilter: [],
  excludeTargetNet: [],
  createPtr: false,
  managedRecordTypes: ['A', 'AAAA', 'CNAME'],
  minTtl: 0,
  preferAlias: false,
  provider: 'aws',
};

const prepare = (endpoints: readonly Endpoint[], config: Partial<PreparationConfig> = {}) =>
  prepareEndpoints(endpoints, { ...defaults, ...config });

const texts = (endpoints: readonly Endpoint[]) =>
  endpoints.map(({ recordType, dnsName, targets }) => `${recordType} ${dnsName} ${targets.join(',')}`);

describe('the traps of the reference that lie behind the sources', () => {
  const cname = sampleEndpoint({ recordType: 'CNAME', targets: ['lb.example.net'] });

  it.each<readonly [string, Endpoint, Partial<PreparationConfig>, readonly Partial<Endpoint>[]]>([
    ['a host name lies in no network that is asked for (trap 28)', cname, { targetNetFilter: ['10.0.0.0/8'] }, []],
    [
      'nor in one that is excluded (trap 28)',
      cname,
      { excludeTargetNet: ['10.0.0.0/8'] },
      [{ targets: cname.targets }],
    ],
    ['--min-ttl raises no TTL that is set (trap 29)', sampleEndpoint({ ttl: 60 }), { minTtl: 300 }, [{ ttl: 60 }]],
    ['--min-ttl fills in a missing one (trap 29)', sampleEndpoint(), { minTtl: 300 }, [{ ttl: 300 }]],
    [
      "another provider's property goes, alias stays (trap 30)",
      sampleEndpoint({ providerSpecific: { alias: 'true', 'scw/priority': '5' } }),
      {},
      [{ providerSpecific: { alias: 'true' } }],
    ],
  ])('%s', (_, endpoint, config, expected) => {
    const { endpoints } = prepare([endpoint], config);
    expect(endpoints).toHaveLength(expected.length);
    expect(endpoints).toMatchObject(expected);
  });
});

describe('default targets', () => {
  const bare = sampleEndpoint({ targets: [], ttl: 60 });
  const defaultTargets = ['lb.example.net', '192.0.2.7'];

  it('stand in for missing ones, by their own types, and keep TTL, labels and references', () => {
    const { endpoints } = prepare([bare], { defaultTargets });
    expect(endpoints).toEqual([
      { ...bare, targets: ['192.0.2.7'] },
      { ...bare, recordType: 'CNAME', targets: ['lb.example.net'] },
    ]);
  });

  it('leave endpoints with targets alone, unless they are forced', () => {
    expect(texts(prepare([sampleEndpoint()], { defaultTargets }).endpoints)).toEqual(['A a.example.org 192.0.2.1']);
    expect(texts(prepare([sampleEndpoint()], { defaultTargets, forceDefaultTargets: true }).endpoints)).toEqual([
      'A a.example.org 192.0.2.7',
      'CNAME a.example.org lb.example.net',
    ]);
  });

  it('that are not set leave an endpoint without targets refused', () => {
    expect(prepare([bare])).toEqual({
      endpoints: [],
      refusals: [expect.objectContaining({ cause: expect.objectContaining({ code: 'NoTargets' }) })],
    });
  });
});

describe('NAT64', () => {
  const nat64Networks = ['64:ff9b::/96'];
  const aaaa = sampleEndpoint({
    recordType: 'AAAA',
    targets: ['64:ff9b::c000:201', '2001:db8::1', '64:ff9b::10.0.0.1'],
    ttl: 60,
  });

  it('adds an A with the embedded addresses, all else copied', () => {
    const { endpoints } = prepare([aaaa], { nat64Networks });
    expect(
      endpoints.map(({ recordType, targets, ttl, refs }) => ({ recordType, targets: [...targets].sort(), ttl, refs })),
    ).toEqual([
      { recordType: 'AAAA', targets: [...aaaa.targets].sort(), ttl: 60, refs: aaaa.refs },
      { recordType: 'A', targets: ['10.0.0.1', '192.0.2.1'], ttl: 60, refs: aaaa.refs },
    ]);
  });

  it('adds nothing where no target is inside a prefix', () => {
    expect(
      prepare([sampleEndpoint({ recordType: 'AAAA', targets: ['2001:db8::1'] })], { nat64Networks }).endpoints,
    ).toHaveLength(1);
  });
});

describe('target network filters', () => {
  const cname = sampleEndpoint({ recordType: 'CNAME', targets: ['lb.example.net'] });

  it.each([
    ['keep what is inside an included network', ['10.1.2.3', '192.0.2.1'], ['10.0.0.0/8'], [], ['10.1.2.3']],
    ['remove what is inside an excluded one', ['10.1.2.3', '192.0.2.1'], [], ['10.0.0.0/8'], ['192.0.2.1']],
    ['let an exclusion win', ['10.1.2.3', '10.9.9.9'], ['10.0.0.0/8'], ['10.1.0.0/16'], ['10.9.9.9']],
  ])('%s', (_, targets, targetNetFilter, excludeTargetNet, expected) => {
    const { endpoints } = prepare([sampleEndpoint({ targets })], { targetNetFilter, excludeTargetNet });
    expect(endpoints.map((endpoint) => endpoint.targets)).toEqual([expected]);
  });

  it('compare a mapped address as IPv4', () => {
    const endpoint = sampleEndpoint({
      recordType: 'AAAA',
      targets: ['::ffff:10.0.0.1', 'fe80::1', '2001:db8::1'],
    });
    const { endpoints } = prepare([endpoint], { targetNetFilter: ['10.0.0.0/8', 'fe80::/10'] });
    expect(endpoints.map(({ targets }) => targets)).toEqual([['::ffff:10.0.0.1', 'fe80::1']]);
  });

  it('refuse a host name where a network is included, and name the filter', () => {
    const { endpoints, refusals } = prepare([cname], { targetNetFilter: ['10.0.0.0/8'] });
    expect(endpoints).toEqual([]);
    expect(refusals).toMatchObject([
      {
        refs: cname.refs,
        cause: {
          code: 'NoTargets',
          problem: 'none of its targets (lb.example.net) passes --target-net-filter (10.0.0.0/8)',
        },
      },
    ]);
  });

  it('keep a host name where networks are only excluded', () => {
    expect(prepare([cname], { excludeTargetNet: ['10.0.0.0/8'] }).endpoints).toEqual([cname]);
  });
});

describe('PTR records', () => {
  const ptr = { createPtr: true, managedRecordTypes: ['A', 'AAAA', 'PTR'] as const };
  const ptrs = (endpoints: readonly Endpoint[], config: Partial<PreparationConfig> = ptr) =>
    prepare(endpoints, config).endpoints.filter(({ recordType }) => recordType === 'PTR');

  it('gather all names of an address, the lowest TTL and all references', () => {
    const other = sampleEndpoint({ dnsName: 'b.example.org', ttl: 60, refs: [serviceReference('api')] });
    expect(ptrs([sampleEndpoint({ ttl: 300 }), other])).toEqual([
      {
        dnsName: '1.2.0.192.in-addr.arpa',
        recordType: 'PTR',
        targets: ['a.example.org', 'b.example.org'],
        ttl: 60,
        labels: { resource: 'service/shop/web' },
        providerSpecific: {},
        refs: [serviceReference('web'), serviceReference('api')],
      },
    ]);
  });

  it('have the nibbles of an IPv6 address for a name, and no TTL where one of the names has none', () => {
    const endpoint = sampleEndpoint({ recordType: 'AAAA', targets: ['2001:db8::1'] });
    const [found] = ptrs([endpoint, { ...endpoint, dnsName: 'b.example.org', ttl: 60 }]);
    expect(found?.dnsName).toBe('1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa');
    expect(found).not.toHaveProperty('ttl');
  });

  it.each([
    [
      'made for a record that asks for one',
      { providerSpecific: { 'record-type': 'PTR' } },
      { ...ptr, createPtr: false },
      1,
    ],
    ['not made for a record that asks for another type', { providerSpecific: { 'record-type': 'A' } }, ptr, 0],
    ['not made for a wildcard', { dnsName: '*.example.org' }, ptr, 0],
    ['not made for an alias', { targets: ['lb.example.net'], providerSpecific: { alias: 'true' } }, ptr, 0],
    ['not made where the type is not managed', {}, { createPtr: true }, 0],
  ])('are %s', (_, changes, config, count) => {
    expect(ptrs([sampleEndpoint(changes)], config)).toHaveLength(count);
  });

  it('take the property that asked for them off the record', () => {
    const { endpoints } = prepare([sampleEndpoint({ providerSpecific: { 'record-type': 'ptr', alias: 'A' } })], ptr);
    expect(endpoints[0]?.providerSpecific).toEqual({ alias: 'A' });
  });
});

describe('post-processing', () => {
  it('fills in a missing TTL and raises none', () => {
    const { endpoints } = prepare([sampleEndpoint({ ttl: 60 }), sampleEndpoint({ dnsName: 'b.example.org' })], {
      minTtl: 300.9,
    });
    expect(endpoints.map(({ ttl }) => ttl)).toEqual([60, 300]);
  });

  it('drops the properties of other providers and sorts the rest', () => {
    const providerSpecific = { 'scw/priority': '5', 'aws/weight': '1', alias: 'false', 'aws/region': 'x' };
    const { endpoints } = prepare([sampleEndpoint({ providerSpecific })]);
    expect(endpoints.map((endpoint) => Object.keys(endpoint.providerSpecific))).toEqual([
      ['alias', 'aws/region', 'aws/weight'],
    ]);
  });

  it('prefers aliases for CNAMEs that say nothing of them', () => {
    const cname = sampleEndpoint({ recordType: 'CNAME', targets: ['lb.example.net'] });
    const silent = { ...cname, dnsName: 'b.example.org', providerSpecific: { alias: 'false' } };
    const { endpoints } = prepare([cname, silent, sampleEndpoint({ dnsName: 'c.example.org' })], { preferAlias: true });
    expect(endpoints.map(({ providerSpecific }) => providerSpecific)).toEqual([
      { alias: 'true' },
      { alias: 'false' },
      {},
    ]);
  });
});

describe('prepareEndpoints', () => {
  const config: fc.Arbitrary<PreparationConfig> = fc.record({
    defaultTargets: fc.constantFrom([], ['192.0.2.7', '${X}'], ['']),
    forceDefaultTargets: fc.boolean(),
    nat64Networks: fc.constantFrom([], ['64:ff9b::/96']),
    targetNetFilter: fc.constantFrom([], ['10.0.0.0/8']),
    excludeTargetNet: fc.constantFrom([], ['192.0.2.0/24', '2001:db8::/32']),
    createPtr: fc.boolean(),
    managedRecordTypes: fc.constantFrom(['A'] as const, ['A', 'PTR'] as const),
    minTtl: fc.constantFrom(0, 300),
    preferAlias: fc.boolean(),
    provider: fc.constant('aws'),
  });

  it('loses no reference: whoever asked is named by an endpoint or a refusal', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEndpoint, { maxLength: 8 }), config, (given, setting) => {
        const { endpoints, refusals } = prepareEndpoints(given, setting);
        const answered = new Set([...endpoints, ...refusals].flatMap(({ refs }) => refs.map(referenceText)));
        const asked = new Set(given.flatMap(({ refs }) => refs.map(referenceText)));
        expect(answered).toEqual(asked);
      }),
      { numRuns: 500 },
    );
  });
});
