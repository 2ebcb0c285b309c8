import { dnsEndpoint, ingress, service } from '../../scenarios/manifests.ts';
import type { Arena } from '../arena.ts';
import { runUser } from '../arena-clients.ts';
import { customKinds } from '../custom-objects.ts';
import { herdName } from '../herd.ts';
import { forget } from '../lease-holder.ts';
import { zone } from '../names.ts';
import { coreSources } from '../run-flags.ts';
import { heldText, rowFor } from '../snapshot.ts';
import type { StepRecord } from '../step-record.ts';
import type { Stranger } from '../world.ts';
import { missing, mustStay, nothing, type Trial } from './trial.ts';

const annex = `annex.${zone}`;

/** A few of the herd stand for all of it. */
const herdNames = [0, 1, 2].map(herdName);

const moving = `moving.hidden.${zone}`;

/** Without it a name would wait in the parent zone, and rightly. */
const delegation: Stranger['set'] = { Type: 'NS', TTL: 300, ResourceRecords: [{ Value: 'ns.example.net.' }] };

const annexService = service('annex', annex, '192.0.2.90');

const failLists = (arena: Arena, resource: string, status: number, path?: RegExp) =>
  arena.kubernetes.fail({
    verb: 'list',
    resource,
    ...(path && { path }),
    with: { status, reason: status === 403 ? 'Forbidden' : 'NotFound' },
  });

/** Records whose row tells no resource, or none of a source that was read. */
const unlabelled = (arena: Arena, step: StepRecord): readonly string[] =>
  missing(arena, step, ({ name }) => name === annex).map(
    (each) => `a record without a label was deleted although a source could not be read: ${heldText(each)}`,
  );

/** Takes the resource out of the ownership row of the annex. */
function unlabel(arena: Arena): void {
  const before = arena.zones.snapshot();
  for (const record of before.filter(({ name }) => name === annex)) {
    const row = rowFor(record, before, arena.affixing);
    const set = row && JSON.parse(row.text);
    if (row !== undefined)
      arena.route53.put(row.zoneId, {
        ...set,
        ResourceRecords: [{ Value: '"heritage=external-dns,external-dns/owner=us"' }],
      });
  }
}

const withoutServices = coreSources.filter((source) => source !== 'service');

const traefikTcp = customKinds.find(({ kind }) => kind === 'IngressRouteTCP');

const annexRoute = {
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'IngressRouteTCP',
  metadata: { name: 'annex', annotations: { 'external-dns.kubernetes.io/target': '192.0.2.91' } },
  spec: { routes: [{ match: `HostSNI(\`${annex}\`)` }] },
};

/** What a run cannot see, or is told not to look at, is not gone. */
export const sights: Readonly<Record<string, Trial>> = {
  'Services cannot be listed': { chaos: { deafTo: 'services' } },
  'Ingresses cannot be listed': {
    chaos: { deafTo: 'ingresses' },
    furnish: (arena) => arena.put(ingress('annex', [annex], 'lb.example.net')),
    broken: mustStay('Ingresses could not be listed', annex),
  },
  'Services cannot be listed, and an Ingress asks for a name of theirs': rivalled({ hostname: 'lb.example.net' }),
  'Services cannot be listed, and an Ingress with an address asks for a name of theirs': rivalled({ ip: '192.0.2.97' }),
  'Services cannot be listed, and a record has no label': {
    chaos: { deafTo: 'services' },
    furnish: (arena) => arena.put(annexService),
    strike: (arena) => {
      unlabel(arena);
      return nothing;
    },
    broken: unlabelled,
  },
  'a namespace cannot be listed': {
    furnish: (arena) => {
      arena.kubernetes.grant(runUser, [{ apiGroups: [''], resources: ['namespaces'], verbs: ['list'] }]);
      arena.kubernetes.apply({ ...annexService, metadata: { ...annexService.metadata, namespace: 'lane' } });
    },
    strike: (arena) => {
      const undo = [
        failLists(arena, 'services', 403, /^\/api\/v1\/services$/),
        failLists(arena, 'services', 403, /\/namespaces\/lane\//),
      ];
      return () => {
        for (const each of undo) each();
      };
    },
    broken: mustStay('its namespace could not be listed', annex),
  },
  'a CRD is not installed any more': {
    furnish: (arena) => arena.put(dnsEndpoint('annex', { dnsName: annex, recordType: 'A', targets: ['192.0.2.91'] })),
    strike: (arena) => failLists(arena, 'dnsendpoints', 404),
    broken: mustStay('its CRD was missing', annex),
  },
  'one kind of a source is not served any more': {
    sources: ['traefik-proxy'],
    call: { unserved: 'IngressRouteTCP' },
    furnish: (arena) => arena.put(annexRoute),
    strike: (arena) => failLists(arena, traefikTcp?.plural ?? '', 404),
    broken: mustStay('its kind was not served', annex),
  },
  'the next run reads fewer sources': {
    call: { flags: withoutServices.map((source) => `--source=${source}`) },
    broken: mustStay('this run did not read Services', ...herdNames),
  },
  'the next run reads another namespace': {
    call: { flags: ['--namespace=default'] },
    broken: mustStay('this run read another namespace', ...herdNames),
  },
  'the next run has a label filter': {
    call: { flags: ['--label-filter=nobody=has'] },
    broken: mustStay('the label filter changed', ...herdNames),
  },
  'a payload leaves out a source': narrowing({ sources: withoutServices }),
  'a payload names a namespace': narrowing({ namespace: 'default' }),
  'a zone that a name moves to cannot be read': {
    furnish: (arena) => arena.put(service('moving', moving, '192.0.2.92')),
    strike: (arena) => {
      arena.zones.settle({ name: 'hidden', set: delegation, owners: [] });
      const zoneId = arena.route53.createZone(`hidden.${zone}`);
      return arena.route53.fail({ action: 'ListResourceRecordSets', zoneId, answer: 'deny' });
    },
    broken: mustStay('the zone that its name moves to could not be read', moving),
  },
  'the token of a list expires between its pages': {
    strike: (arena) =>
      arena.kubernetes.fail({
        when: ({ query, verb }) => verb === 'list' && query['continue'] !== undefined,
        with: { status: 410, reason: 'Expired' },
      }),
  },
};

/** Without the scope that the Lease notes, what the payload left out is known from the payload alone. */
function narrowing(payload: object): Trial {
  return {
    call: { payload },
    strike: (arena) => {
      forget(arena);
      return nothing;
    },
    broken: mustStay('the payload left out what asks for it', ...herdNames),
  };
}

/** An Ingress behind this load balancer asks for the name of a Service that nobody sees. */
function rivalled(loadBalancer: object): Trial {
  const rival = ingress('rival', [herdName(1)], '');
  return {
    chaos: { deafTo: 'services' },
    strike: (arena) => {
      arena.put({ ...rival, status: { loadBalancer: { ingress: [loadBalancer] } } });
      return () => arena.remove('Ingress/rival');
    },
    broken: mustStay('the Service that holds its name was unseen', herdName(1)),
  };
}
