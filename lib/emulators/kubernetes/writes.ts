import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type ClusterState, checkNamespace, collectionOf } from './cluster-state.ts';
import { withDefaults } from './defaults.ts';
import { toStored } from './event-view.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import { alreadyExists, badRequest, conflict, invalid, invalidValue, notFound, StatusError } from './status.ts';
import { objectKey } from './store.ts';
import { asFields, type Fields, type StoredMeta, type StoredObject, textAt } from './stored-object.ts';
import { validate } from './validation.ts';

/** Where a write goes: one resource, in the namespace of the URL if the resource has one. */
export interface WriteTarget {
  readonly state: ClusterState;
  readonly definition: ResourceDefinition;
  readonly namespace?: string;
  /** `dry-run`: everything is checked, nothing stored. */
  readonly mode: 'store' | 'dry-run';
}

/** An object as stored, and whether it is new. */
export interface Written {
  readonly object: StoredObject;
  readonly outcome: 'created' | 'updated';
}

/** The object of that name, if there is one. */
export const find = ({ state, definition, namespace }: WriteTarget, name: string): StoredObject | undefined =>
  state.store.get(collectionOf(definition), objectKey(namespace, name));

/** The object of that name. Throws a StatusError 404. */
export function read(target: WriteTarget, name: string): StoredObject {
  const found = find(target, name);
  if (!found) throw notFound(target.definition, name);
  return found;
}

/** Nodes register themselves with a status; every other kind with a status subresource starts without one. */
const startsWithStatus = (definition: ResourceDefinition): boolean =>
  definition.plural === 'nodes' || !definition.subresources.includes('status');

/** Creates the object of a decoded body. Throws the API's StatusErrors 400, 403, 404, 409, 422. */
export function create(target: WriteTarget, body: Fields): Written {
  const { state, definition, namespace } = target;
  const given = named(readObject(target, body));
  if (given.metadata.resourceVersion) {
    throw new StatusError(500, undefined, 'resourceVersion should not be set on objects to be created');
  }
  if (namespace !== undefined) checkNamespace(state, definition, namespace, given.metadata.name);
  const { status, ...withoutStatus } = given;
  const fresh = { ...(startsWithStatus(definition) ? given : withoutStatus), metadata: freshMeta(definition, given) };
  validate(definition, fresh);
  const object = withDefaults(definition, fresh, state.store.revision);
  if (find(target, object.metadata.name)) {
    throw alreadyExists(definition, object.metadata.name);
  }
  return { object: commit(target, object), outcome: 'created' };
}

/** Replaces the named object (PUT), or creates it where the kind allows that. Throws the API's StatusErrors. */
export function update(target: WriteTarget, name: string, body: Fields): Written {
  const { definition } = target;
  const given = readObject(target, body);
  checkName(given.metadata.name, name);
  const old = find(target, name);
  if (old) return replace(target, old, given);
  if (definition.putOfMissing === 'refuse') throw notFound(definition, name);
  const { resourceVersion, uid, ...metadata } = given.metadata;
  return create(target, { ...body, metadata });
}

/** Throws a StatusError 400 when the body names another object than the URL. */
export function checkName(given: string, name: string): void {
  if (given === name) return;
  throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
}

/** Replaces a stored object by what a PUT or a patch made of it, in stored form. */
export function replace(target: WriteTarget, old: StoredObject, given: StoredObject): Written {
  const { definition, state } = target;
  checkVersion(definition, old, given);
  const status = definition.subresources.includes('status') ? { status: old.status } : {};
  const merged = { ...given, ...status, metadata: keptMeta(old, given) };
  const changed = withDefaults(definition, withoutUndefined(merged), state.store.revision, old);
  validate(definition, changed, old);
  return finish(target, old, counted(definition, old, changed));
}

