import { parse as parseYaml } from 'yaml';
import { type ClusterState, collectionOf } from './cluster-state.ts';
import { decode } from './decode.ts';
import { deleteNamed, deleteObject } from './deletion.ts';
import { fromStored } from './event-view.ts';
import { listPage, selection } from './lists.ts';
import { applyPatchType, readPatch } from './patch.ts';
import { protobufType, readProtobuf } from './protobuf-body.ts';
import { readRepresentation, showList, showObject } from './representation.ts';
import type { ResourceRequest, Verb } from './request-info.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import {
  badRequest,
  invalid,
  invalidValue,
  methodNotAllowed,
  required,
  unknownPath,
  unsupportedMediaType,
} from './status.ts';
import { asFields, type Fields, type StoredObject } from './stored-object.ts';
import {
  checkName,
  create,
  find,
  read,
  readObject,
  replace,
  replaceStatus,
  update,
  type WriteTarget,
  type Written,
} from './writes.ts';

/** A request for a resource, with what a verb needs to answer it. */
export interface ResourceCall {
  readonly state: ClusterState;
  readonly request: ResourceRequest;
  readonly definition: ResourceDefinition;
  readonly accept: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** Throws a StatusError 403 unless the user may create too: asked for where a PUT or an apply would make the object. */
  checkCreate(): void;
}

/** What is answered to a request: HTTP status and JSON. */
export interface Answer {
  readonly code: number;
  readonly body: unknown;
}

type AnswerVerb = (call: ResourceCall) => Answer;

const verbs: Readonly<Record<Exclude<Verb, 'watch'>, AnswerVerb>> = {
  get: (call) => show(call, read(targetOf(call), nameOf(call)), 200),
  list: answerList,
  create: answerCreate,
  update: answerUpdate,
  patch: answerPatch,
  delete: answerDelete,
  deletecollection: answerDeleteCollection,
  unsupported: () => {
    throw methodNotAllowed();
  },
};

/** Carries a request out. Throws StatusErrors. Watches are answered elsewhere (watch.ts). */
export function answerResource(verb: Exclude<Verb, 'watch'>, call: ResourceCall): Answer {
  const { subresource } = call.request;
  if (subresource !== undefined && !call.definition.subresources.some((one) => one === subresource))
    throw unknownPath();
  return verbs[verb](call);
}

function answerList(call: ResourceCall): Answer {
  const { state, definition, request } = call;
  const page = listPage(state, definition, namespaceOf(call), request.query);
  return { code: 200, body: showList(definition, page, representationOf(call)) };
}

function answerCreate(call: ResourceCall): Answer {
  if (call.request.name !== undefined) throw methodNotAllowed();
  return written(call, create(targetOf(call), readBody(call)));
}

function answerUpdate(call: ResourceCall): Answer {
  const target = targetOf(call);
  const name = nameOf(call);
  const body = readBody(call);
  if (call.request.subresource === undefined) {
    if (!find(target, name) && call.definition.putOfMissing === 'create') call.checkCreate();
    return written(call, update(target, name, body));
  }
  return written(call, replaceStatus(target, read(target, name), readObject(target, body)));
}

/** A patch works on the view of the request's group version and is validated like an update. */
function answerPatch(call: ResourceCall): Answer {
  const { definition, contentType, request } = call;
  const target = targetOf(call);
  const name = nameOf(call);
  const patch = readPatch(contentType, call.body.toString());
  checkStrategic(call);
  if (contentType === applyPatchType) checkFieldManager(request.query);
  const old = find(target, name);
  if (!old && contentType === applyPatchType) {
    call.checkCreate();
    return written(call, create(target, named(decode(definition, patch({})), name)));
  }
  const current = old ?? read(target, name);
  const patched = readObject(target, decode(definition, patch(fromStored(definition, current))));
  checkIdentity(definition, current, patched);
  const change = request.subresource === undefined ? replace : replaceStatus;
  return written(call, change(target, current, patched));
}

/** A patch may change neither name nor uid. */
function checkIdentity(
  definition: ResourceDefinition,
  { metadata: old }: StoredObject,
  { metadata }: StoredObject,
): void {
  checkName(metadata.name, old.name);
  if (metadata.uid === old.uid) return;
  throw invalid(definition.storage, old.name, [invalidValue('metadata.uid', metadata.uid, 'field is immutable')]);
}

