import { z } from 'zod';
import { listOf, section, text } from './boundary.ts';
import { virtualAddressStatus, virtualAddressTargets } from './f5-virtual-address.ts';
import { type HostKind, readHostObjects } from './host-objects.ts';
import { fieldNames } from './hostnames.ts';
import { labelled, mayList, namespaced } from './resources.ts';
import type { Source } from './source.ts';

const virtualServers = namespaced('cis.f5.com/v1', 'VirtualServer', 'virtualservers');

const schema = z.object({
  spec: section({ host: text, hostAliases: listOf(z.string()), virtualServerAddress: text }),
  status: virtualAddressStatus,
});

const kind: HostKind<z.infer<typeof schema>> = {
  source: 'f5-virtualserver',
  resource: virtualServers,
  label: 'f5-virtualserver',
  schema,
  annotations: 'target and ttl',
  templates: 'all',
  namesOf: ({ fields }) => fieldNames([fields.spec.host, ...fields.spec.hostAliases]),
  targetsOf: virtualAddressTargets,
};

/**
 * F5 VirtualServers: `spec.host` and its aliases (ExternalDNS source/f5_virtualserver.go). `status.status` does not count;
 * the address does (f5-virtual-address.ts). Templates run whether there is an address or not.
 */
export const f5VirtualServer: Source = {
  name: 'f5-virtualserver',
  summary: 'Hosts and aliases of F5 VirtualServers, at the address that the BIG-IP gave them',
  kinds: [labelled('f5-virtualserver', virtualServers)],
  permissions: () => [mayList(virtualServers)],
  annotations: ['target', 'ttl', 'controller'],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn', 'target', 'fqdn-target'],
  read: (context) => readHostObjects(context, kind),
};
