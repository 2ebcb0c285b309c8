import { badRequest } from './status.ts';
import { asFields, type Fields } from './stored-object.ts';

/**
 * Some of kubectl's bodies are protobuf and nothing else (`kubectl auth can-i`, `kubectl create namespace`), so those
 * messages are read here: `k8s\0`, then `runtime.Unknown` whose field 2 holds the object (API concepts, "Kubernetes
 * Protobuf encoding"). A message maps field numbers to names; all leaves are strings.
 */
interface Message {
  readonly [field: number]: string | readonly [name: string, message: Message];
}

const magic = Buffer.from('k8s\0');

const resourceAttributes: Message = {
  1: 'namespace',
  2: 'verb',
  3: 'group',
  4: 'version',
  5: 'resource',
  6: 'subresource',
  7: 'name',
};

/** By plural; field numbers are those of the generated.proto files in k8s.io/api and k8s.io/apimachinery. */
const messages: Readonly<Record<string, Message>> = {
  namespaces: { 1: ['metadata', { 1: 'name' }] },
  selfsubjectaccessreviews: {
    2: [
      'spec',
      { 1: ['resourceAttributes', resourceAttributes], 2: ['nonResourceAttributes', { 1: 'path', 2: 'verb' }] },
    ],
  },
  selfsubjectrulesreviews: { 2: ['spec', { 1: 'namespace' }] },
  selfsubjectreviews: {},
};

/** The content type in which client-go sends built-in objects. */
export const protobufType = 'application/vnd.kubernetes.protobuf';

/** The object of a protobuf body in its JSON form; undefined for resources whose messages are not read here. */
export function readProtobuf(plural: string, body: Buffer): Fields | undefined {
  const message = messages[plural];
  if (!message) return undefined;
  if (!body.subarray(0, magic.length).equals(magic)) throw badRequest('the body is not a Kubernetes protobuf message');
  const unknown: Message = { 1: ['type', { 1: 'apiVersion', 2: 'kind' }], 2: ['object', message] };
  const { type, object } = readMessage(body.subarray(magic.length), unknown);
  return { ...asFields(type), ...asFields(object) };
}

function readMessage(bytes: Buffer, message: Message): Fields {
  const fields: Record<string, unknown> = {};
  for (let at = 0; at < bytes.length; ) {
    const [tag, start] = readVarint(bytes, at);
    const [length, from] = readVarint(bytes, start);
    // Only strings and messages (wire type 2) carry a length; a number ends where its varint ends.
    at = (tag & 7) === 2 ? from + length : from;
    const known = message[tag >> 3];
    if (known === undefined || (tag & 7) !== 2) continue;
    const value = bytes.subarray(from, at);
    if (typeof known === 'string') fields[known] = value.toString();
    else fields[known[0]] = readMessage(value, known[1]);
  }
  return fields;
}

function readVarint(bytes: Buffer, start: number): readonly [value: number, next: number] {
  let value = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * 2 ** (7 * (at - start));
    if (byte < 128) return [value, at + 1];
  }
  throw badRequest('the protobuf message ends in the middle of a number');
}
