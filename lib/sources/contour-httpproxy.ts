import { z } from 'zod';
import { loadBalancerStatus, section, text } from './boundary.ts';
import { type HostKind, readHostObjects } from './host-objects.ts';
import { fieldNames } from './hostnames.ts';
import { providerAnnotations } from './record-settings.ts';
import { labelled, mayList, namespaced } from './resources.ts';
import type { Source } from './source.ts';
import { annotatedTargets, statusTargets } from './targets.ts';

const httpProxies = namespaced('projectcontour.io/v1', 'HTTPProxy', 'httpproxies');

const schema = z.object({
  spec: section({ virtualhost: section({ fqdn: text }) }),
  status: loadBalancerStatus,
});

const kind: HostKind<z.infer<typeof schema>> = {
  source: 'contour-httpproxy',
  resource: httpProxies,
  label: 'HTTPProxy',
  schema,
  annotations: 'all',
  templates: 'fqdn',
  namesOf: ({ fields }) => fieldNames([fields.spec.virtualhost.fqdn]),
  targetsOf: (object) => annotatedTargets(object) ?? statusTargets(object.fields.status),
};

/**
 * Contour's HTTPProxies: the name of the virtual host (ExternalDNS source/contour_httpproxy.go). One without a virtual
 * host is included by others and asks for nothing. As upstream, `status.currentStatus` does not count: a proxy that is
 * invalid for a while keeps its name.
 */
export const contourHttpProxy: Source = {
  name: 'contour-httpproxy',
  summary: 'Virtual hosts of Contour HTTPProxies, at the addresses of their load balancer',
  kinds: [labelled('HTTPProxy', httpProxies)],
  permissions: () => [mayList(httpProxies)],
  annotations: ['hostname', 'target', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn'],
  read: (context) => readHostObjects(context, kind),
};
