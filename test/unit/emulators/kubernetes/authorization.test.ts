import { describe, expect, it } from '@jest/globals';
import { embeddedCluster, servicesPath } from '../../../support/embedded-cluster.ts';
import { rawClient } from '../../../support/kubernetes-http.ts';

const api = embeddedCluster();

describe('who may do what', () => {
  const user = 'system:serviceaccount:dns:herald';
  const listServices = { verbs: ['list'], apiGroups: [''], resources: ['services'] };

  it.each([
    [
      '/api/v1/services',
      'services is forbidden: User "x" cannot list resource "services" in API group "" at the cluster scope',
    ],
    [
      '/api/v1/namespaces/shop/services/web',
      'services "web" is forbidden: User "x" cannot get resource "services" in API group "" in the namespace "shop"',
    ],
    [
      '/apis/networking.k8s.io/v1/ingresses',
      'ingresses.networking.k8s.io is forbidden: User "x" cannot list resource "ingresses" in API group "networking.k8s.io" at the cluster scope',
    ],
    [
      '/apis/nobody.example/v1/things',
      'things.nobody.example is forbidden: User "x" cannot list resource "things" in API group "nobody.example" at the cluster scope',
    ],
    ['/metrics', 'forbidden: User "x" cannot get path "/metrics"'],
  ])('a user without rights gets 403 at %s', async (path, message) => {
    const { body } = await rawClient(api.cluster.kubeconfig('x'))('GET', path);
    expect(body).toMatchObject({ code: 403, reason: 'Forbidden', message });
  });

  it('a granted user may do that much, in that namespace', async () => {
    api.cluster.grant('x', [listServices], 'shop');
    const client = rawClient(api.cluster.kubeconfig('x'));
    const statuses = await Promise.all(
      ['/api/v1/services', servicesPath, `${servicesPath}/web`].map((path) => client('GET', path)),
    );
    expect(statuses.map(({ status }) => status)).toEqual([403, 200, 403]);
  });

  it('a ServiceAccount has the rights of the ClusterRole that is bound to it', async () => {
    api.cluster.apply(
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'herald' },
        rules: [listServices],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'herald' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'herald' },
        subjects: [{ kind: 'ServiceAccount', name: 'herald', namespace: 'dns' }],
      },
    );
    const statuses = await Promise.all(
      [user, 'system:serviceaccount:dns:other'].map((name) =>
        rawClient(api.cluster.kubeconfig(name))('GET', '/api/v1/services'),
      ),
    );
    expect(statuses.map(({ status }) => status)).toEqual([200, 403]);
  });

  it('a revoked token and a missing one get 401', async () => {
    const client = rawClient(api.cluster.kubeconfig('x'));
    api.cluster.revoke('x');
    const { body } = await client('GET', '/api/v1/services');
    const anonymous = await api.admin('GET', '/api/v1/services', undefined, { Authorization: '' });
    expect(body).toMatchObject({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });
    expect(anonymous.status).toBe(401);
  });

  it('a SelfSubjectAccessReview says what the next request would meet', async () => {
    api.cluster.grant('x', [listServices], 'shop');
    const client = rawClient(api.cluster.kubeconfig('x'));
    const ask = (namespace: string) =>
      client('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        spec: { resourceAttributes: { verb: 'list', resource: 'services', namespace } },
      });
    const answers = await Promise.all([ask('shop'), ask('default')]);
    expect(answers.map(({ body }) => body.status.allowed)).toEqual([true, false]);
  });
});

it('a user who may update but not create gets 403 for a PUT or an apply that would create', async () => {
  api.cluster.grant('x', [{ verbs: ['update', 'patch'], apiGroups: ['coordination.k8s.io'], resources: ['leases'] }]);
  const client = rawClient(api.cluster.kubeconfig('x'));
  const path = '/apis/coordination.k8s.io/v1/namespaces/default/leases/held';
  const put = await client('PUT', path, { metadata: { name: 'held' } });
  const apply = await client('PATCH', `${path}?fieldManager=x`, '{}', {
    'Content-Type': 'application/apply-patch+yaml',
  });
  expect([put, apply].map(({ body }) => body.message)).toEqual(
    Array(2).fill(
      'leases.coordination.k8s.io "held" is forbidden: User "x" cannot create resource "leases" in API group "coordination.k8s.io" in the namespace "default"',
    ),
  );
});
