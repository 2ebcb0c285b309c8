import { describe, expect, it } from '@jest/globals';
import { kindOfLabel, originOfLabel, referenceFromLabel, sources } from '../../../lib/sources/index.ts';

describe('referenceFromLabel', () => {
  it.each([
    ['service/shop/web', { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web', source: 'service' }],
    ['node/worker-1', { apiVersion: 'v1', kind: 'Node', name: 'worker-1', source: 'node' }],
    ['pod/shop/web-0', { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web-0', source: 'pod' }],
    [
      'crd/dns/mail',
      {
        apiVersion: 'externaldns.k8s.io/v1alpha1',
        kind: 'DNSEndpoint',
        namespace: 'dns',
        name: 'mail',
        source: 'crd',
      },
    ],
    [
      'fake/default/a.example.com',
      { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'fake-a.example.com', source: 'fake' },
    ],
    [
      'HTTPProxy/shop/web',
      {
        apiVersion: 'projectcontour.io/v1',
        kind: 'HTTPProxy',
        namespace: 'shop',
        name: 'web',
        source: 'contour-httpproxy',
      },
    ],
    [
      'proxy/gloo-system/edge',
      { apiVersion: 'gloo.solo.io/v1', kind: 'Proxy', namespace: 'gloo-system', name: 'edge', source: 'gloo-proxy' },
    ],
    [
      'ingressroutetcp/shop/db',
      {
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'IngressRouteTCP',
        namespace: 'shop',
        name: 'db',
        source: 'traefik-proxy',
      },
    ],
  ])('rebuilds %s', (label, reference) => {
    expect(referenceFromLabel(label)).toEqual(reference);
  });

  it.each([
    '',
    'service',
    'service/web',
    'service//web',
    'service/shop/',
    'service/a/b/c',
    'node/a/b',
    'unknown/shop/web',
  ])('rebuilds nothing of %j', (label) => {
    expect(referenceFromLabel(label)).toBeUndefined();
  });

  it('cuts the name of an invented Pod as its source does', () => {
    expect(referenceFromLabel(`fake/default/${'a'.repeat(300)}`)?.name).toHaveLength(253);
  });
});

it('lets no two kinds write the same label', () => {
  const labels = [...sources.values()].flatMap(({ kinds }) => kinds.map(({ label }) => label));
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
});

describe('kindOfLabel', () => {
  it('finds the source that writes a label', () => {
    expect(kindOfLabel('ingress/shop/web')).toMatchObject({ source: { name: 'ingress' }, kind: { kind: 'Ingress' } });
  });

  it.each(['', 'constructor/shop/web', '__proto__/a/b'])('finds none for %j', (label) => {
    expect(kindOfLabel(label)).toBeUndefined();
  });
});

describe('originOfLabel', () => {
  it.each([
    ['service/shop/web', { source: 'service', namespace: 'shop' }],
    ['node/worker-1', { source: 'node' }],
    ['connector/service/shop/web', { source: 'connector' }],
    ['cloudfoundry/app.example.com', { source: 'cloudfoundry' }],
  ])('tells where %s comes from, so that a failure of its source holds the record', (label, origin) => {
    expect(originOfLabel(label)).toMatchObject(origin);
  });

  it.each(['', 'service/web', 'unknown/shop/web'])('tells nothing of %j', (label) => {
    expect(originOfLabel(label)).toBeUndefined();
  });
});
