import { define, type ResourceDefinition } from './resource-definition.ts';

const eventLabels = (object: string): readonly string[] =>
  ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map(
    (field) => `${object}.${field}`,
  );

const namespaced = (apiVersion: string, kind: string, plural: string) =>
  ({ apiVersion, kind, plural, scope: 'Namespaced' }) as const;

const clusterScoped = (apiVersion: string, kind: string, plural: string) =>
  ({ apiVersion, kind, plural, scope: 'Cluster' }) as const;

const rbac = 'rbac.authorization.k8s.io/v1';
const storedEvents = { group: '', plural: 'events', kind: 'Event' } as const;

/**
 * What the emulator serves before anything is applied. The rules per kind are those of the `strategy.go` files under
 * pkg/registry of kubernetes/kubernetes; the field labels those of pkg/apis/core/v1/conversion.go.
 */
export const builtInResources: readonly ResourceDefinition[] = [
  define(clusterScoped('v1', 'Namespace', 'namespaces'), {
    shortNames: ['ns'],
    subresources: ['status'],
    fieldLabels: ['status.phase'],
  }),
  define(namespaced('v1', 'Service', 'services'), {
    shortNames: ['svc'],
    putOfMissing: 'create',
    subresources: ['status'],
    fieldLabels: ['spec.clusterIP', 'spec.type'],
  }),
  define(clusterScoped('v1', 'Node', 'nodes'), {
    shortNames: ['no'],
    subresources: ['status'],
    fieldLabels: ['spec.unschedulable'],
  }),
  define(namespaced('v1', 'Pod', 'pods'), {
    shortNames: ['po'],
    subresources: ['status'],
    fieldLabels: [
      ...['spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork'],
      ...['status.phase', 'status.podIP', 'status.nominatedNodeName'],
    ],
  }),
  define(namespaced('v1', 'Endpoints', 'endpoints'), { shortNames: ['ep'], putOfMissing: 'create' }),
  define(namespaced('v1', 'Event', 'events'), {
    shortNames: ['ev'],
    putOfMissing: 'create',
    fieldLabels: [...eventLabels('involvedObject'), 'reason', 'reportingComponent', 'source', 'type'],
  }),
  define(namespaced('v1', 'ConfigMap', 'configmaps'), { shortNames: ['cm'] }),
  define(namespaced('v1', 'Secret', 'secrets'), { fieldLabels: ['type'] }),
  define(namespaced('v1', 'ServiceAccount', 'serviceaccounts'), { shortNames: ['sa'] }),
  define(namespaced('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'), { counted: 'generation' }),
  define(namespaced('networking.k8s.io/v1', 'Ingress', 'ingresses'), {
    shortNames: ['ing'],
    subresources: ['status'],
    counted: 'generation',
  }),
  define(namespaced('coordination.k8s.io/v1', 'Lease', 'leases'), {
    putOfMissing: 'create',
    unconditionalPut: 'refused',
  }),
  define(namespaced('events.k8s.io/v1', 'Event', 'events'), {
    shortNames: ['ev'],
    putOfMissing: 'create',
    fieldLabels: [...eventLabels('regarding'), 'reason', 'reportingController', 'type'],
    storage: storedEvents,
  }),
  define(clusterScoped(rbac, 'ClusterRole', 'clusterroles'), { putOfMissing: 'create' }),
  define(clusterScoped(rbac, 'ClusterRoleBinding', 'clusterrolebindings'), { putOfMissing: 'create' }),
  define(namespaced(rbac, 'Role', 'roles'), { putOfMissing: 'create' }),
  define(namespaced(rbac, 'RoleBinding', 'rolebindings'), { putOfMissing: 'create' }),
  define(clusterScoped('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions'), {
    shortNames: ['crd', 'crds'],
    subresources: ['status'],
    counted: 'generation',
    unconditionalPut: 'refused',
  }),
];
