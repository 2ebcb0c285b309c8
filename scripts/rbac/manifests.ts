import { stringify } from 'yaml';
import type { Config } from '../../lib/config/config.ts';
import { permissionsOf, type Right } from '../../lib/run/permissions.ts';

const name = 'dns-herald';
const group = 'rbac.authorization.k8s.io';

/** The ServiceAccount, and the group that an EKS access entry or a client certificate puts the function into. */
const subjects = [
  { kind: 'ServiceAccount', name, namespace: name },
  { apiGroup: group, kind: 'Group', name },
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

/** The manifests as YAML documents. */
export const rbacYaml = (config: Config): string =>
  rbacManifests(config)
    .map((manifest) => stringify(manifest, { singleQuote: true }))
    .join('---\n');

function bound(kind: 'Role' | 'ClusterRole', metadata: object, rights: readonly Right[]): readonly object[] {
  const apiVersion = `${group}/v1`;
  return [
    { apiVersion, kind, metadata, rules: rulesOf(rights) },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef: { apiGroup: group, kind, name }, subjects },
  ];
}

/** One rule for the resources of a group that share verbs and names, however many sources ask for them. */
function rulesOf(rights: readonly Right[]): readonly Rule[] {
  const alike = Map.groupBy(rights, ({ apiGroup, verbs, resourceNames }) =>
    JSON.stringify([apiGroup, [...verbs].sort(), resourceNames]),
  );
  return [...alike.values()].map(ruleOf);
}

function ruleOf(rights: readonly Right[]): Rule {
  const { apiGroup = '', verbs = [], resourceNames } = rights[0] ?? {};
  return {
    apiGroups: [apiGroup],
    resources: [...new Set(rights.map(({ resource }) => resource))].sort(),
    ...(resourceNames && { resourceNames }),
    verbs: [...verbs].sort(),
  };
}