/** Custom resources have no Go type that says how their lists merge. */
function checkStrategic({ definition, contentType }: ResourceCall): void {
  if (definition.origin !== 'custom' || contentType !== 'application/strategic-merge-patch+json') return;
  throw unsupportedMediaType(['application/json-patch+json', 'application/merge-patch+json', applyPatchType]);
}

function checkFieldManager(query: URLSearchParams): void {
  if (query.get('fieldManager')) return;
  const fault = required('fieldManager', 'is required for apply patch');
  throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [fault]);
}

const named = (body: Fields, name: string): Fields => ({ ...body, metadata: { ...asFields(body.metadata), name } });

function answerDelete(call: ResourceCall): Answer {
  const { definition } = call;
  const deleted = deleteNamed(
    targetOf(call),
    nameOf(call),
    call.body.length > 0 ? (asFields(parseBody(call.request.plural, call.definition.kind, call)) ?? {}) : {},
  );
  if (deleted.state === 'terminating' || ['pods', 'namespaces', 'services'].includes(definition.plural)) {
    return show(call, deleted.object, 200);
  }
  const { name, uid } = deleted.object.metadata;
  const { group, plural } = definition;
  const details = { name, ...(group && { group }), kind: plural, uid };
  return { code: 200, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details } };
}

function answerDeleteCollection(call: ResourceCall): Answer {
  const { state, definition, request } = call;
  const selected = selection(definition, request.query);
  const namespace = namespaceOf(call);
  const { items } = state.store.latest(collectionOf(definition));
  const doomed = items.filter(
    (item) => (namespace === undefined || item.metadata.namespace === namespace) && selected(item),
  );
  if (!isDryRun(request)) for (const object of doomed) deleteObject(state, collectionOf(definition), object);
  const page = { metadata: { resourceVersion: String(state.store.revision) }, items: doomed };
  return { code: 200, body: showList(definition, page, representationOf(call)) };
}

const written = (call: ResourceCall, { object, outcome }: Written): Answer =>
  show(call, object, outcome === 'created' ? 201 : 200);

const show = (call: ResourceCall, object: StoredObject, code: number): Answer => ({
  code,
  body: showObject(call.definition, object, representationOf(call)),
});

/** What the client's Accept header asks for. */
export const representationOf = ({ accept, request, state }: ResourceCall) =>
  readRepresentation(accept, request.query, state.store.now());

/** The namespace that bounds the request; namespaces themselves lie in none. */
export const namespaceOf = ({ definition, request }: ResourceCall): string | undefined =>
  definition.scope === 'Namespaced' ? request.namespace : undefined;

function targetOf(call: ResourceCall): WriteTarget {
  const { state, definition, request } = call;
  const namespace = namespaceOf(call);
  if (definition.scope === 'Namespaced' && namespace === undefined) throw methodNotAllowed();
  const mode = isDryRun(request) ? 'dry-run' : 'store';
  return { state, definition, mode, ...(namespace !== undefined && { namespace }) };
}

const isDryRun = ({ query }: ResourceRequest): boolean => query.get('dryRun') === 'All';

function nameOf({ request }: ResourceCall): string {
  if (request.name === undefined) throw methodNotAllowed();
  return request.name;
}

const readBody = (call: ResourceCall): Fields =>
  decode(call.definition, parseBody(call.request.plural, call.definition.kind, call));

const bodyTypes = ['application/json', 'application/yaml'];

/** The body as a value. Throws StatusErrors: 415 for other content types, 400 for text that does not parse. */
export function parseBody(
  plural: string,
  kind: string,
  { contentType, body }: Pick<ResourceCall, 'contentType' | 'body'>,
): unknown {
  const message = contentType === protobufType ? readProtobuf(plural, body) : undefined;
  if (message) return message;
  if (contentType !== '' && !bodyTypes.includes(contentType)) throw unsupportedMediaType(bodyTypes);
  try {
    return contentType === 'application/yaml' ? parseYaml(body.toString()) : JSON.parse(body.toString());
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${problem}`,
    );
  }
}
