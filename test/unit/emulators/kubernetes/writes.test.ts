import { describe, expect, it } from '@jest/globals';
import {
  customPath,
  dnsEndpoint,
  dnsEndpoints,
  embeddedCluster,
  leasesPath,
  service,
  servicesPath,
} from '../../../support/embedded-cluster.ts';

const api = embeddedCluster();

describe('writes', () => {
  it('keep the status out of a created object, and out of an update, where there is a status subresource', async () => {
    api.cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    const created = await api.admin('POST', servicesPath, service('web'));
    expect(created.status).toBe(201);
    expect(created.body.status).toEqual({ loadBalancer: {} });
    const updated = await api.admin('PUT', `${servicesPath}/web`, {
      ...created.body,
      status: { loadBalancer: { ingress: [] } },
    });
    expect(updated.body.status).toEqual({ loadBalancer: {} });
  });

  it('raise the generation when the spec changes and only then', async () => {
    api.cluster.defineResource(dnsEndpoints);
    api.cluster.apply(dnsEndpoint('extra'));
    const generations = [];
    for (const patch of [{ metadata: { labels: { a: 'b' } } }, { spec: { endpoints: [1] } }, { status: { x: 1 } }]) {
      const { body } = await api.admin('PATCH', `${customPath}/extra`, patch);
      generations.push(body.metadata.generation);
    }
    expect(generations).toEqual([1, 2, 2]);
  });

  it('make no new version when nothing changes', async () => {
    api.cluster.apply(service('web'));
    const before = await api.admin('PATCH', `${servicesPath}/web`, { metadata: { labels: { a: 'b' } } });
    const after = await api.admin('PATCH', `${servicesPath}/web`, { metadata: { labels: { a: 'b' } } });
    expect(after.body.metadata.resourceVersion).toBe(before.body.metadata.resourceVersion);
  });

  it('create by PUT where the kind allows it (leases) and refuse it where not (configmaps)', async () => {
    api.cluster.apply(service('web'));
    const lease = await api.admin('PUT', `${leasesPath}/held`, {
      metadata: { name: 'held' },
      spec: { holderIdentity: 'a' },
    });
    const missing = await api.admin('PUT', '/api/v1/namespaces/shop/configmaps/other', { metadata: { name: 'other' } });
    expect([lease.status, missing.status]).toEqual([201, 404]);
  });

  it('with dryRun=All check everything and store nothing', async () => {
    api.cluster.apply(service('web'));
    const created = await api.admin('POST', `${servicesPath}?dryRun=All`, service('other'));
    await api.admin('DELETE', `${servicesPath}/web?dryRun=All`);
    await api.admin('DELETE', `${servicesPath}?dryRun=All`);
    expect(created.status).toBe(201);
    expect(api.cluster.objects('v1', 'Service')).toHaveLength(1);
  });

  it('apply server-side: create, then merge, and insist on a field manager', async () => {
    api.cluster.apply(service('web'));
    const headers = { 'Content-Type': 'application/apply-patch+yaml' };
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: held}\ndata: {a: b}\n';
    const path = '/api/v1/namespaces/shop/configmaps/held';
    const refused = await api.admin('PATCH', path, text, headers);
    const created = await api.admin('PATCH', `${path}?fieldManager=test`, text, headers);
    const merged = await api.admin('PATCH', `${path}?fieldManager=test`, text.replace('a: b', 'c: d'), headers);
    expect(refused.body.message).toBe(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
    expect([created.status, merged.status, merged.body.data]).toEqual([201, 200, { a: 'b', c: 'd' }]);
  });

  it.each([
    ['uid', 'UID'],
    ['resourceVersion', 'ResourceVersion'],
  ])('delete nothing when the %s of the precondition is another', async (field, name) => {
    api.cluster.apply(service('web'));
    const { body } = await api.admin('DELETE', `${servicesPath}/web`, { preconditions: { [field]: 'z' } });
    expect(body).toMatchObject({ code: 409, reason: 'Conflict', details: { name: 'web', kind: 'Service' } });
    expect(body.message).toContain(`the ${name} in the precondition (z) does not match the ${name} in record`);
    expect(api.cluster.objects('v1', 'Service')).toHaveLength(1);
  });

  it('keep an object with finalizers until the last is taken off', async () => {
    api.cluster.apply({
      ...service('web'),
      metadata: { name: 'web', namespace: 'shop', finalizers: ['example.com/hold'] },
    });
    const { body } = await api.admin('DELETE', `${servicesPath}/web`);
    expect(body.metadata.deletionTimestamp).toBe('2026-03-01T12:00:00Z');
    await api.admin('PATCH', `${servicesPath}/web`, { metadata: { finalizers: null } });
    expect(api.cluster.objects('v1', 'Service')).toEqual([]);
  });

  it('take the objects of a namespace away with it', async () => {
    api.cluster.apply(service('web'), service('api', 'other'));
    await api.admin('DELETE', '/api/v1/namespaces/shop');
    expect(api.cluster.objects('v1', 'Service').map(({ metadata }) => metadata.namespace)).toEqual(['other']);
    expect(api.cluster.objects('v1', 'Namespace').map(({ metadata }) => metadata.name)).not.toContain('shop');
  });

  it('serve a custom resource from when its definition is created until it is deleted', async () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'dnsendpoints.externaldns.k8s.io' },
      spec: {
        group: 'externaldns.k8s.io',
        scope: 'Namespaced',
        names: { kind: 'DNSEndpoint', plural: 'dnsendpoints' },
        versions: [{ name: 'v1alpha1', served: true, storage: true, subresources: { status: {} } }],
      },
    };
    const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    api.cluster.apply(service('web'));
    const statuses = [(await api.admin('GET', customPath)).status];
    await api.admin('POST', crds, crd);
    statuses.push((await api.admin('POST', customPath, dnsEndpoint('extra'))).status);
    await api.admin('DELETE', `${crds}/dnsendpoints.externaldns.k8s.io`);
    statuses.push((await api.admin('GET', customPath)).status);
    expect(statuses).toEqual([404, 201, 404]);
  });
});
