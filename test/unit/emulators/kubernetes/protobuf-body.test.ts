import { expect, it } from '@jest/globals';
import { readProtobuf } from '../../../../lib/emulators/kubernetes/protobuf-body.ts';
import { StatusError } from '../../../../lib/emulators/kubernetes/status.ts';

/** A field of wire type 2: tag, length, bytes. */
const field = (number: number, value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes]);
};

const envelope = (apiVersion: string, kind: string, object: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    field(1, Buffer.concat([field(1, apiVersion), field(2, kind)])),
    field(2, object),
  ]);

it('an access review is read with its attributes, and fields that nobody asks for are passed over', () => {
  const attributes = Buffer.concat([
    field(1, 'shop'),
    field(2, 'list'),
    Buffer.of(9 << 3, 0x96, 0x01),
    field(5, 'services'),
  ]);
  const body = envelope('authorization.k8s.io/v1', 'SelfSubjectAccessReview', field(2, field(1, attributes)));
  expect(readProtobuf('selfsubjectaccessreviews', body)).toEqual({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { namespace: 'shop', verb: 'list', resource: 'services' } },
  });
});

it('a namespace is read by its name', () => {
  const body = envelope('v1', 'Namespace', field(1, field(1, 'shop')));
  expect(readProtobuf('namespaces', body)).toMatchObject({ kind: 'Namespace', metadata: { name: 'shop' } });
});

it('other resources are not read from protobuf', () => {
  expect(readProtobuf('services', envelope('v1', 'Service', Buffer.of()))).toBeUndefined();
});

it.each([
  ['without the prefix', Buffer.from('{}')],
  ['that ends in the middle of a number', Buffer.from('k8s\0\x8a\xff', 'latin1')],
])('a body %s is refused', (_, body) => {
  expect(() => readProtobuf('namespaces', body)).toThrow(StatusError);
});
