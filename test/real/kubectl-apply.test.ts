import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { dnsEndpoints } from '../support/embedded-cluster.ts';
import { kubectl } from './kubectl.ts';

let kubernetes: KubernetesEmulator;
let folder: string;
let kubeconfig: string;

beforeAll(async () => {
  kubernetes = await startKubernetes();
  kubernetes.defineResource(dnsEndpoints);
  kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
  kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, kubernetes.kubeconfig());
});
afterAll(() => Promise.all([kubernetes.stop(), rm(folder, { recursive: true })]));

const manifests = (host: string): string => `
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop, annotations: { external-dns.kubernetes.io/hostname: ${host} } }
spec: { type: LoadBalancer, ports: [{ port: 80 }] }
---
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata: { name: api, namespace: shop }
spec: { endpoints: [{ dnsName: ${host}, recordType: A, targets: [192.0.2.1] }] }
`;

describe('kubectl apply on the embedded cluster, without --validate=false', () => {
  it('creates objects, then changes them', async () => {
    const apply = (host: string) => kubectl(kubeconfig, ['apply', '-f', '-'], manifests(host));
    expect(await apply('a.example.com')).toBe('service/api created\ndnsendpoint.externaldns.k8s.io/api created\n');
    expect(await apply('b.example.com')).toBe(
      'service/api configured\ndnsendpoint.externaldns.k8s.io/api configured\n',
    );
    const query = ['get', 'service,dnsendpoint', '-n', 'shop', '-o', 'jsonpath={.items[*]}'];
    const held = await kubectl(kubeconfig, query);
    expect(held).toContain('"external-dns.kubernetes.io/hostname":"b.example.com"');
    expect(held).toContain('"dnsName":"b.example.com"');
  });
});
