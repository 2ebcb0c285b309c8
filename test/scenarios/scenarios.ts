import { expect } from '@jest/globals';
import { connectorScenario } from './connector-scenario.ts';
import { dnsEndpoint, ingress, node, service } from './manifests.ts';
import { owner, resultLines, type Stage } from './stage.ts';
import { plainSet, write } from './world.ts';

/** A story that must come out the same on the embedded components and on real ones. */
export interface Scenario {
  readonly title: string;
  /** The rule of Route 53 that moto does not have; such a scenario plays on the embedded components alone. */
  readonly motoLacks?: string;
  readonly play: (stage: Stage) => Promise<void>;
}

const row = (name: string, resource: string, ofOwner = owner): string =>
  `TXT ${name} "heritage=external-dns,external-dns/owner=${ofOwner},external-dns/resource=${resource}"`;

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
      await stage.expectNews('Ingress/web Normal RecordReady Created', 'Ingress/web Normal RecordReady Created');
      expect(resultLines(await stage.run())).toEqual([]);
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
    title: 'a standing problem continues its series after five minutes, and is told anew in the next hour',
    async play(stage) {
      await stage.apply(service('api', 'elsewhere.test', '192.0.2.1'));
      const hour = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
      const at = (minute: number) => ({ now: () => hour + minute * 60_000 });
      for (const minute of [0, 2, 6, 8, 12]) await stage.run(undefined, at(minute));
      const [event, ...others] = await stage.events('type=Warning');
      expect(others).toEqual([]);
      expect(event).toMatchObject({ count: 3, series: { count: 3 } });
      await stage.run(undefined, at(61));
      expect(await stage.events('type=Warning')).toHaveLength(2);
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
    title: 'of two objects that ask for one name one is served, and the other learns of it',
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
    motoLacks: 'CREATE of a record set that exists with other values is refused',
    async play(stage) {
      await write(stage.world, stage.zoneId, 'CREATE', plainSet('TXT', 'a-clash.example.com', '"in the way"'));
      await stage.apply(
        service('clash', 'clash.example.com', '192.0.2.1'),
        service('good', 'good.example.com', '192.0.2.2'),
      );
      const { report, clean } = await stage.run();
      expect(clean).toBe(false);
      expect(report.counts).toMatchObject({ created: 1, failed: 1 });
      expect(report.calls.route53).toMatchObject({ ChangeResourceRecordSets: 2 });
      expect(await stage.records()).toEqual([
        'A good.example.com. 192.0.2.2',
        'TXT a-clash.example.com. "in the way"',
        row('a-good.example.com.', `service/${stage.namespace}/good`),
      ]);
      await stage.expectNews('Service/clash Warning RecordError FailedSync', 'Service/good Normal RecordReady Created');
      const [told] = await stage.events('type=Warning');
      expect(told?.message).toMatch(
        /^The A record "clash\.example\.com" was not created in the public zone example\.com: .*already exists/,
      );
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
  connectorScenario,
];
