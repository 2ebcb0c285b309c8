import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leaseName } from '../../lib/cluster/lease.ts';
import type { CauseCode } from '../../lib/endpoint/cause.ts';
import { commandLine, linesOf } from '../support/command-line.ts';
import { ExplainWorld } from '../support/explain-world.ts';

const hostname = 'external-dns.kubernetes.io/hostname';

const service = (name: string, host: string, address?: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', annotations: { [hostname]: host }, ...more },
  spec: { type: 'LoadBalancer' },
  status: { loadBalancer: { ingress: address === undefined ? [] : [{ ip: address }] } },
});

const ingress = (name: string, host: string, more: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'shop', ...more },
  spec: { rules: [{ host }] },
  status: { loadBalancer: { ingress: [{ hostname: 'lb.example.net' }] } },
});

const dnsEndpoint = (endpoint: object) => ({
  apiVersion: 'externaldns.k8s.io/v1alpha1',
  kind: 'DNSEndpoint',
  metadata: { name: 'mail', namespace: 'shop' },
  spec: { endpoints: [endpoint] },
});

const hostPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'peer', namespace: 'shop', annotations: { [hostname]: 'peer.example.com' } },
  spec: { nodeName: 'worker-1' },
  status: { podIP: '10.0.0.1' },
};

/** As the Lease keeps the scope of the last writing run. */
const leaseOfWiderRun = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: {
    name: leaseName('me'),
    namespace: 'kube-system',
    annotations: { 'dns-herald.io/scope': JSON.stringify({ sources: ['ingress', 'service'], filters: '' }) },
  },
  spec: {},
};

const api = service('api', 'api.example.com', '192.0.2.1');
const ours = (resource: string) => ({ owners: ['me'], resource });
const everything = ['services', 'ingresses', 'pods', 'nodes', 'endpointslices', 'dnsendpoints', 'leases', 'events'];
const flags = ['--source=service', '--source=ingress', '--txt-owner-id=me'];

let world: ExplainWorld;

beforeEach(async () => {
  world = await ExplainWorld.open();
});

afterEach(() => world.close());

interface Case {
  readonly question: string;
  readonly objects: readonly object[];
  readonly flags?: readonly string[];
  /** As an invocation narrows the run. */
  readonly payload?: object;
  readonly records?: (world: ExplainWorld) => void;
  readonly mayRead?: readonly string[];
}

const left = (target: ExplainWorld): void => target.put('old.example.com', '192.0.2.9', ours('ingress/shop/old'));

