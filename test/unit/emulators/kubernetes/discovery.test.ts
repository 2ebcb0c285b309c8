import { expect, it } from '@jest/globals';
import { customPath, dnsEndpoints, embeddedCluster } from '../../../support/embedded-cluster.ts';

const api = embeddedCluster();

it('the groups are those of the built-in kinds, and of custom resources once they are defined', async () => {
  const groups = async () => {
    const { body } = await api.admin('GET', '/apis');
    return body.groups.map(({ name }: { name: string }) => name);
  };
  const before = await groups();
  api.cluster.defineResource(dnsEndpoints);
  expect(before).toContain('events.k8s.io');
  expect((await groups()).toSorted()).toEqual([...before, 'externaldns.k8s.io'].toSorted());
});

it.each([
  ['/api', { kind: 'APIVersions', versions: ['v1'] }],
  ['/apis/events.k8s.io', { kind: 'APIGroup', preferredVersion: { groupVersion: 'events.k8s.io/v1' } }],
  [
    '/apis/coordination.k8s.io/v1',
    { kind: 'APIResourceList', resources: [{ name: 'leases', kind: 'Lease', namespaced: true }] },
  ],
])('%s is answered', async (path, expected) => {
  const { status, body } = await api.admin('GET', path);
  expect(status).toBe(200);
  expect(body).toMatchObject(expected);
});

it.each(['/apis/nobody.example', '/apis/nobody.example/v1', customPath, '/nothing'])(
  '%s, which nobody serves, gets the plain text of an unknown page',
  async (path) => {
    expect(await api.admin('GET', path)).toMatchObject({ status: 404, body: '404 page not found\n' });
  },
);

it('health and version are told to everybody', async () => {
  const anonymous = { Authorization: '' };
  const health = await api.admin('GET', '/readyz', undefined, anonymous);
  const version = await api.admin('GET', '/version', undefined, anonymous);
  expect([health.body, version.body.major]).toEqual(['ok', '1']);
});
