import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leaseName } from '../../lib/cluster/lease.ts';
import type { CauseCode } from '../../lib/endpoint/cause.ts';
import { ExplainWorld } from '../support/explain-world.ts';
import { api, everything, flags, hostname, ingress, ours, service } from './explain-objects.ts';

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

let world: ExplainWorld;

beforeEach(async () => {
  world = await ExplainWorld.open();
});

afterEach(() => world.close());

interface Case {
  readonly question: string;
  readonly objects: readonly object[];
  /** Beside the usual ones. */
  readonly flags?: readonly string[];
  /** In the place of the usual ones. */
  readonly ownFlags?: readonly string[];
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

async function answerTo(example: Case) {
  world.kubernetes.apply(...example.objects);
  world.letRead(...(example.mayRead ?? everything));
  example.records?.(world);
  const asked = example.ownFlags ?? [...flags, ...(example.flags ?? [])];
  return world.explain(example.question, asked, example.payload);
}

describe('the trail of a name or an object, for one who may only read', () => {
  it.each(Object.entries(causes))('ends with the cause %s, and nothing was changed', async (code, example) => {
    const { lastLine, trail } = await answerTo(example);
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
      {
        question: 'old.example.com',
        objects: [leaseOfWiderRun],
        ownFlags: ['--source=service', '--txt-owner-id=me'],
        records: left,
      },
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
    const { lastLine } = await answerTo(example);
    expect(lastLine).toMatch(new RegExp(`^${code}: .+`));
    expect(world.changing()).toEqual([]);
  });
});