const causes: Readonly<Record<CauseCode, Case>> = {
  UpToDate: {
    question: 'api.example.com',
    objects: [api],
    records: (target) => target.put('api.example.com', '192.0.2.1', ours('service/shop/api')),
  },
  DryRun: { question: 'api.example.com', objects: [api], flags: ['--dry-run'] },
  InvalidObject: {
    question: 'mail.example.com',
    objects: [dnsEndpoint({ dnsName: 'mail.example.com', recordType: 'SPF', targets: ['x'] })],
    flags: ['--source=crd'],
  },
  InvalidName: { question: 'a..example.com', objects: [service('api', 'a..example.com', '192.0.2.1')] },
  InvalidTarget: {
    question: 'mail.example.com',
    objects: [dnsEndpoint({ dnsName: 'mail.example.com', recordType: 'A', targets: ['192.0.2.1.'] })],
    flags: ['--source=crd'],
  },
  NotAccepted: {
    question: 'Pod/shop/peer',
    objects: [hostPod],
    flags: ['--source=pod', '--ignore-non-host-network-pods'],
  },
  NoTargets: { question: 'Service/shop/api', objects: [service('api', 'api.example.com')] },
  RecordConflict: { question: 'Ingress/shop/web', objects: [api, ingress('web', 'api.example.com')] },
  OwnerConflict: {
    question: 'api.example.com',
    objects: [api],
    records: (target) =>
      target.put('api.example.com', '192.0.2.9', { owners: ['website'], resource: 'service/team/app' }),
  },
  OwnershipNotStorable: { question: 'example.com', objects: [service('api', 'example.com', '192.0.2.1')] },
  RegistryAmbiguous: {
    question: 'Service/shop/api',
    objects: [api],
    records: (target) =>
      target.put('api.example.com', '192.0.2.9', { owners: ['me', 'you'], resource: 'service/shop/api' }),
  },
  NoMatchingZone: { question: 'api.nowhere.test', objects: [service('api', 'api.nowhere.test', '192.0.2.1')] },
  DeletionsHeld: {
    question: 'old.example.com',
    objects: [],
    flags: ['--hold-deletions-over-count=1'],
    records: (target) => {
      left(target);
      target.put('older.example.com', '192.0.2.9', ours('ingress/shop/older'));
    },
  },
  AdoptionHeld: {
    question: 'api.example.com',
    objects: [api],
    flags: ['--adopt=api.example.com'],
    records: (target) => target.put('api.example.com', '192.0.2.1'),
  },
  SourceUnavailable: { question: 'old.example.com', objects: [], records: left, mayRead: ['services'] },
  ZoneUnavailable: {
    question: 'api.example.com',
    objects: [api],
    records: (target) => target.route53.fail({ action: 'ListHostedZones', answer: 'deny' }),
  },
  PolicyForbids: { question: 'old.example.com', objects: [], flags: ['--policy=upsert-only'], records: left },
  Deferred: { question: 'old.example.com', objects: [], records: left, payload: { sources: ['service'] } },
  DomainFiltered: { question: 'api.example.com', objects: [api], flags: ['--domain-filter=example.org'] },
  TypeNotManaged: {
    question: 'DNSEndpoint/shop/mail',
    objects: [dnsEndpoint({ dnsName: 'mail.example.com', recordType: 'MX', targets: ['10 mx.example.com'] })],
    flags: ['--source=crd'],
  },
};

const flagsOf = ({ flags: own = [] }: Case): readonly string[] =>
  own.includes('only service') ? ['--source=service', '--txt-owner-id=me'] : [...flags, ...own];

