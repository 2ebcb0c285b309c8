import fc from 'fast-check';
import type { Manifest } from '../scenarios/world.ts';
import { annotations } from './annotations.ts';
import { type AskingManifest, customKinds, customObjectOf } from './custom-objects.ts';
import { address, hostname, target } from './names.ts';

/** The namespace of every namespaced object of a world. */
export const namespace = 'shop';

const loadBalancer = fc.array(
  fc.oneof(
    address.map((ip) => ({ ip })),
    fc.constantFrom('lb.example.net', 'lb-1.eu-west-1.elb.amazonaws.com', '').map((name) => ({ hostname: name })),
  ),
  { maxLength: 2 },
);

const metadata = (kind: string) =>
  fc.record({ name: fc.integer({ min: 0, max: 3 }).map((at) => `${kind}-${at}`), annotations });

const service: fc.Arbitrary<Manifest> = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Service'),
  metadata: metadata('service'),
  spec: fc.oneof(
    { weight: 4, arbitrary: fc.constant({ type: 'LoadBalancer', clusterIP: '10.0.0.1', ports: [{ port: 80 }] }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<object>(
        { type: 'ClusterIP', clusterIP: '10.0.0.2', ports: [{ port: 80 }] },
        { type: 'ClusterIP', clusterIP: 'None', selector: { app: 'web' } },
        {
          type: 'NodePort',
          clusterIP: '10.0.0.3',
          ports: [{ port: 80, nodePort: 30080, name: 'http', protocol: 'TCP' }],
        },
        { type: 'ExternalName', externalName: 'host.example.net' },
        { type: 'ExternalName', externalName: '192.0.2.9' },
        { type: 7 },
        { externalIPs: ['192.0.2.4'], type: 'LoadBalancer' },
      ),
    },
  ),
  status: loadBalancer.map((ingress) => ({ loadBalancer: { ingress } })),
});

const ingress: fc.Arbitrary<Manifest> = fc.record({
  apiVersion: fc.constant('networking.k8s.io/v1'),
  kind: fc.constant('Ingress'),
  metadata: metadata('ingress'),
  spec: fc
    .tuple(fc.array(hostname, { maxLength: 2 }), fc.array(hostname, { maxLength: 1 }))
    .map(([hosts, secured]) => ({ rules: hosts.map((host) => ({ host })), tls: [{ hosts: secured }] })),
  status: loadBalancer.map((list) => ({ loadBalancer: { ingress: list } })),
});

const pod: fc.Arbitrary<Manifest> = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Pod'),
  metadata: metadata('pod'),
  spec: fc.constantFrom({ nodeName: 'node-0', hostNetwork: true }, { nodeName: 'node-9' }, {}),
  status: fc.constantFrom<object>({ podIP: '10.1.0.1', podIPs: [{ ip: '10.1.0.1' }] }, {}, { podIP: 'x' }),
});

const node: fc.Arbitrary<Manifest> = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Node'),
  metadata: fc.record({
    name: fc.constantFrom('node-0', 'node-1.example.com', 'node-2.sub.example.com'),
    annotations: fc.oneof(fc.constant({}), annotations),
  }),
  spec: fc.constantFrom({}, { unschedulable: true }),
  status: fc
    .array(address, { maxLength: 2 })
    .map((list) => ({ addresses: list.map((each) => ({ type: 'ExternalIP', address: each })) })),
});

const writtenEndpoint = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        dnsName: hostname,
        recordType: fc.constantFrom(
          'A',
          'A',
          'AAAA',
          'CNAME',
          'TXT',
          'MX',
          'SRV',
          'NS',
          'PTR',
          'NAPTR',
          'DNAME',
          'a',
          'ALIAS',
          '',
        ),
        targets: fc.array(
          fc.oneof(
            target,
            fc.constantFrom(
              '10 mail.example.net',
              '0 5 443 a.example.net.',
              'heritage=external-dns,external-dns/owner=you',
              '"x" "y"',
              't'.repeat(600),
            ),
          ),
          { maxLength: 3 },
        ),
        recordTTL: fc.constantFrom(0, 60, -5, 2 ** 31, 1.5),
        setIdentifier: fc.constantFrom('', 'blue', 'green'),
        labels: fc.constantFrom<Record<string, string>>(
          {},
          { owner: 'you' },
          { resource: 'a,external-dns/owner=you' },
          { 'a=b': '"' },
        ),
        providerSpecific: fc.constantFrom<readonly object[]>(
          [],
          [{ name: 'aws/weight', value: '10' }],
          [{ name: 'alias', value: 'true' }],
          [{ name: 'x', value: '\n' }],
        ),
      },
      { requiredKeys: ['dnsName', 'recordType', 'targets'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      null,
      7,
      'text',
      [],
      {},
      { dnsName: 7 },
      { dnsName: 'a.example.com', targets: 'x' },
    ),
  },
);

const dnsEndpoint: fc.Arbitrary<Manifest> = fc.record({
  apiVersion: fc.constant('externaldns.k8s.io/v1alpha1'),
  kind: fc.constant('DNSEndpoint'),
  metadata: metadata('crd'),
  spec: fc.array(writtenEndpoint, { maxLength: 3 }).map((endpoints) => ({ endpoints })),
});

/** An object of any kind that a world may have. */
export const object: fc.Arbitrary<AskingManifest> = fc.oneof(
  { weight: 4, arbitrary: service },
  { weight: 3, arbitrary: ingress },
  { weight: 1, arbitrary: pod },
  { weight: 1, arbitrary: node },
  { weight: 3, arbitrary: dnsEndpoint },
  { weight: 4, arbitrary: fc.oneof(...customKinds.map(customObjectOf)) },
);
