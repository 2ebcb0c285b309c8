import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeEndpoints } from '../../../lib/endpoint/merge.ts';
import { endpointsInTwoOrders } from '../../support/arbitrary-endpoint.ts';
import { sampleEndpoint, serviceReference } from '../../support/sample-endpoint.ts';

const of = (object: string, changes: Parameters<typeof sampleEndpoint>[0]) =>
  sampleEndpoint({ labels: { resource: `service/shop/${object}` }, refs: [serviceReference(object)], ...changes });

describe('mergeEndpoints', () => {
  it('unites targets and references of one name, type, set identifier and TTL; the first label counts', () => {
    const merged = mergeEndpoints([
      of('b', { targets: ['192.0.2.9', '192.0.2.1'] }),
      of('a', { targets: ['192.0.2.1', '10.0.0.1'] }),
    ]);
    expect(merged).toEqual({
      endpoints: [
        of('a', {
          targets: ['10.0.0.1', '192.0.2.1', '192.0.2.9'],
          refs: [serviceReference('a'), serviceReference('b')],
        }),
      ],
      refusals: [],
    });
  });

  it.each([
    ['name', { dnsName: 'b.example.org' }],
    ['type', { recordType: 'AAAA' }],
    ['set identifier', { setIdentifier: 'blue' }],
    ['TTL', { ttl: 60 }],
  ] as const)('keeps endpoints apart that differ in their %s', (_, changes) => {
    expect(mergeEndpoints([sampleEndpoint(), sampleEndpoint(changes)]).endpoints).toHaveLength(2);
  });

  it.each(['CNAME', 'DNAME'] as const)(
    'keeps two %s with different targets apart, and folds equal ones',
    (recordType) => {
      const [first, second, third] = ['x.org', 'y.org', 'x.org'].map((target, at) =>
        of(`${at}`, { recordType, targets: [target] }),
      );
      const merged = mergeEndpoints([first, second, third].flatMap((each) => each ?? []));
      expect(merged.endpoints.map(({ targets, refs }) => [targets, refs.length])).toEqual([
        [['x.org'], 2],
        [['y.org'], 1],
      ]);
    },
  );

  it('refuses a CNAME without targets, and lets an A without targets pass', () => {
    const merged = mergeEndpoints([of('a', { recordType: 'CNAME', targets: [] }), of('b', { targets: [] })]);
    expect(merged.endpoints).toEqual([of('b', { targets: [] })]);
    expect(merged.refusals).toEqual([
      expect.objectContaining({
        recordType: 'CNAME',
        refs: [serviceReference('a')],
        cause: expect.objectContaining({ code: 'NoTargets' }),
      }),
    ]);
  });

  it('gives the same result whatever order the endpoints come in', () => {
    fc.assert(
      fc.property(endpointsInTwoOrders, ([one, other]) => {
        expect(mergeEndpoints(one)).toEqual(mergeEndpoints(other));
      }),
    );
  });
});
