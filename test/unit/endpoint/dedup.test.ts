import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dedupEndpoints } from '../../../lib/endpoint/dedup.ts';
import { endpointsInTwoOrders } from '../../support/arbitrary-endpoint.ts';
import { sampleEndpoint, serviceReference } from '../../support/sample-endpoint.ts';

describe('dedupEndpoints', () => {
  it('folds endpoints of equal targets in any order, whatever their TTL, and unites their references', () => {
    const endpoints = dedupEndpoints([
      sampleEndpoint({ targets: ['192.0.2.2', '192.0.2.1', '192.0.2.2'] }),
      sampleEndpoint({ targets: ['192.0.2.1', '192.0.2.2'], ttl: 60, refs: [serviceReference('api')] }),
    ]);
    expect(endpoints).toEqual([
      sampleEndpoint({ targets: ['192.0.2.1', '192.0.2.2'], refs: [serviceReference('web'), serviceReference('api')] }),
    ]);
  });

  it('keeps endpoints with other targets: the planner chooses', () => {
    expect(dedupEndpoints([sampleEndpoint(), sampleEndpoint({ targets: ['192.0.2.9'] })])).toHaveLength(2);
  });

  it('gives the same result whatever order the endpoints come in', () => {
    fc.assert(
      fc.property(endpointsInTwoOrders, ([one, other]) => {
        expect(dedupEndpoints(one)).toEqual(dedupEndpoints(other));
      }),
    );
  });
});
