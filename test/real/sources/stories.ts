import { leaseName } from '../../../lib/cluster/lease.ts';
import { defaultConfig } from '../../../lib/config/parse.ts';
import type { Stage } from '../../scenarios/stage.ts';
import { touch } from '../../scenarios/world.ts';
import type { PlatformRoute } from '../../support/cloud-foundry.ts';
import { startCloudFoundry } from '../../support/cloud-foundry-server.ts';
import type { GoEndpoint } from '../../support/gob-encoder.ts';
import { startConnector } from '../connector-server.ts';
import { coreSources } from './core-sources.ts';
import { gatewaySources } from './gateway-sources.ts';
import { ingressSources } from './ingress-sources.ts';
import { meshSources } from './mesh-sources.ts';
import { type Addressee, objectStory, type Step, type Story } from './story.ts';

/** Sources without objects tell the Lease of their owner. */
async function leaseOf({ world, owner }: Stage): Promise<Addressee> {
  const [namespace, name] = [defaultConfig.leaseNamespace, leaseName(owner)];
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name } };
  return { namespace, name, uid: (await touch('GET')(world, namespace, lease)).metadata.uid };
}

const endpoint = (name: string, target: string): GoEndpoint => ({
  DNSName: `${name}.example.com`,
  RecordType: 'A',
  Targets: [target],
});

const sent: Readonly<Record<Step, readonly GoEndpoint[]>> = {
  create: [endpoint('web', '192.0.2.1'), endpoint('other', '192.0.2.1')],
  change: [endpoint('web', '192.0.2.2'), endpoint('other', '192.0.2.1')],
  remove: [endpoint('other', '192.0.2.1')],
  spoil: [endpoint('other', 'lb.example.net')],
};

const connector: Story = {
  source: 'connector',
  kind: 'Lease',
  async open(stage, resources) {
    const server = resources.use(await startConnector('pointers'));
    return {
      act: (step) => server.hold(sent[step]),
      flags: () => [`--connector-source-server=${server.address}`],
      addressee: () => leaseOf(stage),
    };
  },
};

const route = (host: string, protocol: 'http' | 'tcp', target: string): PlatformRoute => ({
  host,
  protocol,
  metadata: { annotations: { 'external-dns.kubernetes.io/target': target } },
  relationships: { domain: { data: { guid: 'domain' } } },
});

const mapped: Readonly<Record<Step, readonly PlatformRoute[]>> = {
  create: [route('web', 'http', '192.0.2.1'), route('other', 'http', '192.0.2.1')],
  change: [route('web', 'http', '192.0.2.2'), route('other', 'http', '192.0.2.1')],
  remove: [route('other', 'http', '192.0.2.1')],
  spoil: [route('other', 'tcp', '192.0.2.1')],
};

const cloudfoundry: Story = {
  source: 'cloudfoundry',
  kind: 'Lease',
  async open(stage, resources) {
    const domains = [{ guid: 'domain', name: 'example.com', internal: false }];
    const platform = { domains, routes: mapped.create };
    const server = resources.use(await startCloudFoundry(platform));
    return {
      async act(step) {
        platform.routes = mapped[step];
      },
      flags: () => [`--cf-api-endpoint=${server.api}`, '--cf-username=admin', '--cf-password=secret'],
      addressee: () => leaseOf(stage),
    };
  },
};

/** Its invented Pods follow from the domains. A second domain gives each A record another address. */
const domains: Readonly<Record<Step, readonly string[]>> = {
  create: ['web.example.com'],
  change: ['web.example.com', 'other.example.com'],
  remove: ['other.example.com'],
  spoil: ['other.example.com', 'elsewhere.test'],
};

const invented: Readonly<Record<Step, string>> = {
  create: 'fake-takt.web.example.com',
  change: 'fake-takt.web.example.com',
  remove: 'fake-takt.web.example.com',
  spoil: 'fake-atvr.elsewhere.test',
};

const fake: Story = {
  source: 'fake',
  kind: 'Pod',
  open: async () => ({
    act: async () => undefined,
    flags: (step) => ['--managed-record-types=A', ...domains[step].map((domain) => `--fqdn-template=${domain}`)],
    addressee: async (step) => ({ namespace: 'default', name: invented[step] }),
  }),
};

/** Every source that has anything to tell, once for each of its kinds. */
export const stories: readonly Story[] = [
  ...[...coreSources, ...gatewaySources, ...meshSources, ...ingressSources].map(objectStory),
  cloudfoundry,
  connector,
  fake,
];
