import { describe, expect, it } from '@jest/globals';
import type { Cluster, KubernetesObject } from '../../../lib/cluster/cluster.ts';
import { focusedOn, withoutControllers } from '../../../lib/explain/focus.ts';
import { parseQuestion } from '../../../lib/explain/question.ts';
import { endpointSlices, ingresses, nodes, services } from '../../../lib/sources/resources.ts';
import { objectCluster } from '../../support/object-cluster.ts';

function focus(question: string): Cluster {
  const parsed = parseQuestion(question, { source: [] });
  if ('name' in parsed) throw new Error(`${question} is a name`);
  const echo: Cluster = {
    ...objectCluster([]),
    list: async ({ plural }, options) => [{ metadata: { name: plural }, options }],
    discover: async () => [],
  };
  return focusedOn(parsed.object, echo);
}

describe('focusedOn', () => {
  it.each([
    [
      'the object alone of its kind',
      'Service/shop/web',
      services,
      { namespace: 'shop', fieldSelector: 'metadata.name=web' },
    ],
    ['what lies beside a Service in its namespace', 'Service/shop/web', endpointSlices, { namespace: 'shop' }],
    ['all that has no namespace', 'Service/shop/web', nodes, {}],
    ['one object outside namespaces', 'Node/worker-1', nodes, { fieldSelector: 'metadata.name=worker-1' }],
    ['nothing beside another kind', 'Ingress/shop/web', services, {}],
    [
      'a name with characters of the selector language',
      'Ingress/shop/a,b=c',
      ingresses,
      { namespace: 'shop', fieldSelector: 'metadata.name=a\\,b\\=c' },
    ],
  ])('asks for %s', async (_, question, resource, options) => {
    const [asked] = await focus(question).list(resource);
    expect(asked?.['options']).toEqual(options);
  });
});

const annotated = (annotations: unknown): KubernetesObject =>
  JSON.parse(JSON.stringify({ metadata: { name: 'web', annotations } }));

describe('withoutControllers', () => {
  it.each([
    ['the new prefix', undefined, { 'external-dns.kubernetes.io/controller': 'x', a: 'b' }, { a: 'b' }],
    ['the old prefix', undefined, { 'external-dns.alpha.kubernetes.io/controller': 'x' }, {}],
    [
      'the only prefix that is read',
      'dns/',
      { 'dns/controller': 'x', 'external-dns.kubernetes.io/controller': 'y' },
      { 'external-dns.kubernetes.io/controller': 'y' },
    ],
    ['no annotations', undefined, undefined, undefined],
    ['malformed annotations', undefined, 'text', 'text'],
    ['annotations that are null', undefined, null, null],
  ])('takes the annotation away, and nothing else: %s', async (_, prefix, annotations, left) => {
    const cluster: Cluster = { ...objectCluster([]), list: async () => [annotated(annotations)] };
    const [object] = await withoutControllers(cluster, prefix).list(services);
    expect(object?.metadata.annotations).toEqual(left);
  });
});
