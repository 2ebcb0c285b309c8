import type { FlagTable } from './flag.ts';
import { sourceNames } from './source-names.ts';

/** Which objects are read, and how names and targets are taken from them. */
export const sourceFlags = {
  source: {
    kind: 'enum-list',
    values: sourceNames,
    summary: 'The kinds of objects to read. At least one is required.',
  },
  namespace: { kind: 'string', summary: 'Read only this namespace (default: all of them).' },
  'annotation-filter': {
    kind: 'selector',
    grammar: 'annotation',
    summary: 'Read only objects whose annotations match this selector.',
  },
  'annotation-prefix': {
    kind: 'string',
    format: 'annotation-prefix',
    summary:
      'Read annotations under this prefix alone, which ends with `/`. By default `external-dns.kubernetes.io/` and `external-dns.alpha.kubernetes.io/` are both read, key by key.',
  },
  'label-filter': {
    kind: 'selector',
    grammar: 'label',
    summary: 'Read only objects whose labels match this selector.',
  },
  'ingress-class': { kind: 'list', summary: 'Read only Ingresses of these classes (default: any).' },
  'fqdn-template': { kind: 'list', summary: 'Go template that makes host names of an object.' },
  'target-template': { kind: 'list', summary: 'Go template that makes targets of an object.' },
  'fqdn-target-template': { kind: 'list', summary: 'Go template that makes `host:target` pairs of an object.' },
  'combine-fqdn-annotation': {
    kind: 'boolean',
    default: false,
    summary:
      'Add the names of templates to those of annotations and fields instead of using them only where there are none.',
  },
  'ignore-hostname-annotation': {
    kind: 'boolean',
    default: false,
    summary: 'Ignore the hostname annotation; needs `--fqdn-template`.',
  },
  'ignore-ingress-rules-spec': { kind: 'boolean', default: false, summary: "Ignore the hosts of an Ingress's rules." },
  'ignore-ingress-tls-spec': {
    kind: 'boolean',
    default: false,
    summary: "Ignore the hosts of an Ingress's TLS section.",
  },
  'ignore-non-host-network-pods': {
    kind: 'boolean',
    default: false,
    summary: 'Read only Pods that run on the network of their node.',
  },
  'pod-source-domain': { kind: 'string', summary: 'Domain under which every Pod gets a name.' },
  'service-type-filter': {
    kind: 'enum-list',
    values: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    summary: 'Read only Services of these types (default: all).',
  },
  'publish-internal-services': { kind: 'boolean', default: false, summary: 'Publish ClusterIP Services.' },
  'publish-host-ip': {
    kind: 'boolean',
    default: false,
    summary: "Publish the node's address for the Pods of headless Services.",
  },
  'always-publish-not-ready-addresses': {
    kind: 'boolean',
    default: false,
    summary: 'Publish the addresses of headless Services before they are ready.',
  },
  'resolve-service-load-balancer-hostname': {
    kind: 'boolean',
    default: false,
    summary: "Look up a load balancer's host name and publish its addresses instead of a CNAME.",
  },
  compatibility: {
    kind: 'enum',
    values: ['mate', 'molecule', 'kops-dns-controller'],
    summary: 'Read the annotations of an older tool where there are none of ours (default: none).',
  },
  'expose-internal-ipv6': { kind: 'boolean', default: false, summary: 'Publish internal IPv6 addresses of nodes.' },
  'exclude-unschedulable': { kind: 'boolean', default: true, summary: 'Leave out nodes that are cordoned.' },
  'gateway-name': { kind: 'string', summary: 'Gateway API: only Gateways of this name (default: all).' },
  'gateway-namespace': { kind: 'string', summary: 'Gateway API: only Gateways of this namespace (default: all).' },
  'gateway-label-filter': {
    kind: 'selector',
    grammar: 'annotation',
    summary: 'Gateway API: only Gateways whose labels match this selector.',
  },
  'gateway-listener-sets': { kind: 'boolean', default: false, summary: 'Gateway API: read ListenerSets.' },
  'gloo-namespace': { kind: 'list', default: ['gloo-system'], summary: 'Namespaces of Gloo proxies.' },
  'skipper-routegroup-groupversion': {
    kind: 'string',
    default: 'zalando.org/v1',
    summary: 'API version of RouteGroups.',
  },
  'openshift-router-name': {
    kind: 'string',
    summary: 'OpenShift router whose canonical host name becomes the target of a Route.',
  },
  'traefik-enable-legacy': { kind: 'boolean', default: false, summary: 'Read `traefik.containo.us` objects as well.' },
  'traefik-disable-new': { kind: 'boolean', default: false, summary: 'Do not read `traefik.io` objects.' },
  'connector-source-server': {
    kind: 'string',
    default: 'localhost:8080',
    summary: 'Address that the connector source dials.',
  },
  'unstructured-resource': {
    kind: 'list',
    summary: 'Resources of the unstructured source, as `resource.version.group`.',
  },
  'cf-api-endpoint': { kind: 'string', summary: 'Host name of the Cloud Foundry API.' },
  'cf-username': { kind: 'string', summary: 'User of the Cloud Foundry API.' },
  'cf-password': { kind: 'string', secret: true, summary: 'Password of the Cloud Foundry API.' },
} as const satisfies FlagTable;
