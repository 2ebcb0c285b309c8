import { describe, expect, it } from '@jest/globals';
import { embeddedCluster, leasesPath, service, servicesPath } from '../../../support/embedded-cluster.ts';

const api = embeddedCluster();

describe('refusals carry the Status of the real API server', () => {
  const terminating = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'going', deletionTimestamp: '2026-03-01T11:00:00Z' },
    status: { phase: 'Terminating' },
  };
  const cases: readonly [string, string, string, unknown, object][] = [
    [
      'a missing object',
      'GET',
      `${servicesPath}/nope`,
      undefined,
      {
        code: 404,
        reason: 'NotFound',
        message: 'services "nope" not found',
        details: { name: 'nope', kind: 'services' },
      },
    ],
    [
      'a missing object of a named group',
      'GET',
      `${leasesPath}/nope`,
      undefined,
      {
        code: 404,
        message: 'leases.coordination.k8s.io "nope" not found',
        details: { name: 'nope', group: 'coordination.k8s.io', kind: 'leases' },
      },
    ],
    [
      'a second object of one name',
      'POST',
      servicesPath,
      service('web'),
      { code: 409, reason: 'AlreadyExists', message: 'services "web" already exists' },
    ],
    [
      'a stale resourceVersion',
      'PATCH',
      `${servicesPath}/web`,
      { metadata: { resourceVersion: '1' } },
      {
        code: 409,
        reason: 'Conflict',
        message:
          'Operation cannot be fulfilled on services "web": the object has been modified; please apply your changes to the latest version and try again',
      },
    ],
    [
      'a missing namespace',
      'POST',
      '/api/v1/namespaces/nope/services',
      service('web', 'nope'),
      { code: 404, message: 'namespaces "nope" not found', details: { name: 'nope', kind: 'namespaces' } },
    ],
    [
      'a namespace that is going',
      'POST',
      '/api/v1/namespaces/going/services',
      service('web', 'going'),
      {
        code: 403,
        reason: 'Forbidden',
        message:
          'services "web" is forbidden: unable to create new content in namespace going because it is being terminated',
        details: {
          causes: [
            {
              reason: 'NamespaceTerminating',
              message: 'namespace going is being terminated',
              field: 'metadata.namespace',
            },
          ],
        },
      },
    ],
    [
      'another namespace than that of the URL',
      'POST',
      servicesPath,
      service('other', 'default'),
      { code: 400, message: 'the namespace of the provided object does not match the namespace sent on the request' },
    ],
    [
      'another name than that of the URL',
      'PUT',
      `${servicesPath}/web`,
      service('other'),
      { code: 400, message: 'the name of the object (other) does not match the name on the URL (web)' },
    ],
    ['a body that is no JSON', 'POST', servicesPath, '{', { code: 400, reason: 'BadRequest' }],
    [
      'a body of another kind',
      'POST',
      servicesPath,
      { ...service('x'), kind: 'Pod' },
      { code: 400, reason: 'BadRequest' },
    ],
    [
      'a label that is no text',
      'POST',
      servicesPath,
      { metadata: { name: 'x', labels: { a: 1 } } },
      {
        code: 400,
        message:
          'Service in version "v1" cannot be handled as a Service: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
      },
    ],
    [
      'an invalid name',
      'POST',
      servicesPath,
      service('Upper'),
      {
        code: 422,
        reason: 'Invalid',
        details: { name: 'Upper', kind: 'Service', causes: [{ reason: 'FieldValueInvalid', field: 'metadata.name' }] },
      },
    ],
    [
      'no name',
      'POST',
      servicesPath,
      service(''),
      { code: 422, message: 'Service "" is invalid: metadata.name: Required value: name or generateName is required' },
    ],
    [
      'a Lease replaced without a resourceVersion',
      'PUT',
      `${leasesPath}/held`,
      { metadata: { name: 'held' } },
      {
        code: 422,
        message:
          'leases.coordination.k8s.io "held" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
      },
    ],
    [
      'a field that cannot be selected by',
      'GET',
      '/api/v1/events?fieldSelector=message%3Dx',
      undefined,
      { code: 400, message: 'field label not supported: message' },
    ],
    [
      'a field that nothing of the kind selects by',
      'GET',
      '/apis/networking.k8s.io/v1/ingresses?fieldSelector=spec.x%3Dy',
      undefined,
      { code: 400, message: '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"' },
    ],
    [
      'a resource that a built-in group does not have',
      'GET',
      '/api/v1/gizmos',
      undefined,
      { code: 404, message: 'the server could not find the requested resource' },
    ],
    [
      'a method that the path does not take',
      'POST',
      `${servicesPath}/web`,
      service('web'),
      { code: 405, reason: 'MethodNotAllowed' },
    ],
    [
      'a strange content type of a patch',
      'PATCH',
      `${servicesPath}/web`,
      '{}',
      { code: 415, reason: 'UnsupportedMediaType' },
    ],
  ];

  it.each(cases)('%s', async (title, method, path, body, expected) => {
    api.cluster.apply(service('web'), terminating);
    api.cluster.apply({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'held', namespace: 'shop' },
    });
    const headers = title.includes('content type') ? { 'Content-Type': 'text/x' } : {};
    const answer = await api.admin(method, path, body, headers);
    expect(answer.body).toMatchObject({ kind: 'Status', apiVersion: 'v1', status: 'Failure', ...expected });
    expect(answer.status).toBe(answer.body.code);
  });
});