/** Replaces the status alone, through the subresource. */
export function replaceStatus(target: WriteTarget, old: StoredObject, given: StoredObject): Written {
  checkVersion(target.definition, old, given);
  return finish(target, old, withoutUndefined({ ...old, status: given.status }));
}

/** A body in stored form, with the namespace of the URL. Throws a StatusError 400 when it names another. */
export function readObject({ definition, namespace }: WriteTarget, body: Fields): StoredObject {
  const stored = toStored(definition, body);
  const metadata = asFields(body.metadata) ?? {};
  if (namespace !== undefined && (metadata.namespace ?? namespace) !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const { namespace: _, managedFields, ...rest } = metadata;
  return {
    ...stored,
    apiVersion: textAt(stored, 'apiVersion') || definition.apiVersion,
    kind: definition.kind,
    metadata: { ...rest, name: textAt(metadata, 'name'), ...(namespace !== undefined && { namespace }) },
  };
}

const withoutUndefined = (object: StoredObject): StoredObject => {
  const { status, ...rest } = object;
  return status === undefined ? rest : object;
};

const named = (object: StoredObject): StoredObject => {
  const { name, generateName } = object.metadata;
  if (name || !generateName) return object;
  return {
    ...object,
    metadata: { ...object.metadata, name: `${generateName}${randomBytes(4).toString('hex').slice(0, 5)}` },
  };
};

function freshMeta(definition: ResourceDefinition, { metadata }: StoredObject): StoredMeta {
  const { uid, creationTimestamp, deletionTimestamp, generation, ...rest } = metadata;
  return { ...rest, ...(definition.counted === 'generation' && { generation: 1 }) };
}

/** What no client may change. */
function keptMeta({ metadata: old }: StoredObject, { metadata: given }: StoredObject): StoredMeta {
  const { uid, creationTimestamp, deletionTimestamp, generation, resourceVersion } = old;
  const kept = { uid, creationTimestamp, deletionTimestamp, generation, resourceVersion };
  const entries = Object.entries(kept).filter(([, value]) => value !== undefined);
  const { deletionTimestamp: _, generation: __, ...rest } = given;
  return { ...rest, ...Object.fromEntries(entries) };
}

function checkVersion(definition: ResourceDefinition, old: StoredObject, given: StoredObject): void {
  const { name, resourceVersion, uid } = given.metadata;
  if (uid && uid !== old.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
    throw conflict(definition, name, why);
  }
  if (!resourceVersion && definition.unconditionalPut === 'refused') {
    const fault = invalidValue('metadata.resourceVersion', 0, 'must be specified for an update');
    throw invalid({ group: definition.group, kind: definition.plural }, name, [fault]);
  }
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) throw conflict(definition, name);
}

/** A change outside metadata and status raises the generation (API conventions, "Metadata"). */
function counted(definition: ResourceDefinition, old: StoredObject, changed: StoredObject): StoredObject {
  if (definition.counted === 'nothing' || isDeepStrictEqual(desired(old), desired(changed))) return changed;
  return { ...changed, metadata: { ...changed.metadata, generation: (old.metadata.generation ?? 0) + 1 } };
}

const desired = ({ metadata, status, ...rest }: StoredObject): Fields => rest;

/** Stores the change, unless nothing changed (then no new version) or it took the last finalizer off a deleted object. */
function finish(target: WriteTarget, old: StoredObject, changed: StoredObject): Written {
  const { deletionTimestamp, finalizers = [] } = changed.metadata;
  if (deletionTimestamp && finalizers.length === 0 && old.metadata.finalizers?.length) {
    if (target.mode === 'store') target.state.store.remove(collectionOf(target.definition), old);
    return { object: changed, outcome: 'updated' };
  }
  const object = isDeepStrictEqual(old, changed) ? old : commit(target, changed);
  return { object, outcome: 'updated' };
}

const commit = ({ state, definition, mode }: WriteTarget, object: StoredObject): StoredObject =>
  mode === 'store' ? state.store.put(collectionOf(definition), object) : object;
