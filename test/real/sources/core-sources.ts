import type { Manifest } from '../../scenarios/world.ts';
import { annotations, loadBalancer } from './manifest-parts.ts';
import type { ObjectSource, Wish } from './story.ts';

const dnsEndpoint = ({ name, host: dnsName }: Wish, target: string): Manifest => ({
  apiVersion: 'externaldns.k8s.io/v1alpha1',
  kind: 'DNSEndpoint',
  metadata: { name },
  spec: { endpoints: [{ dnsName, recordType: 'A', targets: [target] }] },
});

const node = ({ namespace, name, address }: Wish, more: Readonly<Record<string, string>> = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { story: namespace }, annotations: annotations(more) },
  status: { addresses: [{ type: 'ExternalIP', address }] },
});

/** Sources of the kinds that every cluster has, and of our own. */
export const coreSources: readonly ObjectSource[] = [
  {
    source: 'crd',
    object: (wish) => dnsEndpoint(wish, wish.address),
    wrong: (wish) => dnsEndpoint(wish, 'lb.example.net'),
  },
  {
    source: 'ingress',
    object: ({ name, host: hostname, address }) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name },
      spec: { rules: [{ host: hostname }], defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
      status: loadBalancer(address),
    }),
  },
  {
    source: 'node',
    flags: ({ namespace }) => ['--fqdn-template={{.Name}}.example.com', `--label-filter=story=${namespace}`],
    object: (wish) => node(wish),
    wrong: (wish) => node(wish, { target: `\${EDGE}` }),
  },
  {
    source: 'pod',
    object: ({ name, host: hostname, address }) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, annotations: annotations({ 'internal-hostname': hostname }) },
      // A token would be mounted into the container, which nobody may change afterwards.
      spec: { automountServiceAccountToken: false, containers: [{ name: 'web', image: 'example.com/web' }] },
      status: { podIP: address, podIPs: [{ ip: address }] },
    }),
  },
  {
    source: 'service',
    object: ({ name, host: hostname, address }) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, annotations: annotations({ hostname }) },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
      status: loadBalancer(address),
    }),
  },
];
