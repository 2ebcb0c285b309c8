import type { KubernetesObject } from '../../lib/cluster/cluster.ts';

const annotations = {
  'external-dns.kubernetes.io/hostname': 'witness.example.net',
  'external-dns.kubernetes.io/target': '192.0.2.7',
};

const endpoints = [{ dnsName: 'witness.example.net', recordType: 'A', targets: ['192.0.2.7'] }];

/** For each kind of primary object a sound one of name `witness`, which depends on nothing else in its cluster. */
export const witnesses: Readonly<Record<string, KubernetesObject>> = {
  crd: {
    apiVersion: 'externaldns.k8s.io/v1alpha1',
    kind: 'DNSEndpoint',
    metadata: { name: 'witness' },
    spec: { endpoints },
  },
  ingress: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'witness', annotations } },
  node: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'witness', annotations } },
  pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'witness', annotations } },
  service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'witness', annotations },
    spec: { type: 'LoadBalancer' },
  },
};
