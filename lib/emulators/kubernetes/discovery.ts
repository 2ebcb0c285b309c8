import type { ResourceDefinition } from './resource-definition.ts';
import type { Fields } from './stored-object.ts';

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** Reviews are answered, not stored: they are in discovery but not among the definitions. */
const reviews = [
  { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', plural: 'selfsubjectaccessreviews' },
  { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', plural: 'selfsubjectrulesreviews' },
  { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', plural: 'selfsubjectreviews' },
] as const;

/** What the discovery paths answer (API concepts, "Discovery API", unaggregated form); undefined for other paths. */
export function discoveryDocument(path: string, definitions: readonly ResourceDefinition[]): Fields | undefined {
  const [root, group, version] = path.split('/').filter(Boolean);
  const served = [...new Set([...definitions, ...reviews].map(({ apiVersion }) => apiVersion))];
  if (root === 'api') {
    if (group === undefined) return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
    return served.includes(group) ? resourceList(group, definitions) : undefined;
  }
  if (root !== 'apis') return undefined;
  if (group === undefined) return { kind: 'APIGroupList', apiVersion: 'v1', groups: groupsOf(served) };
  if (version !== undefined) {
    return served.includes(`${group}/${version}`) ? resourceList(`${group}/${version}`, definitions) : undefined;
  }
  const found = groupsOf(served).find(({ name }) => name === group);
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...found };
}

function groupsOf(served: readonly string[]) {
  const grouped = Map.groupBy(
    served.filter((apiVersion) => apiVersion.includes('/')),
    (apiVersion) => apiVersion.split('/')[0] ?? '',
  );
  return [...grouped].map(([name, groupVersions]) => {
    const versions = groupVersions.map((groupVersion) => ({ groupVersion, version: groupVersion.split('/')[1] }));
    return { name, versions, preferredVersion: versions[0] };
  });
}

const resourceList = (apiVersion: string, definitions: readonly ResourceDefinition[]): Fields => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: apiVersion,
  resources: [
    ...definitions.filter((one) => one.apiVersion === apiVersion).flatMap(resourceEntries),
    ...reviews.filter((one) => one.apiVersion === apiVersion).map(reviewEntry),
  ],
});

function resourceEntries(definition: ResourceDefinition): readonly Fields[] {
  const { plural, singular, kind, scope, shortNames, subresources } = definition;
  const namespaced = scope === 'Namespaced';
  return [
    { name: plural, singularName: singular, namespaced, kind, verbs, ...(shortNames.length > 0 && { shortNames }) },
    ...subresources.map((subresource) => ({
      name: `${plural}/${subresource}`,
      singularName: '',
      namespaced,
      kind,
      verbs: ['get', 'patch', 'update'],
    })),
  ];
}

const reviewEntry = ({ kind, plural }: (typeof reviews)[number]): Fields => ({
  name: plural,
  singularName: kind.toLowerCase(),
  namespaced: false,
  kind,
  verbs: ['create'],
});
