import type { KubernetesObject, ObjectMeta } from '../../cluster/cluster.ts';

/** An object as the emulator keeps it: never changed in place, so that lists and snapshots can share it. */
export interface StoredObject extends KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: StoredMeta;
}

/** The metadata that the API server itself sets or acts upon. */
export interface StoredMeta extends ObjectMeta {
  readonly generateName?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
}

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object with fields, or undefined for lists, scalars and null. */
export const asFields = (value: unknown): Fields | undefined => (isFields(value) ? value : undefined);

/** Whether a value is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path such as `spec.clusterIP`; undefined where a step is missing. */
export const fieldAt = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, step) => asFields(at)?.[step], value);

/** The text at a path; numbers and booleans as text; '' where there is none. */
export const textAt = (value: unknown, path: string): string => {
  const found = fieldAt(value, path);
  return found === undefined || found === null || typeof found === 'object' ? '' : String(found);
};

/** The list at a path; empty where there is none. */
export const listAt = (value: unknown, path: string): readonly unknown[] => {
  const found = fieldAt(value, path);
  return Array.isArray(found) ? found : [];
};

/** The string map at a path (labels, annotations); entries that are no text are left out. */
export const mapAt = (value: unknown, path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(asFields(fieldAt(value, path)) ?? {}).flatMap(([key, text]) =>
      typeof text === 'string' ? [[key, text]] : [],
    ),
  );

/** `metav1.Time`: whole seconds, UTC. */
export const timestamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
