import { describe, expect, it } from '@jest/globals';
import {
  CoordinationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  EventsV1Api,
  KubeConfig,
  V1MicroTime,
} from '@kubernetes/client-node';
import { dnsEndpoint, dnsEndpoints, embeddedCluster, service, start } from '../../../support/embedded-cluster.ts';

const api = embeddedCluster();

const configOf = (user?: string): KubeConfig => {
  const config = new KubeConfig();
  config.loadFromString(api.cluster.kubeconfig(user));
  return config;
};

describe('the typed clients of @kubernetes/client-node', () => {
  it('verify the certificate by the CA of the kubeconfig and read what was applied, status included', async () => {
    api.cluster.apply(service('web'));
    const { items } = await configOf().makeApiClient(CoreV1Api).listServiceForAllNamespaces();
    expect(items.map(({ metadata, status }) => [metadata?.name, status?.loadBalancer?.ingress?.[0]?.ip])).toEqual([
      ['web', '192.0.2.1'],
    ]);
  });

  it('write an event through events.k8s.io/v1 and read it through core/v1', async () => {
    api.cluster.apply(service('web'));
    await configOf()
      .makeApiClient(EventsV1Api)
      .createNamespacedEvent({
        namespace: 'shop',
        body: {
          metadata: { name: 'web.1' },
          eventTime: new V1MicroTime(start),
          reportingController: 'external-dns',
          reportingInstance: 'run-1',
          action: 'Created',
          reason: 'RecordReady',
          type: 'Normal',
          note: 'said once',
          regarding: { kind: 'Service', name: 'web', namespace: 'shop' },
        },
      });
    const { items } = await configOf().makeApiClient(CoreV1Api).listNamespacedEvent({
      namespace: 'shop',
      fieldSelector: 'involvedObject.kind=Service,reportingComponent=external-dns',
    });
    expect(items.map(({ message, involvedObject }) => [message, involvedObject.name])).toEqual([['said once', 'web']]);
  });

  it('take, renew and lose a Lease by its resourceVersion', async () => {
    const leases = configOf().makeApiClient(CoordinationV1Api);
    const place = { namespace: 'default', name: 'dns-herald' };
    const taken = await leases.createNamespacedLease({
      namespace: 'default',
      body: { metadata: { name: 'dns-herald' }, spec: { holderIdentity: 'a', renewTime: new V1MicroTime(start) } },
    });
    const renewed = { ...taken, spec: { ...taken.spec, holderIdentity: 'b' } };
    await leases.replaceNamespacedLease({ ...place, body: renewed });
    await expect(leases.replaceNamespacedLease({ ...place, body: renewed })).rejects.toMatchObject({ code: 409 });
    expect(api.cluster.objects('coordination.k8s.io/v1', 'Lease')).toMatchObject([{ spec: { holderIdentity: 'b' } }]);
  });

  it('write the status of a custom resource without touching its generation', async () => {
    api.cluster.defineResource(dnsEndpoints);
    api.cluster.apply(dnsEndpoint('extra'));
    const place = {
      group: 'externaldns.k8s.io',
      version: 'v1alpha1',
      namespace: 'shop',
      plural: 'dnsendpoints',
      name: 'extra',
    };
    const custom = configOf().makeApiClient(CustomObjectsApi);
    const current = await custom.getNamespacedCustomObject(place);
    await custom.replaceNamespacedCustomObjectStatus({
      ...place,
      body: { ...current, status: { observedGeneration: 1 } },
    });
    expect(api.cluster.objects('externaldns.k8s.io/v1alpha1', 'DNSEndpoint')).toMatchObject([
      { metadata: { generation: 1 }, status: { observedGeneration: 1 } },
    ]);
  });

  it('get a 404 from a custom resource that nobody defined', async () => {
    const custom = configOf().makeApiClient(CustomObjectsApi);
    const list = custom.listCustomObjectForAllNamespaces({
      group: 'externaldns.k8s.io',
      version: 'v1alpha1',
      resourcePlural: 'dnsendpoints',
    });
    await expect(list).rejects.toMatchObject({ code: 404, body: '404 page not found\n' });
  });
});

it('counts requests with verb, resource, user, query and status', async () => {
  await api.admin('GET', '/api/v1/services?limit=2');
  await api.admin('GET', '/apis');
  expect(api.cluster.requests).toEqual([
    {
      method: 'GET',
      path: '/api/v1/services',
      query: { limit: '2' },
      status: 200,
      user: 'admin',
      resource: 'services',
      verb: 'list',
    },
    { method: 'GET', path: '/apis', query: {}, status: 200, user: 'admin', verb: 'get' },
  ]);
  api.cluster.resetRequests();
  expect(api.cluster.requests).toEqual([]);
});

it('has its three namespaces from the start, each with a uid', () => {
  const namespaces = api.cluster.objects('v1', 'Namespace').map(({ metadata }) => [metadata.name, typeof metadata.uid]);
  expect(namespaces).toEqual(['default', 'kube-public', 'kube-system'].map((name) => [name, 'string']));
});

it('gives an applied object that replaces another the uid of the first', () => {
  api.cluster.apply(service('web'));
  const [first] = api.cluster.objects('v1', 'Service');
  api.cluster.apply(service('web', 'shop', { changed: 'yes' }));
  const [second] = api.cluster.objects('v1', 'Service');
  expect(second?.metadata.uid).toBe(first?.metadata.uid);
  expect(second?.metadata.resourceVersion).not.toBe(first?.metadata.resourceVersion);
});

it('refuses to load a kind that nobody defined', () => {
  expect(() => api.cluster.apply(dnsEndpoint('extra'))).toThrow(
    /No resource is defined for externaldns.k8s.io\/v1alpha1 DNSEndpoint/,
  );
});
