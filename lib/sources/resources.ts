import type { Resource } from '../cluster/cluster.ts';
import type { VersionedResource } from './served-version.ts';
import type { LabelledKind, Permission } from './source.ts';

/** A resource whose objects live in namespaces. */
export const namespaced = (apiVersion: string, kind: string, plural: string): Resource => ({
  apiVersion,
  kind,
  plural,
  scope: 'Namespaced',
});

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export const services = namespaced('v1', 'Service', 'services');
/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
export const pods = namespaced('v1', 'Pod', 'pods');
/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/ */
export const nodes: Resource = { apiVersion: 'v1', kind: 'Node', plural: 'nodes', scope: 'Cluster' };
/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/ */
export const endpointSlices = namespaced('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices');
/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
export const ingresses = namespaced('networking.k8s.io/v1', 'Ingress', 'ingresses');
/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/ */
export const namespaces: Resource = { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', scope: 'Cluster' };
/** ExternalDNS config/crd: externaldns.k8s.io_dnsendpoints.yaml. */
export const dnsEndpoints = namespaced('externaldns.k8s.io/v1alpha1', 'DNSEndpoint', 'dnsendpoints');

/** The right to list a resource. */
export const mayList = ({ apiVersion, plural }: Pick<Resource, 'apiVersion' | 'plural'>): Permission => ({
  apiGroup: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '',
  resource: plural,
  verbs: ['list'],
});

/** The kind of a resource whose records carry `label` as first part of their `resource` label. */
export const labelled = (label: string, { apiVersion, versions, kind, scope }: VersionedResource): LabelledKind => ({
  label,
  apiVersion,
  ...(versions && { versions }),
  kind,
  scope,
});
