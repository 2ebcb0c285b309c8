import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cloudfoundry } from '../../../../lib/sources/cloudfoundry.ts';
import { RemoteError } from '../../../../lib/sources/remote-error.ts';
import { cloudFoundry } from '../../../support/cloud-foundry.ts';
import { contextOf } from '../../../support/source-fixture.ts';

const domains = [{ guid: 'd1', name: 'example.com', internal: false }];
const witness = { host: 'witness', relationships: { domain: { data: { guid: 'd1' } } } };

const read = (fetch: typeof globalThis.fetch) =>
  cloudfoundry.read({ ...contextOf(cloudfoundry, { title: 'hostile' }), fetch });

it('fails with a RemoteError alone, whatever JSON one of its requests is answered with', async () => {
  const paths = fc.constantFrom('/', '/oauth/token', '/v3/domains', '/v3/routes');
  await fc.assert(
    fc.asyncProperty(paths, fc.json(), async (path, json) => {
      const instead = ({ url }: Request) => (new URL(url).pathname === path ? new Response(json) : undefined);
      await expect(read(cloudFoundry({ domains, routes: [witness], instead }).fetch)).rejects.toBeInstanceOf(
        RemoteError,
      );
    }),
  );
});

it('loses only a malformed route, whatever is in its place', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.nat(1), async (strange, place) => {
      const resources = [witness].toSpliced(place, 0, strange as typeof witness);
      const page = { pagination: { total_results: 2, next: null }, resources };
      const instead = ({ url }: Request) => (new URL(url).pathname === '/v3/routes' ? Response.json(page) : undefined);
      const { endpoints, refusals } = await read(cloudFoundry({ domains, instead }).fetch);
      expect(endpoints.map(({ dnsName }) => dnsName)).toEqual(['witness.example.com']);
      expect(refusals).toHaveLength(1);
    }),
  );
});

it('refuses a route of a domain that the platform does not list, under the name that it gives', async () => {
  const stray = { host: 'a', url: 'a.example.org/path', relationships: { domain: { data: { guid: 'd9' } } } };
  const page = { pagination: { total_results: 1, next: null }, resources: [stray] };
  const instead = ({ url }: Request) => (new URL(url).pathname === '/v3/routes' ? Response.json(page) : undefined);
  const { endpoints, refusals } = await read(cloudFoundry({ domains, instead }).fetch);
  expect(endpoints).toEqual([]);
  expect(refusals).toMatchObject([{ dnsName: 'a.example.org', cause: { code: 'InvalidObject' } }]);
});
