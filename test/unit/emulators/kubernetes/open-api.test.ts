import { describe, expect, it } from '@jest/globals';
import { embeddedCluster } from '../../../support/embedded-cluster.ts';

const world = embeddedCluster();

interface GroupDocument {
  readonly paths: Readonly<Record<string, { readonly patch: { readonly parameters: readonly { name: string }[] } }>>;
}

describe('OpenAPI v3', () => {
  it('lists each group version that is served, and tells kubectl that the server validates fields', async () => {
    const index = await world.admin('GET', '/openapi/v3');
    const { paths } = index.body as { readonly paths: Readonly<Record<string, { serverRelativeURL: string }>> };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['api/v1', 'apis/networking.k8s.io/v1']));
    const group = await world.admin('GET', paths['api/v1']?.serverRelativeURL ?? '');
    const { patch } = (group.body as GroupDocument).paths['/api/v1/namespaces/{namespace}/services/{name}'] ?? {};
    expect(patch).toMatchObject({ 'x-kubernetes-group-version-kind': { group: '', version: 'v1', kind: 'Service' } });
    expect(patch?.parameters.map(({ name }) => name)).toContain('fieldValidation');
  });

  it('knows no group that is not served', async () => {
    expect((await world.admin('GET', '/openapi/v3/apis/nowhere.io/v1')).status).toBe(404);
  });
});
