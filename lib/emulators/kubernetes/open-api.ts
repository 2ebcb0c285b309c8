import type { ResourceDefinition } from './resource-definition.ts';
import type { Fields } from './stored-object.ts';

/**
 * The least of OpenAPI v3 that kubectl needs for `apply`, `create` and `replace`: that fields are validated on the server,
 * which it reads off the parameters of PATCH. No schemas: it knows built-in kinds itself, and merges custom ones by JSON.
 * @see https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3
 */
export function openApiDocument(path: string, definitions: readonly ResourceDefinition[]): Fields | undefined {
  const served = [...new Set(definitions.map(({ apiVersion }) => apiVersion))];
  if (path === root) return { paths: Object.fromEntries(served.map((each) => [groupPath(each), indexEntry(each)])) };
  const apiVersion = served.find((each) => path === `${root}/${groupPath(each)}`);
  return apiVersion === undefined
    ? undefined
    : groupDocument(definitions.filter((each) => each.apiVersion === apiVersion));
}

const root = '/openapi/v3';

/** `api/v1`, `apis/apps/v1` */
const groupPath = (apiVersion: string): string => `${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;

const indexEntry = (apiVersion: string): Fields => ({ serverRelativeURL: `${root}/${groupPath(apiVersion)}` });

const groupDocument = (definitions: readonly ResourceDefinition[]): Fields => ({
  openapi: '3.0.0',
  info: { title: 'Kubernetes', version: 'unversioned' },
  paths: Object.fromEntries(definitions.map((each) => [objectPath(each), { patch: patchOperation(each) }])),
  components: { schemas: {} },
});

const objectPath = ({ apiVersion, plural, scope }: ResourceDefinition): string =>
  `/${groupPath(apiVersion)}${scope === 'Namespaced' ? '/namespaces/{namespace}' : ''}/${plural}/{name}`;

function patchOperation({ apiVersion, kind, plural }: ResourceDefinition): Fields {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return {
    operationId: `patch ${apiVersion} ${plural}`,
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': { group, version, kind },
    parameters: ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => ({
      name,
      in: 'query',
      schema: { type: 'string', uniqueItems: true },
    })),
    responses: { 200: { description: 'OK' } },
  };
}
