import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { Zone } from '../../endpoint/endpoint.ts';

/** The most that ListResourceRecordSets gives at once (AWS API reference). */
const pageSize = 300;

/** Every record set of a zone. Throws what the AWS SDK throws; it has no paginator for this operation. */
export async function listRecordSets(
  client: Route53Client,
  zone: Zone,
  abortSignal: AbortSignal,
): Promise<readonly ResourceRecordSet[]> {
  const sets: ResourceRecordSet[] = [];
  let from: ListResourceRecordSetsCommandInput | undefined = { HostedZoneId: zone.id, MaxItems: pageSize };
  while (from !== undefined) {
    const page = await readPage(client, from, abortSignal);
    sets.push(...page.sets);
    from = page.next;
  }
  return sets;
}

interface Page {
  readonly sets: readonly ResourceRecordSet[];
  readonly next: ListResourceRecordSetsCommandInput | undefined;
}

async function readPage(
  client: Route53Client,
  input: ListResourceRecordSetsCommandInput,
  abortSignal: AbortSignal,
): Promise<Page> {
  const answer = await client.send(new ListResourceRecordSetsCommand(input), { abortSignal });
  const next = {
    HostedZoneId: input.HostedZoneId,
    MaxItems: pageSize,
    StartRecordName: answer.NextRecordName,
    StartRecordType: answer.NextRecordType,
    StartRecordIdentifier: answer.NextRecordIdentifier,
  };
  return { sets: answer.ResourceRecordSets ?? [], next: answer.IsTruncated ? next : undefined };
}
