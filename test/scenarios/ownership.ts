import { expect } from '@jest/globals';
import { upstreamEncrypted, upstreamKey, upstreamText } from '../support/upstream-row.ts';
import { ingress, service } from './manifests.ts';
import { row, type Scenario } from './scenario.ts';
import { owner, resultLines } from './stage.ts';
import { createZone, plainSet, write } from './world.ts';

/** Records that others made, or ask for as well, and the rows that tell whose a record is. */
export const ownership: readonly Scenario[] = [
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
];
