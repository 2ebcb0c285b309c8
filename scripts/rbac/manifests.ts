import { stringify } from 'yaml';
import type { Config } from '../../lib/config/config.ts';
import { type Group, groupsOf } from '../../lib/groups.ts';
import { permissionsOf, type Right } from '../../lib/run/permissions.ts';

const name = 'dns-herald';
const explainName = 'dns-herald-explain';
const group = 'rbac.authorization.k8s.io';

/** Who gets rights: a ServiceAccount, and a group that an EKS access entry or a client certificate puts a function into. */
const subjectsOf = (subject: string): readonly object[] => [
  { kind: 'ServiceAccount', name: subject, namespace: name },
  { apiGroup: group, kind: 'Group', name: subject },
];

/** A rule of a Role or ClusterRole. */
interface Rule {
  readonly apiGroups: readonly [string];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** The ServiceAccount `dns-herald` in a namespace of its own, and what runs under this configuration need for it and for the group `dns-herald`. */
export function rbacManifests(config: Config): readonly object[] {
  const { cluster, lease } = permissionsOf(config);
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: name } },
    ...bound('ClusterRole', { name }, cluster),
    ...bound('Role', { name, namespace: config.leaseNamespace }, lease),
  ];
}

/** The same for who asks for explanations, by the name `dns-herald-explain`: what a run reads, and the events. */
function explainManifests(config: Config): readonly object[] {
  const { cluster, lease } = permissionsOf(config);
  const events: Right = { apiGroup: '', resource: 'events', verbs: ['list'] };
  const others = cluster.filter(({ resource }) => resource !== 'events');
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: explainName, namespace: name } },
    ...bound('ClusterRole', { name: explainName }, [...onlyReading(others), events]),
    ...bound('Role', { name: explainName, namespace: config.leaseNamespace }, onlyReading(lease)),
  ];
}

const onlyReading = (rights: readonly Right[]): readonly Right[] =>
  rights
    .map((right) => ({ ...right, verbs: right.verbs.filter((verb) => verb === 'get' || verb === 'list') }))
    .filter(({ verbs }) => verbs.length > 0);

/** The manifests as YAML documents. */
export const rbacYaml = (config: Config): string =>
  [...rbacManifests(config), ...explainManifests(config)]
    .map((manifest) => stringify(manifest, { singleQuote: true }))
    .join('---\n');

function bound(
  kind: 'Role' | 'ClusterRole',
  metadata: { readonly name: string; readonly namespace?: string },
  rights: readonly Right[],
): readonly object[] {
  const apiVersion = `${group}/v1`;
  const roleRef = { apiGroup: group, kind, name: metadata.name };
  return [
    { apiVersion, kind, metadata, rules: rulesOf(rights) },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef, subjects: subjectsOf(metadata.name) },
  ];
}

/** One rule for the resources of a group that share verbs and names, however many sources ask for them. */
const rulesOf = (rights: readonly Right[]): readonly Rule[] =>
  groupsOf(rights, ({ apiGroup, verbs, resourceNames }) =>
    JSON.stringify([apiGroup, [...verbs].sort(), resourceNames]),
  ).map(ruleOf);

function ruleOf(rights: Group<Right>): Rule {
  const [{ apiGroup, verbs, resourceNames }] = rights;
  return {
    apiGroups: [apiGroup],
    resources: [...new Set(rights.map(({ resource }) => resource))].sort(),
    ...(resourceNames && { resourceNames }),
    verbs: [...verbs].sort(),
  };
}
