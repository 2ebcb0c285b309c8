import { describe, expect, it } from '@jest/globals';
import { findRoute } from '../../../../lib/emulators/route53/routes.ts';

describe('a request line', () => {
  it.each([
    ['GET', '/2013-04-01/hostedzone', 'ListHostedZones', {}],
    ['GET', '/2013-04-01/hostedzone/Z1/rrset', 'ListResourceRecordSets', { id: 'Z1' }],
    ['POST', '/2013-04-01/hostedzone/Z1/rrset/', 'ChangeResourceRecordSets', { id: 'Z1' }],
    [
      'GET',
      '/2013-04-01/tags/hostedzone/%2Fhostedzone%2FZ1',
      'ListTagsForResource',
      { resourceType: 'hostedzone', id: '/hostedzone/Z1' },
    ],
    ['POST', '/2013-04-01/tags/hostedzone', 'ListTagsForResources', { resourceType: 'hostedzone' }],
    ['GET', '/2013-04-01/hostedzone/%E0', 'GetHostedZone', { id: '%E0' }],
  ])('%s %s is %s', (method, path, action, parameters) => {
    expect(findRoute(method, path)).toMatchObject({ action, path: parameters });
  });

  it.each([
    ['PUT', '/2013-04-01/hostedzone'],
    ['GET', '/2012-12-12/hostedzone'],
    ['GET', '/'],
  ])('%s %s is no operation', (method, path) => {
    expect(findRoute(method, path)).toBeUndefined();
  });
});
