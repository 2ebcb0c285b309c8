import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  Route53Client,
  Route53ServiceException,
} from '@aws-sdk/client-route-53';
import { type Route53Emulator, type Route53Options, startRoute53 } from '../../../../lib/emulators/route53/emulator.ts';
import type { Change, RecordSet } from '../../../../lib/emulators/route53/record-set.ts';

/** A running emulator with the real client; `using` is not enough, as stopping waits. */
export interface Connection {
  readonly route53: Route53Emulator;
  readonly client: Route53Client;
  close(): Promise<void>;
}

/** Starts an emulator and a client that tries every call once. */
export async function connect(options: Route53Options = {}): Promise<Connection> {
  const route53 = await startRoute53(options);
  const client = new Route53Client({
    endpoint: route53.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const close = async () => {
    client.destroy();
    await route53.stop();
  };
  return { route53, client, close };
}

/** Sends a batch. */
export const submit = ({ client }: Connection, HostedZoneId: string, ...Changes: readonly Change[]) =>
  client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes: [...Changes] } }));

/** Every page of a zone, as the provider reads it. */
export async function pages({ client }: Connection, HostedZoneId: string): Promise<readonly (readonly RecordSet[])[]> {
  const found: RecordSet[][] = [];
  let next: Partial<ListResourceRecordSetsCommandOutput> = {};
  do {
    const page: ListResourceRecordSetsCommandOutput = await client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId,
        MaxItems: 300,
        StartRecordName: next.NextRecordName,
        StartRecordType: next.NextRecordType,
        StartRecordIdentifier: next.NextRecordIdentifier,
      }),
    );
    found.push((page.ResourceRecordSets ?? []) as RecordSet[]);
    next = page.IsTruncated ? page : {};
  } while (next.NextRecordName !== undefined);
  return found;
}

/** How a call failed: the class's name, status and message; `none` when it did not. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ name: string; status?: number | undefined; message: string }> {
  try {
    await call;
    return { name: 'none', message: '' };
  } catch (error) {
    if (error instanceof Route53ServiceException) {
      return { name: error.name, status: error.$metadata.httpStatusCode, message: error.message };
    }
    return { name: error instanceof Error ? error.name : 'unknown', message: String(error) };
  }
}
