import { ResourceRecordSetRegion } from '@aws-sdk/client-route-53';
import { z } from 'zod';
import { invalidInput, Route53Error } from './errors.ts';
import { type Change, recordTypes } from './record-set.ts';
import { validationErrors } from './validation-errors.ts';
import type { Document } from './xml.ts';

/** The request body of ChangeResourceRecordSets, constrained as the service's published model constrains it. */

const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));

/** An element of elements; the parser gives an empty one as text. */
const element = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z.preprocess((content) => (content === '' ? {} : content), z.strictObject(shape));

const boolean = z.enum(['true', 'false']).transform((text) => text === 'true');

const aliasTarget = element({
  HostedZoneId: z.string().max(32),
  DNSName: z.string().max(1024),
  EvaluateTargetHealth: boolean,
});

const geoProximity = element({
  AWSRegion: z.string().min(1).max(64).optional(),
  LocalZoneGroup: z.string().min(1).max(64).optional(),
  Coordinates: element({ Latitude: z.string().min(1).max(6), Longitude: z.string().min(1).max(7) }).optional(),
  Bias: integer(-99, 99).optional(),
});

const resourceRecords = element({ ResourceRecord: z.array(element({ Value: z.string().max(4000) })) }).transform(
  (list) => list.ResourceRecord,
);

const recordSet = element({
  Name: z.string().max(1024),
  Type: z.enum(recordTypes),
  SetIdentifier: z.string().min(1).max(128).optional(),
  Weight: integer(0, 255).optional(),
  Region: z.enum(ResourceRecordSetRegion).optional(),
  GeoLocation: element({
    ContinentCode: z.string().length(2).optional(),
    CountryCode: z.string().min(1).max(2).optional(),
    SubdivisionCode: z.string().min(1).max(3).optional(),
  }).optional(),
  Failover: z.enum(['PRIMARY', 'SECONDARY']).optional(),
  MultiValueAnswer: boolean.optional(),
  TTL: integer(0, 2147483647).optional(),
  ResourceRecords: resourceRecords.optional(),
  AliasTarget: aliasTarget.optional(),
  HealthCheckId: z.string().max(64).optional(),
  TrafficPolicyInstanceId: z.string().min(1).max(36).optional(),
  CidrRoutingConfig: element({ CollectionId: z.string(), LocationName: z.string().min(1).max(16) }).optional(),
  GeoProximityLocation: geoProximity.optional(),
});

const change = element({ Action: z.enum(['CREATE', 'DELETE', 'UPSERT']), ResourceRecordSet: recordSet });

const batch = element({
  Comment: z.string().max(256).optional(),
  Changes: element({ Change: z.array(change) }),
}).transform(({ Comment, Changes }) => ({ comment: Comment, changes: Changes.Change }));

const request = element({ ChangeBatch: batch });

/** A change batch that fits the model; nothing is known yet of its names and values. */
export interface ChangeBatch {
  readonly comment: string | undefined;
  readonly changes: readonly Change[];
}

/**
 * Reads the body of ChangeResourceRecordSets.
 * @throws Route53Error MalformedInput for another document, InvalidInput for one that breaks the model.
 */
export function readChangeBatch({ root, content }: Document): ChangeBatch {
  if (root !== 'ChangeResourceRecordSetsRequest') {
    const text = 'ChangeBatch is not valid, expected ChangeResourceRecordSetsRequest';
    throw new Route53Error('MalformedInput', 400, text);
  }
  const parsed = request.safeParse(content, { reportInput: true });
  if (!parsed.success) throw invalidInput(validationErrors(parsed.error.issues));
  return parsed.data.ChangeBatch;
}
