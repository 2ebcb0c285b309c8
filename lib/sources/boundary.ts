import { z } from 'zod';
import type { Cause } from '../endpoint/cause.ts';

/**
 * Schemas of the fields that sources read. As in Go's decoder, an absent field and a `null` have the zero value of
 * their type; anything else of the wrong type is a fault of that object alone.
 */

/** A string; empty when absent. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** A boolean; `false` when absent. */
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** A boolean that means something else when it is absent. */
export const optionalFlag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);

/** A whole number; `undefined` when absent. */
export const whole = z
  .int()
  .nullish()
  .transform((value) => value ?? undefined);

/** A list; empty when absent. Its elements may not be `null`. */
export const listOf = <Element extends z.ZodType>(element: Element) =>
  z
    .array(element)
    .nullish()
    .transform((value) => value ?? []);

/** A map of strings; empty when absent. */
export const textMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

/** A group of fields such as `spec`; absent, all its fields are absent. Fields that are not named are dropped. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  const object = z.object(shape);
  // Not before it is needed: the first value compiles a schema, and every start of the function would wait for it.
  let empty: z.output<typeof object> | undefined;
  return object.nullish().transform((value) => {
    if (value) return value;
    empty ??= object.parse({});
    return empty;
  });
}

/** `status.loadBalancer` of Services, Ingresses and the many kinds that copy it. */
export const loadBalancerStatus = section({
  loadBalancer: section({ ingress: listOf(z.object({ ip: text, hostname: text })) }),
});

/** Why an object cannot be read, with the field, its type and the fix. */
export type InvalidObject = Cause & { readonly code: 'InvalidObject' };

/** What reading through a schema gives: the fields, or why the object cannot be used. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly cause: InvalidObject };

/**
 * Reads `raw` through a schema. Of several faults the first is told: mending it shows the next.
 * `root` is the path of `raw` in its object, such as `['spec', 'endpoints', 0]`.
 */
export function readFields<Value>(
  schema: z.ZodType<Value>,
  raw: unknown,
  root: readonly PropertyKey[] = [],
): Read<Value> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, cause: explainIssue(issue, raw, root) };
}

function explainIssue(issue: z.core.$ZodIssue | undefined, raw: unknown, root: readonly PropertyKey[]): InvalidObject {
  const inner = issue?.path ?? [];
  const field = pathText([...root, ...inner]);
  const meant = meaning(issue);
  const found = typeName(inner.reduce(child, raw));
  return {
    code: 'InvalidObject',
    problem: `the field ${field} is ${found} where ${meant} is meant`,
    fix: `write ${meant} there, or remove the field`,
  };
}

/** The words for the types that the schemas above can ask for (zod's `expected`). */
function meaning(issue: z.core.$ZodIssue | undefined): string {
  const expected = issue?.code === 'invalid_type' ? issue.expected : undefined;
  switch (expected) {
    case 'string':
      return 'a string';
    case 'boolean':
      return 'a boolean';
    case 'number':
    case 'int':
      return 'a whole number';
    case 'array':
      return 'a list';
    default:
      return 'a map';
  }
}

function typeName(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}

const child = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** `metadata.annotations["a.b/c"]`, `spec.rules[2].host`. */
const pathText = (path: readonly PropertyKey[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : named(String(key), index))).join('') ||
  '(the object itself)';

const named = (key: string, index: number): string =>
  /^\w+$/.test(key) ? `${index > 0 ? '.' : ''}${key}` : `[${JSON.stringify(key)}]`;
