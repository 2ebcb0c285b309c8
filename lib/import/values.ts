/** A mapping of a YAML document, before anything is known of it. */
export type Values = Readonly<Record<string, unknown>>;

/** True for a mapping. */
export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path such as `aws.zoneType`; undefined where the path ends early. A key that holds dots itself cannot be named so. */
export function valueAt(values: unknown, path: string): unknown {
  const [key = '', ...rest] = path.split('.');
  if (!isValues(values)) return undefined;
  return rest.length === 0 ? values[key] : valueAt(values[key], rest.join('.'));
}

/** A scalar as Helm prints it; undefined for what is none, or is empty. */
export const textOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

/** The members of a list; nothing for what is no list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The scalars of a list. */
export const textsOf = (value: unknown): readonly string[] => listOf(value).flatMap((each) => textOf(each) ?? []);

/** True for what a Helm template takes for true: not empty, zero, false or null. */
export function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isValues(value) ? Object.keys(value).length > 0 : Boolean(value);
}
