import { z } from 'zod';
import { section, text } from './boundary.ts';
import { virtualAddressStatus, virtualAddressTargets } from './f5-virtual-address.ts';
import { type HostKind, readHostObjects } from './host-objects.ts';
import { fieldNames } from './hostnames.ts';
import { labelled, mayList, namespaced } from './resources.ts';
import type { Source } from './source.ts';

const transportServers = namespaced('cis.f5.com/v1', 'TransportServer', 'transportservers');

const schema = z.object({
  spec: section({ host: text, virtualServerAddress: text }),
  status: virtualAddressStatus,
});

const kind: HostKind<z.infer<typeof schema>> = {
  source: 'f5-transportserver',
  resource: transportServers,
  label: 'f5-transportserver',
  schema,
  annotations: 'target and ttl',
  templates: 'all',
  namesOf: ({ fields }) => fieldNames([fields.spec.host]),
  targetsOf: virtualAddressTargets,
};

/**
 * F5 TransportServers: `spec.host` (ExternalDNS source/f5_transportserver.go). Many have no host, being mere ports, and
 * ask for nothing; upstream publishes an empty name then. Templates run whether there is an address or not.
 */
export const f5TransportServer: Source = {
  name: 'f5-transportserver',
  summary: 'Hosts of F5 TransportServers, at the address that the BIG-IP gave them',
  kinds: [labelled('f5-transportserver', transportServers)],
  permissions: () => [mayList(transportServers)],
  annotations: ['target', 'ttl', 'controller'],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn', 'target', 'fqdn-target'],
  read: (context) => readHostObjects(context, kind),
};
