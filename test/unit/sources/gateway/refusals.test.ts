import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../lib/cluster/cluster.ts';
import { gatewayHttpRoute } from '../../../../lib/sources/gateway-httproute.ts';
import { contextOf } from '../../../support/source-fixture.ts';

const group = 'gateway.networking.k8s.io/v1';
const accepted = [{ type: 'Accepted', status: 'True' }];

const gateway = (listener: object, status: object = {}): KubernetesObject => ({
  apiVersion: group,
  kind: 'Gateway',
  metadata: { name: 'main', namespace: 'edge' },
  spec: {
    listeners: [
      { name: 'http', protocol: 'HTTP', port: 80, allowedRoutes: { namespaces: { from: 'All' } }, ...listener },
    ],
  },
  status,
});

const listenerSet: KubernetesObject = {
  apiVersion: group,
  kind: 'ListenerSet',
  metadata: { name: 'main', namespace: 'edge' },
  spec: { parentRef: { name: 'main' }, listeners: [{ name: 'http', protocol: 'HTTP', port: 80 }] },
};

const route = (ref: object = {}, conditions: readonly object[] = accepted): KubernetesObject => {
  const parentRef = { name: 'main', namespace: 'edge', ...ref };
  return {
    apiVersion: group,
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { parentRefs: [parentRef], hostnames: ['a.example.org'] },
    status: { parents: [{ parentRef, conditions }] },
  };
};

const fixes = async (objects: readonly KubernetesObject[], flags: readonly string[] = []) => {
  const { refusals } = await gatewayHttpRoute.read(contextOf(gatewayHttpRoute, { title: 'fixes', objects, flags }));
  return refusals.map(({ cause }) => ('fix' in cause ? cause.fix : undefined));
};

describe('a refused route', () => {
  it.each([
    ['another protocol', gateway({ protocol: 'TCP' }), 'attach the HTTPRoute to a listener of protocol HTTP or HTTPS'],
    [
      'another namespace',
      gateway({ allowedRoutes: {} }),
      'let allowedRoutes.namespaces of the listener admit the namespace shop',
    ],
    [
      'another kind',
      gateway({ allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind: 'GRPCRoute' }] } }),
      'add HTTPRoute to allowedRoutes.kinds of the listener',
    ],
    [
      'another hostname',
      gateway({ hostname: 'b.example.org' }),
      "ask for a name under a listener's hostname, or add a listener for this one",
    ],
    [
      'a Gateway without address',
      gateway({}),
      'wait for its controller to give it one, or set the target annotation on the Gateway',
    ],
    ['a malformed Gateway', gateway({ port: 'http' }), 'write a whole number there, or remove the field'],
  ])('is told what to do about %s', async (_, parent, fix) => {
    expect(await fixes([parent, route()])).toEqual([fix]);
  });

  it.each([
    ['a port that no listener has', { port: 81 }, 'name the port of a listener in spec.parentRefs, or none'],
    ['a section that does not exist', { sectionName: 'web' }, 'name one of http in sectionName'],
    ['a Gateway that does not exist', { name: 'gone' }, 'create it, or name another one in spec.parentRefs'],
    [
      'a ListenerSet without the flag',
      { kind: 'ListenerSet' },
      'set --gateway-listener-sets, which has ListenerSets read',
    ],
  ])('is told what to do about %s', async (_, ref, fix) => {
    expect(await fixes([gateway({}), route(ref)])).toEqual([fix]);
  });

  it('is told what to do about a Gateway that does not accept it', async () => {
    const refusing = [{ type: 'Accepted', status: 'False', reason: 'Pending' }];
    expect(await fixes([gateway({}), route({}, refusing)])).toEqual([
      'mend what Gateway edge/main says of it in status.parents',
    ]);
  });

  it('is told what to do about a Gateway that has not answered', async () => {
    const { status: _, ...unanswered } = route();
    expect(await fixes([gateway({}), unanswered])).toEqual([
      'check that the controller of Gateway edge/main runs, and that it knows HTTPRoutes',
    ]);
  });

  it('is told what to do about a ListenerSet that is not admitted', async () => {
    expect(
      await fixes([gateway({}), listenerSet, route({ kind: 'ListenerSet' })], ['--gateway-listener-sets']),
    ).toEqual(['let spec.allowedListeners.namespaces of the Gateway admit the namespace edge']);
  });
});
