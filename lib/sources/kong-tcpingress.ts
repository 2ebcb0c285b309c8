import { z } from 'zod';
import { listOf, loadBalancerStatus, section, text } from './boundary.ts';
import { type HostKind, readHostObjects } from './host-objects.ts';
import { fieldNames } from './hostnames.ts';
import { providerAnnotations } from './record-settings.ts';
import { labelled, mayList, namespaced } from './resources.ts';
import type { Source } from './source.ts';
import { annotatedTargets, statusTargets } from './targets.ts';

const tcpIngresses = namespaced('configuration.konghq.com/v1beta1', 'TCPIngress', 'tcpingresses');

const schema = z.object({
  spec: section({ rules: listOf(z.object({ host: text })) }),
  status: loadBalancerStatus,
});

const kind: HostKind<z.infer<typeof schema>> = {
  source: 'kong-tcpingress',
  resource: tcpIngresses,
  label: 'tcpingress',
  schema,
  annotations: 'all',
  templates: 'none',
  namesOf: ({ fields }) => fieldNames(fields.spec.rules.map(({ host }) => host)),
  targetsOf: (object) => annotatedTargets(object) ?? statusTargets(object.fields.status),
};

/** Kong's TCPIngresses: the hosts of their rules; `spec.tls` does not count (ExternalDNS source/kong_tcpingress.go). */
export const kongTcpIngress: Source = {
  name: 'kong-tcpingress',
  summary: 'Hosts of Kong TCPIngress rules, at the addresses of their load balancer',
  kinds: [labelled('tcpingress', tcpIngresses)],
  permissions: () => [mayList(tcpIngresses)],
  annotations: ['hostname', 'target', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: [],
  read: (context) => readHostObjects(context, kind),
};
