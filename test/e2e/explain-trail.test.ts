import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ExplainWorld } from '../support/explain-world.ts';
import { api, everything, flags, hostname, ingress, ours, service } from './explain-objects.ts';

let world: ExplainWorld;

beforeEach(async () => {
  world = await ExplainWorld.open();
});

afterEach(() => world.close());

describe('the trail', () => {
  beforeEach(() => world.letRead(...everything));

  it('names the zones that there are, and the name that is nearly in one of them', async () => {
    world.route53.createZone('example.org');
    world.kubernetes.apply(service('api', 'api.exmaple.com', '192.0.2.1'));
    const { lastLine } = await world.explain('Service/shop/api', flags);
    expect(lastLine).toMatch(/^NoMatchingZone: .*; perhaps "api\.example\.com" is meant\. /);
    expect(lastLine).toMatch(/ It serves the zones example\.com, example\.org\.$/);
  });

  it('says that an object is missing, and that this is a problem', async () => {
    const { trail } = await world.explain('Ingress/shop/none', flags);
    expect(trail.outcome).toEqual({
      code: 'NoSuchObject',
      message: 'There is no Ingress/shop/none in the cluster.',
      problem: true,
    });
  });

  it('tells why an object asks for nothing whose annotation is mistyped', async () => {
    const annotations = { 'external-dns.kubernetes.io/hostnames': 'api.example.com' };
    world.kubernetes.apply(service('api', '', '192.0.2.1', { annotations }));
    const { trail } = await world.explain('Service/shop/api', flags);
    expect(trail.outcome).toEqual({
      code: 'AsksForNothing',
      message:
        'Service/shop/api asks for no name. The annotation external-dns.kubernetes.io/hostnames is not read; perhaps external-dns.kubernetes.io/hostname is meant.',
      problem: true,
    });
  });

  it('tells of an object that is served what of its wishes is not used', async () => {
    const annotations = { [hostname]: 'api.example.com', 'external-dns.kubernetes.io/ttl': 'soon' };
    world.kubernetes.apply(service('api', '', '192.0.2.1', { annotations }));
    const { trail } = await world.explain('api.example.com', flags);
    expect(trail.objects).toMatchObject([{ warnings: [expect.stringContaining('says "soon", which is no TTL')] }]);
    expect(trail.outcome.code).toBe('Create');
  });

  it('does not call it a conflict with another where one object has a hostname and an address', async () => {
    const both = service('api', 'api.example.com');
    world.kubernetes.apply({
      ...both,
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }, { hostname: 'lb.example.net' }] } },
    });
    const { lastLine } = await world.explain('Service/shop/api', flags);
    expect(lastLine).toMatch(
      /^RecordConflict: The CNAME record .*: the same object asks for the A target 192\.0\.2\.1 under that name as well/,
    );
  });

  it('says of a record that makes room for another one that it does', async () => {
    world.kubernetes.apply(ingress('web', 'web.example.com'));
    world.put('web.example.com', '192.0.2.9', ours('ingress/shop/web'));
    const { trail } = await world.explain('web.example.com', flags);
    expect(trail.decisions.map(({ action, message }) => [action, message])).toEqual([
      ['Delete', expect.stringContaining('makes room for another record of that name: the next run deletes it')],
      ['Create', expect.stringContaining('the next run creates it')],
    ]);
  });

  it('finds the ownership rows that are left over at a name', async () => {
    world.route53.put(world.zoneId, {
      Name: 'a-gone.example.com',
      Type: 'TXT',
      TTL: 300,
      ResourceRecords: [
        { Value: '"heritage=external-dns,external-dns/owner=me,external-dns/resource=service/shop/gone"' },
      ],
    });
    const { trail } = await world.explain('gone.example.com', flags);
    expect(trail.records).toMatchObject([{ role: 'orphan', dnsName: 'a-gone.example.com' }]);
    expect(trail.outcome).toMatchObject({
      code: 'NotAsked',
      message: expect.stringMatching(
        / Ownership rows are left over: a-gone\.example\.com \(--remove-orphaned-rows\)\.$/,
      ),
    });
  });

  it('knows the objects of kinds that the settings alone tell', async () => {
    world.letRead('widgets');
    world.kubernetes.defineResource({
      apiVersion: 'example.org/v1',
      kind: 'Widget',
      plural: 'widgets',
      scope: 'Namespaced',
    });
    const annotations = { [hostname]: 'api.example.com', 'external-dns.kubernetes.io/target': '192.0.2.1' };
    world.kubernetes.apply({
      apiVersion: 'example.org/v1',
      kind: 'Widget',
      metadata: { name: 'w', namespace: 'shop', annotations },
    });
    const own = ['--source=unstructured', '--unstructured-resource=widgets.v1.example.org', '--txt-owner-id=me'];
    await world.sync(own);
    const { trail } = await world.explain('Widget/shop/w', own);
    expect(trail.outcome.code).toBe('UpToDate');
    expect(trail.events).toMatchObject([{ object: 'Widget/shop/w', reason: 'RecordReady' }]);
    expect(world.lists()).toEqual([
      'widgets metadata.name=w',
      'events involvedObject.kind=Widget,involvedObject.name=w,reportingComponent=external-dns',
    ]);
  });

  it('looks at everybody where somebody else has a share in the record', async () => {
    world.kubernetes.apply(api, service('twin', 'api.example.com', '192.0.2.2'));
    await world.sync(flags);
    const { trail } = await world.explain('Service/shop/twin', flags);
    expect(trail.outcome).toMatchObject({ code: 'UpToDate', problem: false });
    expect(trail.decisions).toMatchObject([{ refs: ['Service/shop/api', 'Service/shop/twin'] }]);
    expect(world.lists()).toContain('services');
  });

  it('looks at everybody where another object has the record, though it holds what this one asks', async () => {
    world.kubernetes.apply(api, {
      ...ingress('web', 'api.example.com'),
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    });
    world.put('api.example.com', '192.0.2.1', ours('service/shop/api'));
    const { trail } = await world.explain('Ingress/shop/web', flags);
    expect(trail.decisions).toMatchObject([{ cause: 'UpToDate', refs: ['Ingress/shop/web', 'Service/shop/api'] }]);
  });

  it('names the objects that are too malformed to tell whether they ask', async () => {
    world.kubernetes.apply({ ...ingress('odd', 'odd.example.com'), spec: 'text' });
    const { trail } = await world.explain('no.example.com', flags);
    expect(trail.notes).toEqual([expect.stringMatching(/^Whether Ingress\/shop\/odd asks for it: .*spec/)]);
  });

  it('warns of the deletion that a filter brings about', async () => {
    world.kubernetes.apply(api);
    world.put('api.example.com', '192.0.2.1', ours('service/shop/api'));
    const { lastLine } = await world.explain('Service/shop/api', [...flags, '--namespace=other']);
    expect(lastLine).toMatch(
      /^FilteredOut: Service\/shop\/api is left out by --namespace=other\. .*next run deletes it/,
    );
  });

  it.each([
    ['the label filter', '--label-filter=team=web', {}],
    ['the annotation filter', '--annotation-filter=public=yes', {}],
    ['the ingress class', '--ingress-class=nginx', {}],
    ['the namespace', '--namespace=other', {}],
    ['the controller annotation', '', { annotations: { 'external-dns.kubernetes.io/controller': 'elsewhere' } }],
  ])('says that %s leaves the object out, and what the others say', async (title, flag, metadata) => {
    world.kubernetes.apply(ingress('web', 'web.example.com', metadata));
    const { trail, lastLine } = await world.explain('Ingress/shop/web', [...flags, ...(flag === '' ? [] : [flag])]);
    const filter = flag === '' ? title : flag;
    expect(lastLine).toBe(`FilteredOut: Ingress/shop/web is left out by ${filter}.`);
    const stopped = trail.objects.flatMap(({ filters }) => filters.filter(({ passes }) => !passes));
    expect(stopped).toEqual([{ filter, passes: false }]);
  });

  it('finds by name, too, the object that a filter leaves out, beside the one that is served', async () => {
    world.kubernetes.apply(api, service('other', 'api.example.com', '192.0.2.2', { labels: { team: 'web' } }));
    const { trail } = await world.explain('api.example.com', [...flags, '--label-filter=team=web']);
    expect(trail.objects).toMatchObject([
      {
        object: 'Service/shop/other',
        filters: [
          { filter: '--label-filter=team=web', passes: true },
          { filter: 'the controller annotation', passes: true },
        ],
      },
      { object: 'Service/shop/api', filters: [{ filter: '--label-filter=team=web', passes: false }, { passes: true }] },
    ]);
    expect(trail.outcome.code).toBe('Create');
  });

  it('tells the record with its row, the wildcard, and the last events', async () => {
    world.kubernetes.apply(api, service('wild', '*.example.com', '192.0.2.3'));
    await world.sync(flags);
    const { trail } = await world.explain('api.example.com', flags);
    expect(trail.records).toMatchObject([
      {
        role: 'record',
        targets: ['192.0.2.1'],
        owners: ['me'],
        resource: 'service/shop/api',
        row: { dnsName: 'a-api.example.com' },
      },
    ]);
    expect(trail.events).toMatchObject([{ object: 'Service/shop/api', reason: 'RecordReady' }]);
    expect((await world.explain('example.com', flags)).trail.events).toEqual([]);
    const absent = await world.explain('no.example.com', flags);
    expect(absent.trail.records).toMatchObject([{ role: 'wildcard', dnsName: '*.example.com' }]);
  });

  it('says what the last run was told where the next one tries again', async () => {
    world.kubernetes.apply(api);
    world.route53.fail({ action: 'ChangeResourceRecordSets', answer: 'deny' });
    await world.sync(flags);
    const { lastLine } = await world.explain('Service/shop/api', flags);
    expect(lastLine).toMatch(/^Failed: .*the next run creates it.*The last run told Service\/shop\/api: .*authorized/);
  });

  it('takes no remark on the object for a problem of its record', async () => {
    const annotations = { [hostname]: 'api.example.com', 'external-dns.kubernetes.io/ttl': 'soon' };
    world.kubernetes.apply(service('api', '', '192.0.2.1', { annotations }));
    await world.sync([...flags, '--events-emit=RecordError']);
    world.kubernetes.apply(service('api', '', '192.0.2.2', { annotations }));
    const { trail } = await world.explain('Service/shop/api', flags);
    expect(trail.events).toMatchObject([{ type: 'Warning', cause: 'PartlyIgnored' }]);
    expect(trail.outcome).toMatchObject({ code: 'Update', problem: false });
  });

  it('takes no old problem of another object for its own', async () => {
    world.kubernetes.apply(service('late', 'api.example.com'), api);
    world.route53.fail({ action: 'ChangeResourceRecordSets', answer: 'deny' });
    await world.sync([...flags, '--policy=upsert-only']);
    world.kubernetes.remove('v1', 'Service', 'shop', 'api');
    world.kubernetes.apply({ ...api, metadata: { ...api.metadata, name: 'fresh' } });
    const { trail } = await world.explain('Service/shop/fresh', flags);
    expect(trail.outcome).toMatchObject({ code: 'Create', problem: false });
  });
});

it('a trail goes on without the rights to events and the Lease, and says what is therefore not known', async () => {
  world.letRead('services', 'ingresses');
  world.kubernetes.apply(api);
  const { trail } = await world.explain('Service/shop/api', flags);
  expect(trail.outcome.code).toBe('Create');
  expect(trail.notes).toEqual([
    expect.stringContaining('Whether the settings became narrower'),
    expect.stringContaining('The events of Service/shop/api could not be read'),
  ]);
});

it('a trail needs the rights to list what the sources read, to list events and to get the Lease, and no other', async () => {
  world.letRead(...everything);
  world.kubernetes.apply(api);
  world.put('old.example.com', '192.0.2.9', ours('ingress/shop/old'));
  await world.explain('old.example.com', flags);
  await world.explain('Service/shop/api', flags);
  const rights = world.kubernetes.requests.map(({ verb, resource }) => `${verb} ${resource}`);
  expect([...new Set(rights)].sort()).toEqual(['get leases', 'list events', 'list ingresses', 'list services']);
});
