import { afterEach, beforeEach } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type RawClient, rawClient } from './kubernetes-http.ts';

/** An embedded cluster and a plain client with all rights, new for each test. */
export interface EmbeddedCluster {
  readonly cluster: KubernetesEmulator;
  readonly admin: RawClient;
}

/** What the embedded clusters' clocks say at first. */
export const start = new Date('2026-03-01T12:00:00Z');

/** Starts a cluster before each test of the file and stops it after. Throws when used outside a test. */
export function embeddedCluster(): EmbeddedCluster {
  let running: EmbeddedCluster | undefined;
  const current = (): EmbeddedCluster => {
    if (!running) throw new Error('The embedded cluster runs only during a test.');
    return running;
  };
  beforeEach(async () => {
    const cluster = await startKubernetes({ now: () => start });
    running = { cluster, admin: rawClient(cluster.kubeconfig()) };
  });
  afterEach(() => current().cluster.stop());
  return {
    get cluster() {
      return current().cluster;
    },
    get admin() {
      return current().admin;
    },
  };
}

export const customPath = '/apis/externaldns.k8s.io/v1alpha1/namespaces/shop/dnsendpoints';
export const leasesPath = '/apis/coordination.k8s.io/v1/namespaces/shop/leases';
export const servicesPath = '/api/v1/namespaces/shop/services';

/** A Service with a load balancer's address. */
export const service = (name: string, namespace = 'shop', labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, labels },
  spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
  status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
});

export const dnsEndpoints = {
  apiVersion: 'externaldns.k8s.io/v1alpha1',
  kind: 'DNSEndpoint',
  plural: 'dnsendpoints',
  scope: 'Namespaced',
  subresources: ['status'],
} as const;

export const dnsEndpoint = (name: string) => ({
  apiVersion: 'externaldns.k8s.io/v1alpha1',
  kind: 'DNSEndpoint',
  metadata: { name, namespace: 'shop' },
  spec: { endpoints: [] },
});
