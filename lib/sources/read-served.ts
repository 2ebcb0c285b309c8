import type { z } from 'zod';
import type { KubernetesObject } from '../cluster/cluster.ts';
import { type InvalidObject, type Read, readFields } from './boundary.ts';
import { joinResults, type ObjectResult, refuseNames } from './object-result.ts';
import type { SourceWarning } from './source.ts';
import { type PrimaryKind, readSourceObject, roughReference, type SourceObject } from './source-object.ts';

/** An object with the fields that its source reads. */
export interface Readable<Fields> extends SourceObject {
  readonly fields: Fields;
}

/** Objects read through the source's schema, and the refusals of those that are malformed. */
export interface Served<Fields> extends ObjectResult {
  readonly readable: readonly Readable<Fields>[];
}

/**
 * Reads the fields of the served objects. A malformed one costs only itself. `namesOf` tells the names that its
 * metadata alone asks for; where it tells none, the refusal stands without a name.
 */
export function readServed<Fields>(
  objects: readonly SourceObject[],
  schema: z.ZodType<Fields>,
  namesOf: (object: SourceObject) => readonly string[] = () => [],
): Served<Fields> {
  const read = objects.map((object) => ({ object, read: readFields(schema, object.raw) }));
  const refused = read.flatMap(({ object, read: each }) =>
    each.ok ? [] : [refuseNames(object.ref, namesOf(object), each.cause)],
  );
  return {
    ...joinResults(refused),
    readable: read.flatMap(({ object, read: each }) => (each.ok ? [{ ...object, fields: each.value }] : [])),
  };
}

/** What every object gives, one after the other. Stops when the run is aborted. */
export const eachObject = <Item>(
  objects: readonly Item[],
  signal: AbortSignal,
  resultOf: (object: Item) => ObjectResult,
): ObjectResult =>
  joinResults(
    objects.map((object) => {
      signal.throwIfAborted();
      return resultOf(object);
    }),
  );

/** Objects that are only looked up, such as the Nodes behind a Service. */
export interface Auxiliary<Fields> {
  readonly readable: readonly Readable<Fields>[];
  readonly warnings: readonly SourceWarning[];
}

/** Reads looked-up objects. A malformed one is as if absent; the warning tells why it is missing among the targets. */
export function readAuxiliary<Fields>(
  kind: PrimaryKind,
  listed: readonly KubernetesObject[],
  schema: z.ZodType<Fields>,
  prefix: string | undefined,
): Auxiliary<Fields> {
  const read = listed.map((raw) => ({ raw, read: readWhole(kind, raw, schema, prefix) }));
  return {
    readable: read.flatMap(({ read: each }) => (each.ok ? [each.value] : [])),
    warnings: read.flatMap(({ raw, read: each }) => (each.ok ? [] : warnOf(kind, raw, each.cause))),
  };
}

/** Reads one object: its metadata, and its fields through a schema. */
export function readWhole<Fields>(
  kind: PrimaryKind,
  raw: KubernetesObject,
  schema: z.ZodType<Fields>,
  prefix: string | undefined,
): Read<Readable<Fields>> {
  const object = readSourceObject(kind, raw, prefix);
  if (!object.ok) return object;
  const fields = readFields(schema, raw);
  return fields.ok ? { ok: true, value: { ...object.value, fields: fields.value } } : fields;
}

function warnOf(kind: PrimaryKind, raw: KubernetesObject, { problem, fix }: InvalidObject): readonly SourceWarning[] {
  const ref = roughReference(kind, raw);
  return ref === undefined
    ? []
    : [{ ref, audience: 'report', problem: `${problem}, so it is left out of the targets; ${fix}` }];
}
