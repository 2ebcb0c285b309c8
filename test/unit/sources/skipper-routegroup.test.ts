import { expect, it } from '@jest/globals';
import { skipperRouteGroup } from '../../../lib/sources/skipper-routegroup.ts';
import { objectCluster } from '../../support/object-cluster.ts';
import { contextOf } from '../../support/source-fixture.ts';

it('reads, and asks the right to read, the version that --skipper-routegroup-groupversion names', async () => {
  const flags = ['--skipper-routegroup-groupversion=skipper.example.org/v2'];
  const context = contextOf(skipperRouteGroup, { title: 'version', flags });
  const cluster = objectCluster([]);
  await skipperRouteGroup.read({ ...context, cluster });
  expect(cluster.requests.map(({ resource }) => resource.apiVersion)).toEqual(['skipper.example.org/v2']);
  expect(skipperRouteGroup.permissions(context.config)).toMatchObject([{ apiGroup: 'skipper.example.org' }]);
});
