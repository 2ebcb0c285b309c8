import { expect } from '@jest/globals';
import type { EventMessage } from '../../lib/events/message.ts';
import { dnsEndpoint, service } from './manifests.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';
import { plainSet, write } from './world.ts';

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

/** What objects are told, and how often. */
export const told: readonly Scenario[] = [
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
];
