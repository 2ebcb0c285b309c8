import { expect } from '@jest/globals';
import type { EventMessage } from '../../lib/events/message.ts';
import { upstreamEncrypted, upstreamKey, upstreamText } from '../support/upstream-row.ts';
import { connectorScenario } from './connector-scenario.ts';
import { dnsEndpoint, ingress, node, service } from './manifests.ts';
import { owner, resultLines, type Stage } from './stage.ts';
import { createZone, plainSet, write } from './world.ts';

/** A story that must come out the same on the embedded components and on real ones. */
export interface Scenario {
  readonly title: string;
  /** The rule of Route 53 that moto does not have; such a scenario plays on the embedded components alone. */
  readonly motoLacks?: string;
  readonly play: (stage: Stage) => Promise<void>;
}

const row = (name: string, resource: string, ofOwner = owner): string =>
  `TXT ${name} "heritage=external-dns,external-dns/owner=${ofOwner},external-dns/resource=${resource}"`;

/** Grants what `npm run rbac -- --annotate-status` adds, in the scenario's namespace. */
export async function mayPatch({ world, namespace }: Stage, resource: string): Promise<void> {
  const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const metadata = { name: 'annotate-status' };
  const rules = [{ apiGroups: ['externaldns.k8s.io'], resources: [resource], verbs: ['patch'] }];
  const group = 'rbac.authorization.k8s.io';
  await world.admin.request('POST', `${path}/roles`, {
    body: { apiVersion: `${group}/v1`, kind: 'Role', metadata, rules },
  });
  const roleRef = { apiGroup: group, kind: 'Role', name: metadata.name };
  const subjects = [{ kind: 'ServiceAccount', name: 'dns-herald', namespace: 'dns-herald' }];
  const body = { apiVersion: `${group}/v1`, kind: 'RoleBinding', metadata, roleRef, subjects };
  await world.admin.request('POST', `${path}/rolebindings`, { body });
}

