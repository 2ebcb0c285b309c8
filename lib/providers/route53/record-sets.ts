import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { Zone } from '../../endpoint/endpoint.ts';
import { decodeName, encodeName } from './names.ts';

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

/** More than a name has in nearly every zone; what is read beyond it is thrown away. */
const namePageSize = 10;

/** The record sets at one name, of every type and set identifier. Throws what the AWS SDK throws. */
export async function listRecordSetsAt(
  client: Route53Client,
  zone: Zone,
  dnsName: string,
  abortSignal: AbortSignal,
): Promise<readonly ResourceRecordSet[]> {
  const sets: ResourceRecordSet[] = [];
  const start = { HostedZoneId: zone.id, StartRecordName: encodeName(dnsName), MaxItems: namePageSize };
  let from: ListResourceRecordSetsCommandInput | undefined = start;
  while (from !== undefined) {
    const page = await readPage(client, from, abortSignal);
    const own = page.sets.filter(({ Name = '' }) => decodeName(Name) === dnsName);
    sets.push(...own);
    from = own.length === page.sets.length ? page.next : undefined;
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
