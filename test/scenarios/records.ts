import { expect } from '@jest/globals';
import { dnsEndpoint, ingress, node, service } from './manifests.ts';
import { row, type Scenario } from './scenario.ts';
import { resultLines } from './stage.ts';
import { plainSet, write } from './world.ts';

/** What becomes of the records of objects that come, change and go. */
export const records: readonly Scenario[] = [
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
];
