import type { ResourceRequest } from './request-info.ts';
import type { Store } from './store.ts';
import { type Fields, fieldAt, isFields, listAt, type StoredObject, textAt } from './stored-object.ts';

/** A rule of a Role or ClusterRole; `*` stands for everything, as in RBAC. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  /** Plurals; a subresource is written `ingresses/status`. */
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** What a user wants to do. */
export type Attributes =
  | (Pick<ResourceRequest, 'kind' | 'group' | 'plural' | 'subresource' | 'namespace' | 'name'> & {
      readonly verb: string;
    })
  | { readonly kind: 'path'; readonly verb: string; readonly path: string };

/** What a role binding gives. */
export interface Grant {
  readonly rules: readonly PolicyRule[];
  /** Absent: in the whole cluster. */
  readonly namespace?: string;
}

/** Every authenticated user may read discovery and ask about their own rights (system:discovery, system:basic-user). */
const everyone: Grant = {
  rules: [
    { verbs: ['get'], nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'] },
    { verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'] },
    {
      verbs: ['create'],
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    },
    { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  ],
};

/** The one user who may do everything. */
export const administrator = 'admin';

/** `system:serviceaccount:NAMESPACE:NAME` as its two parts. */
const serviceAccountOf = (user: string): readonly [namespace: string, name: string] | undefined => {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  return namespace !== undefined && name !== undefined ? [namespace, name] : undefined;
};

/** The groups that the API server gives a user. */
export function groupsOf(user: string): readonly string[] {
  const account = serviceAccountOf(user);
  const accounts = account ? ['system:serviceaccounts', `system:serviceaccounts:${account[0]}`] : [];
  const masters = user === administrator ? ['system:masters'] : [];
  return [...masters, ...accounts, 'system:authenticated'];
}

/** RBAC over what was granted directly and over the roles and bindings in the store. */
export class Authorizer {
  readonly #store: Store;
  readonly #granted = new Map<string, Grant[]>();

  constructor(store: Store) {
    this.#store = store;
  }

  grant(user: string, grant: Grant): void {
    this.#granted.set(user, [...(this.#granted.get(user) ?? []), grant]);
  }

  allows(user: string, wanted: Attributes): boolean {
    return user === administrator || this.#grants(user).some((grant) => covers(grant, wanted));
  }

  /** The status of a SelfSubjectRulesReview: every rule that holds in the namespace. */
  rulesOf(user: string, namespace: string) {
    const all: PolicyRule = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
    const grants = user === administrator ? [{ rules: [all] }] : this.#grants(user);
    const rules = grants.filter((grant) => (grant.namespace ?? namespace) === namespace).flatMap(({ rules }) => rules);
    return {
      resourceRules: rules.filter(({ resources }) => resources?.length),
      nonResourceRules: rules.filter(({ nonResourceURLs }) => nonResourceURLs?.length),
      incomplete: false,
    };
  }

  #grants(user: string): readonly Grant[] {
    return [everyone, ...(this.#granted.get(user) ?? []), ...this.#bound(user)];
  }

  #bound(user: string): readonly Grant[] {
    const bindings = ['rolebindings', 'clusterrolebindings'].flatMap((plural) => this.#objects(plural));
    return bindings.filter((binding) => bindsUser(binding, user)).flatMap((binding) => this.#grantOf(binding));
  }

  #grantOf(binding: StoredObject): readonly Grant[] {
    const { namespace } = binding.metadata;
    const plural = textAt(binding, 'roleRef.kind') === 'Role' ? 'roles' : 'clusterroles';
    const name = textAt(binding, 'roleRef.name');
    const role = this.#objects(plural).find(
      ({ metadata }) => metadata.name === name && (plural === 'clusterroles' || metadata.namespace === namespace),
    );
    return role
      ? [{ rules: listAt(role, 'rules').filter(isFields).map(readRule), ...(namespace && { namespace }) }]
      : [];
  }

  #objects(plural: string): readonly StoredObject[] {
    return this.#store.latest(`${plural}.rbac.authorization.k8s.io`).items;
  }
}

const readRule = (rule: Fields): PolicyRule => ({
  verbs: texts(rule, 'verbs'),
  apiGroups: texts(rule, 'apiGroups'),
  resources: texts(rule, 'resources'),
  ...(rule.resourceNames !== undefined && { resourceNames: texts(rule, 'resourceNames') }),
  nonResourceURLs: texts(rule, 'nonResourceURLs'),
});

const texts = (rule: Fields, field: string): readonly string[] => listAt(rule, field).map(String);

function bindsUser(binding: StoredObject, user: string): boolean {
  const account = serviceAccountOf(user);
  return listAt(binding, 'subjects').some((subject) => {
    const name = textAt(subject, 'name');
    switch (fieldAt(subject, 'kind')) {
      case 'User':
        return name === user;
      case 'Group':
        return groupsOf(user).includes(name);
      case 'ServiceAccount':
        return account?.[0] === textAt(subject, 'namespace') && account?.[1] === name;
      default:
        return false;
    }
  });
}

const covers = (grant: Grant, wanted: Attributes): boolean => {
  if (grant.namespace !== undefined && (wanted.kind === 'path' || grant.namespace !== wanted.namespace)) return false;
  return grant.rules.some((rule) => ruleCovers(rule, wanted));
};

function ruleCovers(rule: PolicyRule, wanted: Attributes): boolean {
  if (!has(rule.verbs, wanted.verb)) return false;
  if (wanted.kind === 'path') return (rule.nonResourceURLs ?? []).some((pattern) => matchesPath(pattern, wanted.path));
  return (
    has(rule.apiGroups, wanted.group) &&
    has(rule.resources, resourceText(wanted)) &&
    (!rule.resourceNames?.length || (wanted.name !== undefined && rule.resourceNames.includes(wanted.name)))
  );
}

const has = (allowed: readonly string[] = [], wanted: string): boolean =>
  allowed.includes('*') || allowed.includes(wanted);

const matchesPath = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

/** `dnsendpoints/status`, or the plural alone. */
const resourceText = ({ plural, subresource }: { readonly plural: string; readonly subresource?: string }): string =>
  subresource === undefined ? plural : `${plural}/${subresource}`;

/** The RBAC refusal in the API server's words (apiserver endpoints/handlers/responsewriters/errors.go). */
export function refusalText(user: string, wanted: Attributes): string {
  if (wanted.kind === 'path') return `User "${user}" cannot ${wanted.verb} path "${wanted.path}"`;
  const place = wanted.namespace ? `in the namespace "${wanted.namespace}"` : 'at the cluster scope';
  return `User "${user}" cannot ${wanted.verb} resource "${resourceText(wanted)}" in API group "${wanted.group}" ${place}`;
}