describe('the trail of a name or an object, for one who may only read', () => {
  it.each(Object.entries(causes))('ends with the cause %s, and nothing was changed', async (code, example) => {
    world.kubernetes.apply(...example.objects);
    world.letRead(...(example.mayRead ?? everything));
    example.records?.(world);
    const { lastLine, trail } = await world.explain(example.question, flagsOf(example), example.payload);
    expect(lastLine).toMatch(new RegExp(`^${code}: .+`));
    expect(trail.outcome.code).toBe(code);
    expect(world.changing()).toEqual([]);
  });

  it.each<[string, string, Case]>([
    ['NotAsked', 'a name nobody asks for, and DNS does not hold', { question: 'no.example.com', objects: [] }],
    [
      'NotAsked',
      'a record of another owner',
      {
        question: 'old.example.com',
        objects: [],
        records: (target) => target.put('old.example.com', '192.0.2.9', { owners: ['website'], resource: 'x' }),
      },
    ],
    ['NoSuchObject', 'an object that does not exist', { question: 'Ingress/shop/none', objects: [api] }],
    [
      'DeletionsHeld',
      'a record of a source that the settings left out since the last run',
      { question: 'old.example.com', objects: [leaseOfWiderRun], flags: ['only service'], records: left },
    ],
    [
      'AsksForNothing',
      'an object without a name',
      { question: 'Service/shop/plain', objects: [service('plain', '', '192.0.2.1', { annotations: {} })] },
    ],
    ['SourceNotEnabled', 'a kind that is not read', { question: 'DNSEndpoint/shop/mail', objects: [] }],
    ['Create', 'a record to come', { question: 'Service/shop/api', objects: [api] }],
    ['Delete', 'a record to go', { question: 'old.example.com', objects: [], records: left }],
    [
      'Update',
      'a record that changes',
      {
        question: 'Service/shop/api',
        objects: [api],
        records: (target) => target.put('api.example.com', '192.0.2.9', ours('service/shop/api')),
      },
    ],
    [
      'ZoneUnavailable',
      'a zone whose record sets cannot be read',
      {
        question: 'Service/shop/api',
        objects: [api],
        records: (target) => target.route53.fail({ action: 'ListResourceRecordSets', answer: 'deny' }),
      },
    ],
    [
      'SourceUnavailable',
      'a name whose source cannot be read',
      { question: 'www.example.com', objects: [], mayRead: ['services'] },
    ],
  ])('ends with %s for %s', async (code, _, example) => {
    world.kubernetes.apply(...example.objects);
    world.letRead(...(example.mayRead ?? everything));
    example.records?.(world);
    const { lastLine } = await world.explain(example.question, flagsOf(example));
    expect(lastLine).toMatch(new RegExp(`^${code}: .+`));
    expect(world.changing()).toEqual([]);
  });

  it('names the zones that there are, and the name that is nearly in one of them', async () => {
    world.letRead(...everything);
    world.route53.createZone('example.org');
    world.kubernetes.apply(service('api', 'api.exmaple.com', '192.0.2.1'));
    const { lastLine } = await world.explain('Service/shop/api', flags);
    expect(lastLine).toMatch(/^NoMatchingZone: .*; perhaps "api\.example\.com" is meant\. /);
    expect(lastLine).toMatch(/ It serves the zones example\.com, example\.org\.$/);
  });

  it('says that an object is missing, and that this is a problem', async () => {
    world.letRead(...everything);
    const { trail } = await world.explain('Ingress/shop/none', flags);
    expect(trail.outcome).toEqual({
      code: 'NoSuchObject',
      message: 'There is no Ingress/shop/none in the cluster.',
      problem: true,
    });
  });

  it('tells why an object asks for nothing whose annotation is mistyped', async () => {
    world.letRead(...everything);
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
    world.letRead(...everything);
    const annotations = { [hostname]: 'api.example.com', 'external-dns.kubernetes.io/ttl': 'soon' };
    world.kubernetes.apply(service('api', '', '192.0.2.1', { annotations }));
    const { trail } = await world.explain('api.example.com', flags);
    expect(trail.objects).toMatchObject([{ warnings: [expect.stringContaining('says "soon", which is no TTL')] }]);
    expect(trail.outcome.code).toBe('Create');
  });

  it('does not call it a conflict with another where one object has a hostname and an address', async () => {
    world.letRead(...everything);
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
    world.letRead(...everything);
    world.kubernetes.apply(ingress('web', 'web.example.com'));
    world.put('web.example.com', '192.0.2.9', ours('ingress/shop/web'));
    const { trail } = await world.explain('web.example.com', flags);
    expect(trail.decisions.map(({ action, message }) => [action, message])).toEqual([
      ['Delete', expect.stringContaining('makes room for another record of that name: the next run deletes it')],
      ['Create', expect.stringContaining('the next run creates it')],
    ]);
  });

  it('finds the ownership rows that are left over at a name', async () => {
    world.letRead(...everything);
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
    world.letRead(...everything, 'widgets');
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
    world.letRead(...everything);
    world.kubernetes.apply(api, service('twin', 'api.example.com', '192.0.2.2'));
    await world.sync(flags);
    const { trail } = await world.explain('Service/shop/twin', flags);
    expect(trail.outcome).toMatchObject({ code: 'UpToDate', problem: false });
    expect(trail.decisions).toMatchObject([{ refs: ['Service/shop/api', 'Service/shop/twin'] }]);
    expect(world.lists()).toContain('services');
  });

  it('looks at everybody where another object has the record, though it holds what this one asks', async () => {
    world.letRead(...everything);
    world.kubernetes.apply(api, {
      ...ingress('web', 'api.example.com'),
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    });
    world.put('api.example.com', '192.0.2.1', ours('service/shop/api'));
    const { trail } = await world.explain('Ingress/shop/web', flags);
    expect(trail.decisions).toMatchObject([{ cause: 'UpToDate', refs: ['Ingress/shop/web', 'Service/shop/api'] }]);
  });

  it('names the objects that are too malformed to tell whether they ask', async () => {
    world.letRead(...everything);
    world.kubernetes.apply({ ...ingress('odd', 'odd.example.com'), spec: 'text' });
    const { trail } = await world.explain('no.example.com', flags);
    expect(trail.notes).toEqual([expect.stringMatching(/^Whether Ingress\/shop\/odd asks for it: .*spec/)]);
  });

  it('warns of the deletion that a filter brings about', async () => {
    world.letRead(...everything);
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
    world.letRead(...everything);
    world.kubernetes.apply(ingress('web', 'web.example.com', metadata));
    const { trail, lastLine } = await world.explain('Ingress/shop/web', [...flags, ...(flag === '' ? [] : [flag])]);
    const filter = flag === '' ? title : flag;
    expect(lastLine).toBe(`FilteredOut: Ingress/shop/web is left out by ${filter}.`);
    const stopped = trail.objects.flatMap(({ filters }) => filters.filter(({ passes }) => !passes));
    expect(stopped).toEqual([{ filter, passes: false }]);
  });

  it('finds by name, too, the object that a filter leaves out, beside the one that is served', async () => {
    world.letRead(...everything);
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
    world.letRead(...everything);
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
    world.letRead(...everything);
    world.kubernetes.apply(api);
    world.route53.fail({ action: 'ChangeResourceRecordSets', answer: 'deny' });
    await world.sync(flags);
    const { lastLine } = await world.explain('Service/shop/api', flags);
    expect(lastLine).toMatch(/^Failed: .*the next run creates it.*The last run told Service\/shop\/api: .*authorized/);
  });

  it('takes no remark on the object for a problem of its record', async () => {
    world.letRead(...everything);
    const annotations = { [hostname]: 'api.example.com', 'external-dns.kubernetes.io/ttl': 'soon' };
    world.kubernetes.apply(service('api', '', '192.0.2.1', { annotations }));
    await world.sync([...flags, '--events-emit=RecordError']);
    world.kubernetes.apply(service('api', '', '192.0.2.2', { annotations }));
    const { trail } = await world.explain('Service/shop/api', flags);
    expect(trail.events).toMatchObject([{ type: 'Warning', cause: 'PartlyIgnored' }]);
    expect(trail.outcome).toMatchObject({ code: 'Update', problem: false });
  });

  it('takes no old problem of another object for its own', async () => {
    world.letRead(...everything);
    world.kubernetes.apply(service('late', 'api.example.com'), api);
    world.route53.fail({ action: 'ChangeResourceRecordSets', answer: 'deny' });
    await world.sync([...flags, '--policy=upsert-only']);
    world.kubernetes.remove('v1', 'Service', 'shop', 'api');
    world.kubernetes.apply({ ...api, metadata: { ...api.metadata, name: 'fresh' } });
    const { trail } = await world.explain('Service/shop/fresh', flags);
    expect(trail.outcome).toMatchObject({ code: 'Create', problem: false });
  });

  it('goes on without the rights to events and the Lease, and says what is therefore not known', async () => {
    world.letRead('services', 'ingresses');
    world.kubernetes.apply(api);
    const { trail } = await world.explain('Service/shop/api', flags);
    expect(trail.outcome.code).toBe('Create');
    expect(trail.notes).toEqual([
      expect.stringContaining('Whether the settings became narrower'),
      expect.stringContaining('The events of Service/shop/api could not be read'),
    ]);
  });
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

describe('what a trail costs', () => {
  beforeEach(() => {
    world.letRead(...everything);
    world.kubernetes.apply(api);
    world.put('api.example.com', '192.0.2.1', ours('service/shop/api'));
    for (let index = 0; index < 400; index += 1) world.put(`host-${index}.example.com`, '192.0.2.7');
  });

  it('of a name in a zone of 800 record sets: the name, its wildcard and its row', async () => {
    await world.explain('api.example.com', flags);
    expect(world.route53.counts()).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 3 });
    expect([...world.lists()].sort()).toEqual([
      'events involvedObject.kind=Service,involvedObject.name=api,reportingComponent=external-dns',
      'ingresses',
      'services',
    ]);
  });

  it('of an object that is up to date: the object alone, and none of the others of its kind', async () => {
    const { trail } = await world.explain('Service/shop/api', flags);
    expect(trail.outcome.code).toBe('UpToDate');
    expect(world.lists()).toEqual([
      'services metadata.name=api',
      'events involvedObject.kind=Service,involvedObject.name=api,reportingComponent=external-dns',
    ]);
    expect(world.route53.counts()).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 3 });
  });

  it('of one object among thousands: the API server sends that one', async () => {
    for (let index = 0; index < 2_000; index += 1) world.kubernetes.apply(service(`other-${index}`, '', '192.0.2.7'));
    const { trail } = await world.explain('Service/shop/api', flags);
    expect(trail.sources).toMatchObject([{ name: 'service', objects: 1 }]);
    expect(trail.calls.kubernetes).toBe(2);
  });

  it('of an object that is not there: one list of it, its events, and nothing of Route 53', async () => {
    await world.explain('Service/shop/none', flags);
    expect(world.lists()).toHaveLength(2);
    expect(world.route53.counts()).toEqual({});
  });

  it('of an object with more than ten names: the zone in pages, not name by name', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `name-${index}.elsewhere.test`);
    world.kubernetes.apply(service('many', names.join(','), '192.0.2.1'));
    const { trail } = await world.explain('Service/shop/many', flags);
    expect(trail.decisions).toHaveLength(12);
    expect(world.route53.counts()).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 2 });
  });

  it('of a deletion: the whole zone, because the guards count deletions', async () => {
    world.kubernetes.remove('v1', 'Service', 'shop', 'api');
    const { trail } = await world.explain('api.example.com', flags);
    expect(trail.outcome.code).toBe('Delete');
    expect(world.route53.counts()).toEqual({ ListHostedZones: 2, ListResourceRecordSets: 3 + 2 });
  });
});

