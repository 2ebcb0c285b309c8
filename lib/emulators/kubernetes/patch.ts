import { applyPatch, type Operation } from 'rfc6902';
import { parse as parseYaml } from 'yaml';
import { badRequest, StatusError, unsupportedMediaType } from './status.ts';
import { asFields, type Fields, isFields } from './stored-object.ts';

/** The four kinds of patch, by content type. */
const patchTypes = {
  'application/json-patch+json': jsonPatch,
  'application/merge-patch+json': parsedWith(mergePatch),
  'application/strategic-merge-patch+json': parsedWith(strategicMerge),
  'application/apply-patch+yaml': parsedWith(strategicMerge),
} as const;

/** The content type of server-side apply. */
export const applyPatchType = 'application/apply-patch+yaml';

/** A patch that was not yet applied: fields in, changed fields out. The input is not changed. */
export type Patch = (object: Fields) => Fields;

/**
 * Reads a patch body of the content type. Server-side apply is simplified to a strategic merge without field ownership.
 * Throws StatusErrors: 415 for another content type, 400 for a body that is no such patch; applying one may throw 422.
 */
export function readPatch(contentType: string, body: string): Patch {
  const read = Object.entries(patchTypes).find(([type]) => type === contentType)?.[1];
  if (!read) throw unsupportedMediaType();
  try {
    return read(contentType === applyPatchType ? parseYaml(body) : JSON.parse(body));
  } catch (error) {
    if (error instanceof StatusError) throw error;
    throw badRequest(`error decoding patch: ${error instanceof Error ? error.message : error}`);
  }
}

function parsedWith(merge: (target: unknown, patch: Fields) => Fields): (patch: unknown) => Patch {
  return (patch) => {
    if (!isFields(patch)) throw badRequest('error decoding patch: the patch is not an object');
    return (object) => merge(object, patch);
  };
}

function jsonPatch(operations: unknown): Patch {
  if (!isOperations(operations)) throw badRequest('error decoding patch: the patch is not a list of operations');
  return (object) => {
    const copy: Fields = structuredClone(object);
    if (applyPatch(copy, operations).some((problem) => problem !== null)) throw unprocessable();
    return copy;
  };
}

const isOperations = (value: unknown): value is Operation[] =>
  Array.isArray(value) && value.every((one) => typeof asFields(one)?.op === 'string');

/** An operation that cannot be carried out, or a test that fails. */
const unprocessable = (): StatusError =>
  new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});

/** RFC 7396. */
function mergePatch(target: unknown, patch: Fields): Fields {
  const merged: Record<string, unknown> = { ...asFields(target) };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else merged[field] = isFields(value) ? mergePatch(merged[field], value) : value;
  }
  return merged;
}

/** The lists of our kinds that are merged by a key; all others are replaced whole (patchMergeKey in k8s.io/api). */
const mergeKeys: Readonly<Record<string, string>> = {
  ports: 'port',
  conditions: 'type',
  addresses: 'type',
  containers: 'name',
  initContainers: 'name',
  volumes: 'name',
  env: 'name',
  secrets: 'name',
  imagePullSecrets: 'name',
  ownerReferences: 'uid',
};

/**
 * Strategic merge patch, as far as the kinds served here need it: RFC 7396 with lists merged by key, `finalizers` as a
 * set, and the directives `$patch`, `$deleteFromPrimitiveList/` and (ignored) `$setElementOrder/`, `$retainKeys`.
 */
function strategicMerge(target: unknown, patch: Fields): Fields {
  const { $patch, ...rest } = patch;
  const merged: Record<string, unknown> = $patch === 'replace' ? {} : { ...asFields(target) };
  for (const [field, value] of Object.entries(rest)) {
    if (field.startsWith('$deleteFromPrimitiveList/')) removeFrom(merged, field, value);
    else if (field.startsWith('$')) continue;
    else if (value === null) delete merged[field];
    else merged[field] = mergeValue(field, merged[field], value);
  }
  return merged;
}

function mergeValue(field: string, old: unknown, value: unknown): unknown {
  if (isFields(value)) return strategicMerge(old, value);
  if (!Array.isArray(value)) return value;
  if (field === 'finalizers') return [...new Set([...asList(old), ...value])];
  const key = mergeKeys[field];
  return key !== undefined && value.every((item) => asFields(item)?.[key] !== undefined || isDirective(item))
    ? mergeByKey(key, asList(old), value.filter(isFields))
    : value.filter((item) => !isDirective(item));
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isDirective = (item: unknown): boolean => asFields(item)?.$patch === 'replace';

function mergeByKey(key: string, old: readonly unknown[], patches: readonly Fields[]): readonly unknown[] {
  const items = new Map((patches.some(isDirective) ? [] : old).map((item) => [asFields(item)?.[key], item]));
  for (const patch of patches.filter((one) => !isDirective(one))) {
    if (patch.$patch === 'delete') items.delete(patch[key]);
    else items.set(patch[key], strategicMerge(items.get(patch[key]), patch));
  }
  return [...items.values()];
}

function removeFrom(merged: Record<string, unknown>, directive: string, values: unknown): void {
  const field = directive.slice('$deleteFromPrimitiveList/'.length);
  merged[field] = asList(merged[field]).filter((item) => !asList(values).includes(item));
}
