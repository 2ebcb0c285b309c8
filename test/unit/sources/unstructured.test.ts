import { describe, expect, it } from '@jest/globals';
import { referenceFromLabel, writersFound } from '../../../lib/sources/index.ts';
import { unstructured } from '../../../lib/sources/unstructured.ts';
import { parseNamedResource } from '../../../lib/sources/unstructured-resource.ts';
import { contextOf } from '../../support/source-fixture.ts';

const context = (...flags: readonly string[]) => contextOf(unstructured, { title: 'unstructured', flags });
const flag = (value: string): string => `--unstructured-resource=${value}`;

describe('parseNamedResource', () => {
  it.each([
    ['configmaps.v1', { plural: 'configmaps', apiVersion: 'v1' }],
    ['widgets.v1alpha1.apps.example.org', { plural: 'widgets', apiVersion: 'apps.example.org/v1alpha1' }],
    ['deployments.v1.apps', { plural: 'deployments', apiVersion: 'apps/v1' }],
  ])('reads %s', (value, resource) => {
    expect(parseNamedResource(value)).toEqual(resource);
  });

  it.each(['', 'configmaps', 'widgets.apps.example.org', 'Widget.v1.apps', 'widgets/v1', '.v1', 'a.v1.'])(
    'refuses %j and quotes it',
    (value) => {
      expect(() => parseNamedResource(value)).toThrow(JSON.stringify(value));
    },
  );
});

describe('the source unstructured', () => {
  it('needs a resource to read', async () => {
    await expect(unstructured.read(context())).rejects.toMatchObject({ name: 'SourceError', source: 'unstructured' });
  });

  it.each(['widgets.v1.apps.example.org', 'widgets.v1'])(
    'is missing when the cluster does not serve %s',
    async (resource) => {
      await expect(unstructured.read(context(flag(resource)))).rejects.toMatchObject({ status: 404 });
    },
  );

  it('asks the right to list what it is told to read', () => {
    const { config } = context(flag('configmaps.v1'), flag('widgets.v1.apps.example.org'));
    expect(unstructured.permissions(config)).toEqual([
      { apiGroup: '', resource: 'configmaps', verbs: ['list'] },
      { apiGroup: 'apps.example.org', resource: 'widgets', verbs: ['list'] },
    ]);
  });

  it('tells the kinds that it found, so that labels of objects that are gone lead to their kind', async () => {
    const objects = [{ apiVersion: 'apps.example.org/v1', kind: 'Widget', metadata: { name: 'w' } }];
    const flags = [flag('widgets.v1.apps.example.org')];
    const result = await unstructured.read(contextOf(unstructured, { title: 'kinds', flags, objects }));
    const found = writersFound([{ name: 'unstructured', result }]);
    expect(referenceFromLabel('widget/shop/gone', undefined, found)).toEqual({
      apiVersion: 'apps.example.org/v1',
      kind: 'Widget',
      namespace: 'shop',
      name: 'gone',
      source: 'unstructured',
    });
    expect(referenceFromLabel('widget/shop/gone')).toBeUndefined();
  });
});