export const scenarios: readonly Scenario[] = [
  {
    title: 'a Service gets its record, follows its load balancer, and loses it when it goes',
    async play(stage) {
      await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
      expect((await stage.run()).clean).toBe(true);
      const ownership = row('a-api.example.com.', `service/${stage.namespace}/api`);
      expect(await stage.records()).toEqual(['A api.example.com. 192.0.2.1', ownership]);
      await stage.expectNews('Service/api Normal RecordReady Created');

      await stage.apply(service('api', 'api.example.com', '192.0.2.2'));
      await stage.run();
      expect(await stage.records()).toEqual(['A api.example.com. 192.0.2.2', ownership]);
      await stage.expectNews('Service/api Normal RecordReady Updated');

      await stage.remove(service('api', ''));
      await stage.run();
      expect(await stage.records()).toEqual([]);
      await stage.expectNews('Service/api Normal RecordDeleted Deleted');
    },
  },
  {
    title: 'an Ingress behind an AWS load balancer gets aliases for both address families',
    async play(stage) {
      const host = 'web-1.eu-west-1.elb.amazonaws.com';
      await stage.apply(ingress('web', ['www.example.com'], host));
      await stage.run();
      expect(await stage.records()).toEqual([
        `A www.example.com. alias ${host}`,
        `AAAA www.example.com. alias ${host}`,
        row('a-www.example.com.', `ingress/${stage.namespace}/web`),
        row('aaaa-www.example.com.', `ingress/${stage.namespace}/web`),
      ]);
      await stage.expectNews('Ingress/web Normal RecordReady Created');
      const [told] = await stage.events();
      expect(told?.message).toContain('the A and AAAA records "www.example.com"');
      expect(told?.metadata.annotations).toMatchObject({ 'dns-herald.io/record-type': 'A,AAAA' });
      expect(resultLines(await stage.run())).toEqual([]);
    },
  },
  {
    title: 'a record that is changed back and forth is told as such, and by whom',
    motoLacks: 'a record set may be created again as it once was, after it was deleted',
    async play(stage) {
      const runAt = async (address: string): Promise<string | undefined> => {
        await stage.apply(service('api', 'api.example.com', address));
        const known = new Set((await stage.events()).map(({ metadata }) => metadata.name));
        await stage.run();
        return (await stage.events()).find(({ metadata }) => !known.has(metadata.name))?.message;
      };
      await runAt('192.0.2.1');
      expect(await runAt('192.0.2.2')).not.toContain('back and forth');
      expect(await runAt('192.0.2.1')).toContain(
        'back and forth: within the last hour this instance changed it the other way',
      );
      const changed = plainSet('A', 'api.example.com', '198.51.100.1');
      for (const _ of [1, 2]) {
        await write(stage.world, stage.zoneId, 'UPSERT', changed);
        await stage.run();
      }
      const notes = (await stage.events()).map(({ message }) => message);
      expect(notes).toContainEqual(
        expect.stringContaining('made the same change, and something else has set the record back'),
      );
    },
  },
  {
    title: 'with --event-log each event is a line of the log, once for each writing of it in the cluster',
    async play(stage) {
      const lines: EventMessage[] = [];
      const logEvent = (line: EventMessage): void => void lines.push(line);
      await stage.apply(service('api', 'elsewhere.test', '192.0.2.1'));
      for (const _ of [1, 2]) await stage.run(['--source=service', '--event-log'], { logEvent });
      const [event] = await stage.events();
      expect(lines).toMatchObject([
        { object: `Service/${stage.namespace}/api`, event: event?.metadata.name, facts: { cause: ['NoMatchingZone'] } },
      ]);
    },
  },
  {
    title: 'with --annotate-status an object carries its status, written only when it changes',
    async play(stage) {
      const flags = ['--source=crd', '--annotate-status'];
      const manifest = dnsEndpoint(
        'vpn',
        { dnsName: 'vpn.example.com', recordType: 'A', targets: ['192.0.2.9'] },
        { dnsName: 'elsewhere.test', recordType: 'A', targets: ['192.0.2.9'] },
      );
      await mayPatch(stage, 'dnsendpoints');
      await stage.apply(manifest);
      const seen = async () => {
        const { report } = await stage.run(flags);
        const { metadata } = await stage.read(manifest);
        const status = metadata.annotations?.['dns-herald.io/status'];
        return { status: status && JSON.parse(status), version: metadata.resourceVersion, warnings: report.warnings };
      };
      const first = await seen();
      expect(first).toMatchObject({
        status: { ready: ['vpn.example.com'], error: { 'elsewhere.test': 'NoMatchingZone' } },
        warnings: [],
      });
      expect(await seen()).toEqual(first);
    },
  },
  {
    title: 'a run that finds everything in place changes nothing and says nothing',
    async play(stage) {
      await stage.apply(service('api', 'api.example.com,elsewhere.test', '192.0.2.1'));
      await stage.run();
      await stage.expectNews('Service/api Normal RecordReady Created', 'Service/api Warning RecordError FailedSync');
      const { report } = await stage.run();
      expect(report.calls.route53).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 1 });
      expect(report.events).toEqual({ emitted: 0, repeated: 0, suppressed: 1, failed: 0 });
      await stage.expectNews();
    },
  },
  {
    title:
      'ten runs with a standing problem within an hour make one event, written at most every five minutes; the next hour another',
    async play(stage) {
      await stage.apply(service('api', 'elsewhere.test', '192.0.2.1'));
      const hour = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
      const at = (minute: number) => ({ now: () => hour + minute * 60_000 });
      const totals = { emitted: 0, repeated: 0, suppressed: 0, failed: 0 };
      for (const minute of [0, 2, 4, 6, 8, 10, 20, 30, 40, 50]) {
        const { report } = await stage.run(undefined, at(minute));
        totals.emitted += report.events.emitted;
        totals.repeated += report.events.repeated;
        totals.suppressed += report.events.suppressed;
        totals.failed += report.events.failed;
      }
      expect(totals).toEqual({ emitted: 1, repeated: 5, suppressed: 4, failed: 0 });
      const [event, ...others] = await stage.events('type=Warning');
      expect(others).toEqual([]);
      expect(event).toMatchObject({ count: 6, series: { count: 6 } });
      await stage.run(undefined, at(61));
      expect(await stage.events('type=Warning')).toHaveLength(2);
    },
  },
  {
    title: 'a DNSEndpoint of 500 names is told every one of them, in few events',
    async play(stage) {
      const names = Array.from({ length: 500 }, (_, index) => `n${String(index).padStart(3, '0')}.example.com`);
      await stage.apply(
        dnsEndpoint('many', ...names.map((dnsName) => ({ dnsName, recordType: 'A', targets: ['192.0.2.9'] }))),
      );
      await stage.run(['--source=crd']);
      const events = await stage.events('involvedObject.name=many');
      expect(events.length).toBeLessThan(30);
      const told = events.flatMap(({ message }) => [...message.matchAll(/"(.*?)"/g)].map(([, name]) => name));
      expect(told.sort()).toEqual(names);
      const annotated = events.flatMap(({ metadata }) => metadata.annotations?.['dns-herald.io/dns-name']?.split(','));
      expect(annotated.sort()).toEqual(names);
    },
  },
  {
    title: 'a record of another owner, and one without an owner, are left alone and the objects told so',
    async play(stage) {
      const foreign = row('a-foreign.example.com.', 'service/team/app', 'other');
      await write(
        stage.world,
        stage.zoneId,
        'CREATE',
        plainSet('A', 'foreign.example.com', '198.51.100.1'),
        plainSet('A', 'legacy.example.com', '198.51.100.2'),
      );
      await write(
        stage.world,
        stage.zoneId,
        'CREATE',
        plainSet(
          'TXT',
          'a-foreign.example.com',
          '"heritage=external-dns,external-dns/owner=other,external-dns/resource=service/team/app"',
        ),
      );
      await stage.apply(
        service('one', 'foreign.example.com', '192.0.2.1'),
        service('two', 'legacy.example.com', '192.0.2.2'),
      );
      expect(resultLines(await stage.run())).toEqual([
        'OwnerConflict A foreign.example.com',
        'OwnerConflict A legacy.example.com',
      ]);
      expect(await stage.records()).toEqual([
        'A foreign.example.com. 198.51.100.1',
        'A legacy.example.com. 198.51.100.2',
        foreign,
      ]);
      await stage.expectNews(
        'Service/one Warning RecordError FailedSync',
        'Service/two Warning RecordError FailedSync',
      );
      const [told] = await stage.events('involvedObject.name=one');
      expect(told?.message).toContain('"other"');
    },
  },
  {
    title: 'of objects that ask for one name differently one kind is served, and each side learns of the other',
    async play(stage) {
      await stage.apply(
        service('first', 'shared.example.com', '192.0.2.1'),
        service('second', 'shared.example.com', '192.0.2.1', '192.0.2.2'),
      );
      await stage.apply(ingress('third', ['shared.example.com'], 'lb.example.net'));
      await stage.run();
      expect(await stage.records()).toContain('A shared.example.com. 192.0.2.1 192.0.2.2');
      const [told] = await stage.events('type=Warning');
      expect(told?.involvedObject).toMatchObject({ kind: 'Ingress', name: 'third' });
      expect(told?.message).toContain('Service/');
      expect(told?.related).toMatchObject({ kind: 'Service' });
      const kept = (await stage.events('reason=RecordReady')).filter(({ action }) => action === 'Kept');
      expect(kept.map(({ involvedObject }) => involvedObject['name']).sort()).toEqual(['first', 'second']);
      expect(kept[0]?.message).toContain(`Ingress/${stage.namespace}/third asks for the same name`);
      expect((await stage.run()).report.events).toMatchObject({ emitted: 0, repeated: 0, suppressed: 3 });
    },
  },
  {
    title: 'two instances, each with zones of its own, do not warn about the names of the other',
    async play(stage) {
      const other = await createZone(stage.world, 'example.net');
      await stage.apply(service('api', 'api.example.com,api.example.net', '192.0.2.1'));
      await stage.run(['--source=service', `--zone-id-filter=${stage.zoneId}`, '--txt-owner-id=one']);
      await stage.run(['--source=service', `--zone-id-filter=${other}`, '--txt-owner-id=two']);
      await stage.expectNews('Service/api Normal RecordReady Created', 'Service/api Normal RecordReady Created');
      const events = await stage.events();
      expect(events.map(({ metadata }) => metadata.annotations?.['dns-herald.io/owner']).sort()).toEqual([
        'one',
        'two',
      ]);
    },
  },
  {
    title: 'two instances, each with domains of its own, do not warn about the names of the other',
    async play(stage) {
      await stage.apply(service('api', 'api.one.example.com,api.two.example.com', '192.0.2.1'));
      await stage.run(['--source=service', '--domain-filter=one.example.com', '--aws-zone-match-parent']);
      await stage.run([
        '--source=service',
        '--domain-filter=two.example.com',
        '--aws-zone-match-parent',
        '--txt-owner-id=b',
      ]);
      await stage.expectNews('Service/api Normal RecordReady Created', 'Service/api Normal RecordReady Created');
    },
  },
  {
    title: 'a record stays while its load balancer is being replaced',
    async play(stage) {
      await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
      await stage.run();
      await stage.apply(service('api', 'api.example.com'));
      await stage.run();
      expect(await stage.records()).toContain('A api.example.com. 192.0.2.1');
      await stage.run(['--source=service', '--source=ingress', '--on-missing-targets=delete']);
      expect(await stage.records()).toEqual([]);
    },
  },
  {
    title: 'one record that Route 53 refuses fails alone, with the words of Route 53',
    motoLacks: 'a weighted record set is refused beside one without routing',
    async play(stage) {
      await write(stage.world, stage.zoneId, 'CREATE', plainSet('A', 'clash.example.com', '198.51.100.1'));
      const clash = service('clash', 'clash.example.com', '192.0.2.1');
      const weighted = {
        'external-dns.alpha.kubernetes.io/set-identifier': 'blue',
        'external-dns.alpha.kubernetes.io/aws-weight': '10',
      };
      const annotations = { ...clash.metadata.annotations, ...weighted };
      await stage.apply(
        { ...clash, metadata: { ...clash.metadata, annotations } },
        service('good', 'good.example.com', '192.0.2.2'),
      );
      const { report, clean } = await stage.run();
      expect(clean).toBe(false);
      expect(report.counts).toMatchObject({ created: 1, failed: 1 });
      expect(report.calls.route53).toMatchObject({ ChangeResourceRecordSets: 2 });
      expect(await stage.records()).toEqual([
        'A clash.example.com. 198.51.100.1',
        'A good.example.com. 192.0.2.2',
        row('a-good.example.com.', `service/${stage.namespace}/good`),
      ]);
      await stage.expectNews('Service/clash Warning RecordError FailedSync', 'Service/good Normal RecordReady Created');
      const [told] = await stage.events('type=Warning');
      expect(told?.message).toMatch(
        /^The A record "clash\.example\.com" .*was not created in the public zone example\.com: .*non-weighted set exists/,
      );
    },
  },
  {
    title:
      'a text in the place of an ownership row is refused without a request, and its object told which and what to do',
    async play(stage) {
      await write(stage.world, stage.zoneId, 'CREATE', plainSet('TXT', 'a-clash.example.com', '"in the way"'));
      await stage.apply(
        service('clash', 'clash.example.com', '192.0.2.1'),
        service('good', 'good.example.com', '192.0.2.2'),
      );
      const { report } = await stage.run();
      expect(report.calls.route53).toMatchObject({ ChangeResourceRecordSets: 1 });
      expect(await stage.records()).toEqual([
        'A good.example.com. 192.0.2.2',
        'TXT a-clash.example.com. "in the way"',
        row('a-good.example.com.', `service/${stage.namespace}/good`),
      ]);
      await stage.expectNews('Service/clash Warning RecordError FailedSync', 'Service/good Normal RecordReady Created');
      const [told] = await stage.events('type=Warning');
      expect(told?.message).toContain(
        'the TXT record "a-clash.example.com" is there already, and holds another text ("in the way")',
      );
      expect(told?.message).toContain('--txt-prefix');
      expect((await stage.run()).report.calls.route53).not.toHaveProperty('ChangeResourceRecordSets');
    },
  },
  {
    title: 'other affixes than the records were written under: nothing is touched, and one warning names the old ones',
    async play(stage) {
      await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
      await stage.run(['--source=service', '--txt-prefix=own.']);
      const before = await stage.records();
      const { report } = await stage.run(['--source=service']);
      expect(report.warnings).toEqual([expect.stringContaining('set --txt-prefix=own.,')]);
      expect(await stage.records()).toEqual(before);
      expect((await stage.run(['--source=service', '--txt-prefix=own.'])).report.warnings).toEqual([]);
    },
  },
  {
    title: 'a DNSEndpoint is published, and its status says which generation was seen',
    async play(stage) {
      const manifest = dnsEndpoint('vpn', {
        dnsName: 'vpn.example.com',
        recordType: 'A',
        targets: ['192.0.2.9'],
        recordTTL: 60,
      });
      await stage.apply(manifest);
      await stage.run(['--source=crd']);
      expect(await stage.records()).toEqual([
        'A vpn.example.com. 192.0.2.9',
        row('a-vpn.example.com.', `crd/${stage.namespace}/vpn`),
      ]);
      expect(await stage.read(manifest)).toMatchObject({
        metadata: { generation: 1 },
        status: { observedGeneration: 1 },
      });
      await stage.expectNews('DNSEndpoint/vpn Normal RecordReady Created');
    },
  },
  {
    title: 'a Node gets its record, told in the default namespace',
    async play(stage) {
      const worker = node(`worker-${stage.namespace}`, '192.0.2.20');
      await stage.apply(worker);
      const { report } = await stage.run([
        '--source=node',
        '--fqdn-template={{.Name}}.example.com',
        `--domain-filter=example.com`,
      ]);
      await stage.remove(worker);
      expect(report.counts).toMatchObject({ created: 1 });
      expect(await stage.records()).toContain(`A worker-${stage.namespace}.example.com. 192.0.2.20`);
    },
  },
  {
    title: 'a dry run changes neither DNS nor the cluster',
    async play(stage) {
      await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
      expect(resultLines(await stage.run(['--source=service', '--dry-run']))).toEqual(['DryRun A api.example.com']);
      expect(await stage.records()).toEqual([]);
      await stage.expectNews();
    },
  },
  {
    title: 'losing every object at once holds the deletions until their checksum is approved',
    async play(stage) {
      const services = [1, 2, 3].map((index) => service(`s${index}`, `s${index}.example.com`, `192.0.2.${index}`));
      await stage.apply(...services);
      await stage.run();
      await stage.remove(...services);
      const held = await stage.run();
      expect(resultLines(held)).toEqual([
        'DeletionsHeld A s1.example.com',
        'DeletionsHeld A s2.example.com',
        'DeletionsHeld A s3.example.com',
      ]);
      expect(await stage.records()).toHaveLength(6);
      const approval = /--approve=([0-9a-f]+)/.exec(held.report.results[0]?.message ?? '')?.[1];
      await stage.run([`--source=service`, '--source=ingress', `--approve=${approval}`]);
      expect(await stage.records()).toEqual([]);
    },
  },
  {
    title: 'the policy upsert-only keeps a record that nobody asks for any more',
    async play(stage) {
      await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
      await stage.run();
      await stage.remove(service('api', ''));
      expect(resultLines(await stage.run(['--source=service', '--policy=upsert-only']))).toEqual([
        'PolicyForbids A api.example.com',
      ]);
      expect(await stage.records()).toContain('A api.example.com. 192.0.2.1');
    },
  },
  {
    title: 'a run narrowed to one source leaves what the other source asks for',
    async play(stage) {
      await stage.apply(
        service('api', 'api.example.com', '192.0.2.1'),
        ingress('web', ['web.example.com'], 'lb.example.net'),
      );
      await stage.run();
      const narrowed = await stage.run(undefined, {}, { sources: ['service'] });
      expect(resultLines(narrowed)).toEqual(['Deferred CNAME web.example.com']);
      expect(await stage.records()).toContain('CNAME web.example.com. lb.example.net');
    },
  },
  {
    title:
      'what a source asked for is held when the configuration leaves the source out, run after run, until approved',
    async play(stage) {
      await stage.apply(
        service('api', 'api.example.com', '192.0.2.1'),
        ingress('web', ['web.example.com'], 'lb.example.net'),
      );
      await stage.run();
      await stage.expectNews('Ingress/web Normal RecordReady Created', 'Service/api Normal RecordReady Created');
      const services = ['--source=service'];
      const held = await stage.run(services);
      expect(resultLines(held)).toEqual(['DeletionsHeld CNAME web.example.com']);
      expect(held.report.results[0]?.message).toContain('this run does not read the source ingress');
      await stage.expectNews('Ingress/web Warning RecordError FailedSync');
      // A later run has news of its own to write, and the one after it may not take its scope for the last word.
      await stage.apply(service('new', 'new.example.com', '192.0.2.2'));
      for (const _ of [1, 2])
        expect(resultLines(await stage.run(services))).toContain('DeletionsHeld CNAME web.example.com');
      expect(await stage.records()).toContain('CNAME web.example.com. lb.example.net');
      const approval = held.report.results[0]?.approval;
      expect(resultLines(await stage.run([...services, '--dry-run', `--approve=${approval}`]))).toEqual([
        'DryRun CNAME web.example.com',
      ]);
      await stage.run([...services, `--approve=${approval}`]);
      expect(await stage.records()).not.toContain('CNAME web.example.com. lb.example.net');
      expect(resultLines(await stage.run(services))).toEqual([]);
    },
  },
  {
    title: 'a new filter holds what it leaves out until that is approved, and nothing after that',
    async play(stage) {
      const web = service('web', 'web.example.com', '192.0.2.1');
      const labelled = [1, 2, 3].map((index) => {
        const manifest = service(`s${index}`, `s${index}.example.com`, '192.0.2.2');
        return { ...manifest, metadata: { ...manifest.metadata, labels: { team: 'web' } } };
      });
      await stage.apply(web, ...labelled);
      await stage.run();
      const flags = ['--source=service', '--source=ingress', '--label-filter=team=web'];
      const held = await stage.run(flags);
      expect(resultLines(held)).toEqual(['DeletionsHeld A web.example.com']);
      await stage.run([...flags, `--approve=${held.report.results[0]?.approval}`]);
      for (const gone of labelled.slice(0, 2)) {
        await stage.remove(gone);
        expect(resultLines(await stage.run(flags))).toEqual([`Success A ${gone.metadata.name}.example.com`]);
      }
    },
  },
  {
    title: 'a record without an owner is taken over once its adoption is approved, and only where it is asked for',
    motoLacks: 'a record may be deleted and created again as it was, in one batch',
    async play(stage) {
      for (const [name, address] of [
        ['api.example.com', '192.0.2.1'],
        ['other.example.com', '192.0.2.9'],
      ] as const)
        await write(stage.world, stage.zoneId, 'CREATE', plainSet('A', name, address));
      await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
      const flags = ['--source=service', `--adopt=Service/${stage.namespace}/api`, '--adopt=other.example.com'];
      const held = await stage.run(flags);
      expect(resultLines(held)).toEqual(['AdoptionHeld A api.example.com']);
      expect(await stage.records()).toEqual(['A api.example.com. 192.0.2.1', 'A other.example.com. 192.0.2.9']);
      await stage.expectNews('Service/api Normal RecordSkipped Skipped');

      const approval = held.report.results[0]?.approval;
      const taken = await stage.run([...flags, `--approve=${approval}`]);
      expect(taken.report.counts).toMatchObject({ updated: 1 });
      expect(await stage.records()).toEqual([
        'A api.example.com. 192.0.2.1',
        'A other.example.com. 192.0.2.9',
        row('a-api.example.com.', `service/${stage.namespace}/api`),
      ]);
      expect(resultLines(await stage.run(flags))).toEqual([]);
    },
  },
  {
    title: 'a zone that ExternalDNS wrote, in plain text and encrypted, is taken over without a change',
    async play(stage) {
      const said = (resource: string): string =>
        upstreamText(owner, `${resource.replace('/', `/${stage.namespace}/`)}`);
      await write(
        stage.world,
        stage.zoneId,
        'CREATE',
        plainSet('A', 'api.example.com', '192.0.2.1'),
        plainSet('TXT', 'a-api.example.com', `"${said('service/api')}"`),
        plainSet('CNAME', 'web.example.com', 'lb.example.net'),
        plainSet('TXT', 'cname-web.example.com', `"${upstreamEncrypted(said('ingress/web'))}"`),
      );
      await stage.apply(
        service('api', 'api.example.com', '192.0.2.1'),
        ingress('web', ['web.example.com'], 'lb.example.net'),
      );
      const before = await stage.records();
      const flags = ['--source=service', '--source=ingress', `--txt-encrypt-aes-key=${upstreamKey}`];
      for (const more of [[], ['--txt-encrypt-enabled']]) {
        const { report } = await stage.run([...flags, ...more]);
        expect(report.calls.route53).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 1 });
        expect(report.counts).toMatchObject({ endpoints: 2, upToDate: 2 });
      }
      expect(await stage.records()).toEqual(before);
      await stage.remove(service('api', ''));
      await stage.run(flags);
      expect(await stage.records()).toEqual(before.filter((line) => !line.includes('api.example.com')));
    },
  },
  {
    title: 'ownership rows whose record is gone are reported, and removed only when that is asked for',
    async play(stage) {
      await stage.apply(service('api', 'api.example.com', '192.0.2.1'));
      await stage.run();
      await stage.remove(service('api', ''));
      await write(stage.world, stage.zoneId, 'DELETE', plainSet('A', 'api.example.com', '192.0.2.1'));
      const left = [row('a-api.example.com.', `service/${stage.namespace}/api`)];
      const { report } = await stage.run();
      expect(report.orphans).toEqual(['a-api.example.com']);
      expect(report.warnings).toEqual([expect.stringContaining('a-api.example.com')]);
      expect(await stage.records()).toEqual(left);

      const flags = ['--source=service', '--remove-orphaned-rows'];
      expect(resultLines(await stage.run([...flags, '--policy=upsert-only']))).toEqual([
        'PolicyForbids TXT a-api.example.com',
      ]);
      await stage.run(flags);
      expect(await stage.records()).toEqual([]);
      expect((await stage.run(flags)).report.orphans).toEqual([]);
    },
  },
  connectorScenario,
];
