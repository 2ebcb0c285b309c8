import { z } from 'zod';
import type { Cause } from '../endpoint/cause.ts';
import { withoutTrailingDot } from '../endpoint/dns-name.ts';
import { type Endpoint, type RecordType, recordTypes } from '../endpoint/endpoint.ts';
import { listOf, readFields, text, textMap, whole } from './boundary.ts';
import { greatestTtl } from './record-settings.ts';
import type { SourceObject } from './source-object.ts';

const specEndpointSchema = z.object({
  dnsName: text,
  recordType: text,
  targets: listOf(z.string()),
  recordTTL: whole,
  setIdentifier: text,
  labels: textMap,
  providerSpecific: listOf(z.object({ name: z.string(), value: text })),
});

type SpecEndpoint = z.infer<typeof specEndpointSchema>;

/** One element of `spec.endpoints`, or why it is refused, under the name that it gives. */
export type ReadEndpoint =
  | { readonly endpoint: Endpoint; readonly problems: readonly string[] }
  | { readonly dnsName: string; readonly targets: readonly string[]; readonly cause: Cause };

/** Reads one element of `spec.endpoints`. */
export function readSpecEndpoint(object: SourceObject, element: unknown, index: number): ReadEndpoint {
  const path = ['spec', 'endpoints', index] as const;
  const read = readFields(specEndpointSchema, element, path);
  if (!read.ok) return { dnsName: roughName(element), targets: [], cause: read.cause };
  const { dnsName, targets } = read.value;
  const field = `spec.endpoints[${index}]`;
  const recordType = recordTypes.find((each) => each === read.value.recordType);
  if (recordType === undefined) {
    return { dnsName, targets, cause: unknownType(`${field}.recordType`, read.value.recordType) };
  }
  const cause = targets.map((target) => badDot(recordType, target)).find((each) => each !== undefined);
  if (cause !== undefined) return { dnsName, targets, cause };
  const { ttl, problems } = readTtl(read.value, field);
  return {
    endpoint: { ...endpointOf(object, read.value, recordType), ...(ttl === undefined ? {} : { ttl }) },
    problems,
  };
}

/** The name of a malformed element, where it has one: its owner is to recognise it. */
export const roughName = (element: unknown): string => {
  const rough = z.object({ dnsName: z.string() }).safeParse(element);
  return rough.success ? withoutTrailingDot(rough.data.dnsName) : '';
};

/**
 * The label `owner` is the registry's alone, and `resource` the source's: what the object says of them is not used.
 * Names and host targets lose one trailing dot, which upstream keeps here: read back from DNS they have none, and a
 * record whose target differs is updated in every run.
 */
function endpointOf({ ref, resourceLabel }: SourceObject, spec: SpecEndpoint, recordType: RecordType): Endpoint {
  const { owner: _, ...labels } = spec.labels;
  return {
    dnsName: withoutTrailingDot(spec.dnsName),
    recordType,
    targets: spec.targets.map((target) => spelled(recordType, target)),
    ...(spec.setIdentifier === '' ? {} : { setIdentifier: spec.setIdentifier }),
    labels: { ...labels, resource: resourceLabel },
    providerSpecific: Object.fromEntries(spec.providerSpecific.map(({ name, value }) => [name, value])),
    refs: [ref],
  };
}

export const spelled = (recordType: RecordType, target: string): string =>
  ['CNAME', 'DNAME', 'MX'].includes(recordType) ? withoutTrailingDot(target) : target;

/** Zero and less mean "not set", as everywhere; a TTL that DNS cannot hold is left out (RFC 2181, section 8). */
export function readTtl(
  { recordTTL = 0 }: SpecEndpoint,
  field: string,
): { readonly ttl?: number; readonly problems: readonly string[] } {
  if (recordTTL <= 0) return { problems: [] };
  if (recordTTL <= greatestTtl) return { ttl: recordTTL, problems: [] };
  return { problems: [`${field}.recordTTL is ${recordTTL}, more than DNS can hold; write at most ${greatestTtl}`] };
}

export function unknownType(field: string, value: string): Cause {
  const problem =
    value === '' ? `${field} is missing` : `${field} says ${JSON.stringify(value)}, which is no record type`;
  return { code: 'InvalidObject', problem, fix: `write one of ${recordTypes.join(', ')}` };
}

/**
 *     NAPTR                       must end with a dot
 *     CNAME DNAME TXT MX SRV      either way
 *     every other type            must not end with a dot
 */
export function badDot(recordType: RecordType, target: string): Cause | undefined {
  switch (recordType) {
    case 'NAPTR':
      return target.endsWith('.') ? undefined : invalidTarget(target, 'lacks its final dot', 'end it with a dot');
    case 'CNAME':
    case 'DNAME':
    case 'TXT':
    case 'MX':
    case 'SRV':
      return undefined;
    case 'A':
    case 'AAAA':
    case 'NS':
    case 'PTR':
      return target.endsWith('.')
        ? invalidTarget(target, 'ends with a dot', 'write it without the final dot')
        : undefined;
  }
}

const invalidTarget = (target: string, problem: string, fix: string): Cause => ({
  code: 'InvalidTarget',
  problem: `the target ${JSON.stringify(target)} ${problem}`,
  fix,
});
