import { expect } from '@jest/globals';
import type { KubernetesObject } from '../../lib/cluster/cluster.ts';
import { leaseName } from '../../lib/cluster/lease.ts';
import { defaultConfig } from '../../lib/config/parse.ts';
import { startGobServer } from '../support/gob-server.ts';
import type { Scenario } from './scenario.ts';
import { owner, resultLines, type Stage } from './stage.ts';
import { eventsIn } from './world.ts';

const namespace = defaultConfig.leaseNamespace;
const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${leaseName(owner)}`;

/** What the Lease was told since it was asked last, as `kubectl describe` finds it: by its uid. */
function newsOf({ world }: Stage): () => Promise<readonly string[]> {
  let told = new Set<string>();
  return async () => {
    const lease = await world.admin.request<KubernetesObject>('GET', path);
    const events = await eventsIn(world, namespace, `involvedObject.uid=${lease.metadata.uid}`);
    const news = events.filter(({ metadata }) => !told.has(metadata.name));
    told = new Set(events.map(({ metadata }) => metadata.name));
    return news.map(({ type, reason, action }) => `${type} ${reason} ${action}`).sort();
  };
}

/** A source without objects of its own: what becomes of its names is told to the owner's Lease. */
export const connectorScenario: Scenario = {
  title: 'the Lease hears of names that no object of the cluster asks for, their deletion included',
  async play(stage) {
    await using server = await startGobServer();
    const flags = ['--source=connector', '--source=service', `--connector-source-server=${server.address}`];
    const news = newsOf(stage);
    const at = (target: string) => ({ DNSName: 'api.example.com', RecordType: 'A', Targets: [target] });

    server.holds = [at('192.0.2.1'), { DNSName: 'api.nowhere.test', RecordType: 'A', Targets: ['192.0.2.1'] }];
    await stage.run(flags);
    expect(await stage.records()).toEqual([
      'A api.example.com. 192.0.2.1',
      `TXT a-api.example.com. "heritage=external-dns,external-dns/owner=${owner},external-dns/resource=connector/api.example.com"`,
    ]);
    expect(await news()).toEqual(['Normal RecordReady Created', 'Warning RecordError FailedSync']);

    server.holds = [at('192.0.2.2')];
    await stage.run(flags);
    expect(await news()).toEqual(['Normal RecordReady Updated']);

    server.holds = undefined;
    expect(resultLines(await stage.run(flags))).toEqual(['SourceUnavailable A api.example.com']);
    expect(await news()).toEqual(['Warning RecordError FailedSync']);

    server.holds = [];
    await stage.run(flags);
    expect(await stage.records()).toEqual([]);
    expect(await news()).toEqual(['Normal RecordDeleted Deleted']);
  },
};
