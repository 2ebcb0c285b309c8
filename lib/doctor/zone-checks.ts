import { randomUUID } from 'node:crypto';
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  InvalidChangeBatch,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { awsFailure, awsProblem, refusalFix } from '../aws/explain-aws-error.ts';
import type { Zone } from '../endpoint/endpoint.ts';
import { type Finding, failed, ok, unchecked } from './check.ts';

/** The caller, and until when it waits. */
interface Caller {
  readonly route53: Route53Client;
  readonly signal: AbortSignal;
}

/** Asks for one record set. */
export async function tryRecordSets({ route53, signal }: Caller, { id }: Zone): Promise<Finding> {
  try {
    const command = new ListResourceRecordSetsCommand({ HostedZoneId: id, MaxItems: 1 });
    await route53.send(command, { abortSignal: signal });
    return ok();
  } catch (error) {
    if (signal.aborted) throw error;
    return failed(awsProblem(error), refusalFix(error, `allow route53:ListResourceRecordSets on ${zoneArn(id)}`));
  }
}

/**
 * Asks for the deletion of a record that does not exist. Route 53 refuses that whatever the rights: with AccessDenied
 * to whom it does not let change the zone, with InvalidChangeBatch to others. So a right is tried that has no other
 * harmless call, and nothing can change: the name is random, and a deletion must match what is there.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export async function tryChange({ route53, signal }: Caller, { id, name }: Zone): Promise<Finding> {
  const Name = `dns-herald-doctor-${randomUUID()}.${name}`;
  const absent: ResourceRecordSet = { Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] };
  const change: Change = { Action: 'DELETE', ResourceRecordSet: absent };
  const command = new ChangeResourceRecordSetsCommand({ HostedZoneId: id, ChangeBatch: { Changes: [change] } });
  try {
    await route53.send(command, { abortSignal: signal });
    return unchecked('Route 53 took the deletion of a record that does not exist');
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof InvalidChangeBatch) return ok('tried with the deletion of a record that does not exist');
    if (awsFailure(error) === 'denied')
      return failed(`the deletion of a record that does not exist: ${awsProblem(error)}`, changeFix(id));
    return unchecked(
      `the deletion of a record that does not exist was answered otherwise than expected: ${awsProblem(error)}`,
    );
  }
}

const changeFix = (id: string): string =>
  `allow route53:ChangeResourceRecordSets on ${zoneArn(id)}; where a condition narrows names, types or actions, this may be a deletion of an A record that it excludes`;

/** The ARN of a hosted zone by its bare id, as policies name it (service authorization reference, Route 53). */
export const zoneArn = (id: string): string => `arn:aws:route53:::hostedzone/${id}`;
