import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { listOf, section, text } from './boundary.ts';
import { type HostKind, readHostObjects } from './host-objects.ts';
import { fieldNames } from './hostnames.ts';
import { providerAnnotations } from './record-settings.ts';
import { labelled, mayList, namespaced } from './resources.ts';
import type { Source } from './source.ts';
import { annotatedTargets, awaitingLoadBalancer, loadBalancerTargets, targetsOr } from './targets.ts';

const routeGroups = namespaced('zalando.org/v1', 'RouteGroup', 'routegroups');

const schema = z.object({
  spec: section({ hosts: listOf(z.string()) }),
  status: section({ loadBalancer: section({ routeGroup: listOf(z.object({ ip: text, hostname: text })) }) }),
});

const kind: HostKind<z.infer<typeof schema>> = {
  source: 'skipper-routegroup',
  resource: routeGroups,
  label: 'routegroup',
  schema,
  annotations: 'all',
  templates: 'fqdn',
  namesOf: ({ fields }) => fieldNames(fields.spec.hosts),
  targetsOf: (object) =>
    annotatedTargets(object) ??
    targetsOr(loadBalancerTargets(object.fields.status.loadBalancer.routeGroup), awaitingLoadBalancer()),
};

/** The resource at `--skipper-routegroup-groupversion`. */
const resourceOf = ({ skipperRoutegroupGroupversion }: Config) => ({
  ...routeGroups,
  apiVersion: skipperRoutegroupGroupversion,
});

/**
 * Skipper's RouteGroups (ExternalDNS source/skipper_routegroup.go). Lists are paged and its errors are the source's,
 * as for every other kind; upstream has a client of its own for this one.
 */
export const skipperRouteGroup: Source = {
  name: 'skipper-routegroup',
  summary: 'Hosts of Skipper RouteGroups, at the addresses of their load balancer',
  kinds: [labelled('routegroup', routeGroups)],
  permissions: (config) => [mayList(resourceOf(config))],
  annotations: ['hostname', 'target', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn'],
  read: (context) => readHostObjects(context, { ...kind, resource: resourceOf(context.config) }),
};
