/**
 * The values of a template, told apart as Go does: bigint is an integer, number a float, null is nil, undefined is the
 * "no value" of a missing map key. Composites wrap JSON and are unwrapped on access, own properties only.
 */
export type Value = string | boolean | bigint | number | null | undefined | Zero | List | Mapping;

/** A field that the object's type may have but this object leaves out: Go's zero value of a type that we do not know. */
export interface Zero {
  readonly kind: 'zero';
}

/** A list. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly unknown[];
  readonly view: View;
}

/** A map with exact keys, a struct whose fields are reached by their Go names, or the Kubernetes object itself. */
export interface Mapping {
  readonly kind: 'map' | 'struct' | 'object';
  readonly entries: Readonly<Record<string, unknown>>;
  readonly view: View;
}

/** typed: as Go's struct types; generic: as the raw JSON, missing keys are errors; json: what `fromJson` read. */
export type View = 'typed' | 'generic' | 'json';

/** Go's zero value, which stands for what is not there. */
export const zero: Zero = { kind: 'zero' };

/** Fields of Kubernetes types that are maps in Go; every other JSON object stands for a struct. */
const mapFields: ReadonlySet<string> = new Set(
  'labels annotations selector matchlabels nodeselector data stringdata binarydata capacity allocatable limits requests hard used'.split(
    ' ',
  ),
);

/** Wraps a piece of JSON. `field` is the key that it was found under. */
export function wrap(raw: unknown, view: View, field = ''): Value {
  if (typeof raw === 'string' || typeof raw === 'boolean' || raw === null || raw === undefined) return raw;
  if (typeof raw === 'number') return Number.isInteger(raw) ? BigInt(raw) : raw;
  if (Array.isArray(raw)) return { kind: 'list', items: raw, view };
  if (!isRecord(raw)) return null;
  const kind = view === 'json' || mapFields.has(field.toLowerCase()) ? 'map' : 'struct';
  return { kind, entries: raw, view };
}

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> => typeof raw === 'object' && raw !== null;

/** Keys in the order of Go's `range` over a map. */
export const sortedKeys = (mapping: Mapping): readonly string[] => Object.keys(mapping.entries).sort();

/** The value under exactly this key; undefined when there is none. */
export const entryOf = (mapping: Mapping, key: string): Value =>
  Object.hasOwn(mapping.entries, key) ? wrap(mapping.entries[key], mapping.view, key) : undefined;

/** Go's truth: everything but zero values and empty composites. A struct is always true. */
export function isTrue(value: Value): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value !== 'object') return Boolean(value);
  switch (value.kind) {
    case 'zero':
    case 'list':
    case 'map':
      return sizeOf(value) > 0;
    case 'struct':
    case 'object':
      return true;
  }
}

/** Characters of a string, elements of a list, keys of a map or struct; 0 of anything else. */
export function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || value.kind === 'zero') return 0;
  return value.kind === 'list' ? value.items.length : Object.keys(value.entries).length;
}

/** What the value is, in words for a sentence. */
export function describeValue(value: Value): string {
  if (value === undefined) return 'a missing value';
  if (value === null) return 'nil';
  if (typeof value === 'string') return `the string ${JSON.stringify(value.slice(0, 60))}`;
  if (typeof value === 'boolean') return `the boolean ${value}`;
  if (typeof value === 'bigint' || typeof value === 'number') return `the number ${value}`;
  return value.kind === 'zero' ? 'an absent field' : `a ${value.kind}`;
}