describe('npm run explain', () => {
  const environment = () => ({
    KUBECONFIG: world.kubeconfig('admin'),
    AWS_ENDPOINT_URL: world.route53.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });

  it('prints the trail, its outcome last, and exits with 1 where a person has to mend something', async () => {
    world.kubernetes.apply(service('api', 'api.nowhere.test', '192.0.2.1'));
    const { exitCode, stdout, stderr } = await commandLine(['explain', 'Service/shop/api', ...flags], environment());
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(linesOf(stdout)[0]).toBe('Service/shop/api, as the owner "me" sees it');
    expect(linesOf(stdout).at(-1)).toMatch(/^NoMatchingZone: /);
  });

  it('exits with 1 where the object is missing', async () => {
    const { exitCode, stdout } = await commandLine(['explain', 'Service/shop/none', ...flags], environment());
    expect(exitCode).toBe(1);
    expect(linesOf(stdout).at(-1)).toBe('NoSuchObject: There is no Service/shop/none in the cluster.');
  });

  it('prints one JSON document with --output=json, and exits with 0 where all is well', async () => {
    const { exitCode, stdout } = await commandLine(
      ['explain', 'no.example.com', '--output=json', ...flags],
      environment(),
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ question: 'no.example.com', outcome: { code: 'NotAsked' } });
  });

  it.each([
    ['no question', [], 'Say first what to explain: npm run explain -- api.example.com, or -- Ingress/shop/web.'],
    ['a kind nobody reads', ['Ingres/shop/web'], /kind "Ingres"; did you mean Ingress\?/],
    [
      'the words of kubectl',
      ['ingress', 'web'],
      /"ingress" is neither a DNS name nor an object; write .*Ingress\/shop\/web/,
    ],
    ['an object without its namespace', ['Ingress/web'], /write Ingress\/NAMESPACE\/NAME/],
  ])('says in one line what is wrong with %s, and exits with 2', async (_, question, sentence) => {
    const { exitCode, stderr } = await commandLine(['explain', ...question, ...flags]);
    expect(exitCode).toBe(2);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(sentence)]);
  });
});
