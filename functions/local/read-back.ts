import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  paginateListHostedZones,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import type { KubernetesObject } from '../../lib/cluster/cluster.ts';
import { loadKubeConfig } from '../../lib/cluster/kubeconfig.ts';

/** A record set as Route 53 lists it, with its zone. */
export type StoredRecord = ResourceRecordSet & { readonly HostedZoneId: string };

/** A core/v1 Event, as far as it is shown. */
export interface StoredEvent extends KubernetesObject {
  readonly involvedObject: { readonly kind: string; readonly namespace?: string; readonly name: string };
  readonly type: string;
  readonly reason: string;
  readonly action: string;
  readonly message: string;
}

/** Every record set of every zone, over HTTP, by a client that has nothing to do with the run's. */
export async function readRecords(endpoint: string): Promise<readonly StoredRecord[]> {
  const client = new Route53Client({ endpoint, region: 'us-east-1' });
  const records: StoredRecord[] = [];
  try {
    for await (const { HostedZones = [] } of paginateListHostedZones({ client }, {})) {
      for (const { Id = '' } of HostedZones)
        records.push(...(await zoneRecords(client, Id.replace('/hostedzone/', ''))));
    }
  } finally {
    client.destroy();
  }
  return records;
}

async function zoneRecords(client: Route53Client, HostedZoneId: string): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  let page: ListResourceRecordSetsCommandOutput | undefined;
  do {
    page = await client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId,
        StartRecordName: page?.NextRecordName,
        StartRecordType: page?.NextRecordType,
        StartRecordIdentifier: page?.NextRecordIdentifier,
      }),
    );
    records.push(...(page.ResourceRecordSets ?? []).map((set) => ({ HostedZoneId, ...set })));
  } while (page.IsTruncated);
  return records;
}

/** Every event of the cluster, over HTTP. */
export async function readEvents(kubeconfig: string): Promise<readonly StoredEvent[]> {
  const kubeConfig = loadKubeConfig({ kubeconfig, context: undefined, server: undefined });
  const client = kubernetesClient({ kubeConfig, timeoutMs: 10_000, retries: 0 });
  const { items } = await client.request<{ readonly items: readonly StoredEvent[] }>('GET', '/api/v1/events');
  return items;
}
