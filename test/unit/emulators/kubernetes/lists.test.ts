import { describe, expect, it } from '@jest/globals';
import {
  customPath,
  dnsEndpoint,
  dnsEndpoints,
  embeddedCluster,
  service,
  servicesPath,
} from '../../../support/embedded-cluster.ts';

const api = embeddedCluster();

describe('lists', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];

  it('are read in pages that all see the revision of the first', async () => {
    api.cluster.apply(...names.map((name) => service(name)));
    const first = await api.admin('GET', '/api/v1/services?limit=2');
    api.cluster.remove('v1', 'Service', 'shop', 'd');
    api.cluster.apply(service('c2'));
    const second = await api.admin('GET', `/api/v1/services?limit=2&continue=${first.body.metadata.continue}`);
    const third = await api.admin('GET', `/api/v1/services?limit=2&continue=${second.body.metadata.continue}`);
    const pages = [first, second, third].map(({ body }) => body);
    expect(
      pages.flatMap(({ items }) => items.map((item: { metadata: { name: string } }) => item.metadata.name)),
    ).toEqual(names);
    expect(pages.map(({ metadata }) => metadata.remainingItemCount)).toEqual([3, 1, undefined]);
    expect(new Set(pages.map(({ metadata }) => metadata.resourceVersion)).size).toBe(1);
    expect(third.body.metadata.continue).toBeUndefined();
  });

  it('answer an old continue token with 410 and a token that reads on inconsistently', async () => {
    api.cluster.apply(...names.map((name) => service(name)));
    const first = await api.admin('GET', '/api/v1/services?limit=2');
    api.cluster.apply(service('c2'));
    api.cluster.clock.advance(5 * 60 * 1000);
    const late = await api.admin('GET', `/api/v1/services?limit=2&continue=${first.body.metadata.continue}`);
    expect(late.body).toMatchObject({ code: 410, reason: 'Expired', status: 'Failure' });
    const rest = await api.admin('GET', `/api/v1/services?continue=${late.body.metadata.continue}`);
    expect(rest.body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual([
      'c',
      'c2',
      'd',
      'e',
    ]);
  });

  it('refuse a continue token that they did not write', async () => {
    const { body } = await api.admin('GET', '/api/v1/services?limit=2&continue=nonsense');
    expect(body).toMatchObject({ code: 400, reason: 'BadRequest' });
  });

  it.each([
    ['tier=front', ['a', 'b']],
    ['tier!=front', ['c']],
    ['tier in (front, back),!old', ['a', 'c']],
    ['old', ['b']],
  ])('select by labels: %s', async (selector, expected) => {
    api.cluster.apply(service('a', 'shop', { tier: 'front' }), service('b', 'shop', { tier: 'front', old: '' }));
    api.cluster.apply(service('c', 'shop', { tier: 'back' }));
    const { body } = await api.admin('GET', `/api/v1/services?labelSelector=${encodeURIComponent(selector)}`);
    expect(body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(expected);
  });

  it('count matching objects against the limit, and say nothing of how many remain', async () => {
    api.cluster.apply(...names.map((name) => service(name, 'shop', { even: String(names.indexOf(name) % 2 === 0) })));
    const { body } = await api.admin('GET', '/api/v1/services?limit=2&labelSelector=even%3Dtrue');
    expect(body.items).toHaveLength(2);
    expect(body.metadata.remainingItemCount).toBeUndefined();
    const rest = await api.admin(
      'GET',
      `/api/v1/services?limit=2&labelSelector=even%3Dtrue&continue=${body.metadata.continue}`,
    );
    expect(rest.body.items).toMatchObject([{ metadata: { name: 'e' } }]);
  });

  it('leave apiVersion and kind out of built-in items and keep them in custom ones', async () => {
    api.cluster.defineResource(dnsEndpoints);
    api.cluster.apply(service('a'), dnsEndpoint('extra'));
    const builtIn = await api.admin('GET', servicesPath);
    const custom = await api.admin('GET', customPath);
    expect(builtIn.body.items[0]).not.toHaveProperty('kind');
    expect(custom.body.items[0]).toMatchObject({ kind: 'DNSEndpoint', apiVersion: 'externaldns.k8s.io/v1alpha1' });
  });

  it('come compressed when they are long and the client takes gzip', async () => {
    api.cluster.apply(...Array.from({ length: 1000 }, (_, index) => service(`service-${index}`)));
    const { headers } = await api.admin('GET', '/api/v1/services', undefined, { 'Accept-Encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
  });

  it('come as a Table with the usual columns when kubectl asks for one', async () => {
    api.cluster.apply(service('web'));
    const { body } = await api.admin('GET', '/api/v1/services', undefined, {
      Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
    });
    expect(body.columnDefinitions.map(({ name }: { name: string }) => name).slice(0, 6)).toEqual([
      'Name',
      'Type',
      'Cluster-IP',
      'External-IP',
      'Port(s)',
      'Age',
    ]);
    expect(body.rows[0].cells.slice(0, 6)).toEqual(['web', 'LoadBalancer', '<none>', '192.0.2.1', '80/TCP', '0s']);
  });
});
