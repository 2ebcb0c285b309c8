import { describe, expect, it } from '@jest/globals';
import { ClusterError } from '../../../lib/cluster/cluster.ts';
import { crd } from '../../../lib/sources/crd.ts';
import { fake } from '../../../lib/sources/fake.ts';
import { ingress } from '../../../lib/sources/ingress.ts';
import { node } from '../../../lib/sources/node.ts';
import { pod } from '../../../lib/sources/pod.ts';
import { service } from '../../../lib/sources/service.ts';
import { contextOf } from '../../support/source-fixture.ts';

describe('a source', () => {
  it.each([service, ingress, node, pod, fake])(
    '$name cannot be read with a template that cannot be parsed',
    async (each) => {
      const context = contextOf(each, { title: 'broken', flags: ['--fqdn-template={{.Name'] });
      await expect(each.read(context)).rejects.toMatchObject({
        name: 'SourceError',
        source: each.name,
        message: expect.stringContaining('--fqdn-template'),
      });
    },
  );

  it('cannot be read with a template that fails on the invented Pod', async () => {
    const context = contextOf(fake, { title: 'failing', flags: ['--fqdn-template={{index .Name 99}}.x.org'] });
    await expect(fake.read(context)).rejects.toMatchObject({ name: 'SourceError', source: 'fake' });
  });

  it('passes on the error of a cluster that has no such resource', async () => {
    const error = new ClusterError('no such resource', { status: 404 });
    const context = contextOf(crd, { title: 'missing CRD' });
    const cluster = { ...context.cluster, list: () => Promise.reject(error) };
    await expect(crd.read({ ...context, cluster })).rejects.toBe(error);
  });
});
