import { describe, expect, it } from '@jest/globals';
import { readPatch } from '../../../../lib/emulators/kubernetes/patch.ts';
import { StatusError } from '../../../../lib/emulators/kubernetes/status.ts';

const patched = (type: string, target: Record<string, unknown>, patch: unknown) =>
  readPatch(`application/${type}+json`, JSON.stringify(patch))(target);

describe('a strategic merge patch', () => {
  it.each([
    [
      'adds to a list that is merged by key',
      { ports: [{ port: 80 }] },
      { ports: [{ port: 443 }] },
      { ports: [{ port: 80 }, { port: 443 }] },
    ],
    [
      'changes the item of that key',
      { ports: [{ port: 80, name: 'a' }] },
      { ports: [{ port: 80, name: 'b' }] },
      { ports: [{ port: 80, name: 'b' }] },
    ],
    [
      'takes an item out',
      { ports: [{ port: 80 }, { port: 81 }] },
      { ports: [{ port: 80, $patch: 'delete' }] },
      { ports: [{ port: 81 }] },
    ],
    [
      'replaces a merged list when told to',
      { ports: [{ port: 80 }] },
      { ports: [{ $patch: 'replace' }, { port: 81 }] },
      { ports: [{ port: 81 }] },
    ],
    [
      'replaces a list without a key',
      { rules: [{ host: 'a' }] },
      { rules: [{ host: 'b' }] },
      { rules: [{ host: 'b' }] },
    ],
    ['replaces a map when told to', { spec: { a: 1 } }, { spec: { b: 2, $patch: 'replace' } }, { spec: { b: 2 } }],
    ['unites finalizers', { finalizers: ['a'] }, { finalizers: ['b'] }, { finalizers: ['a', 'b'] }],
    [
      'takes a finalizer out',
      { finalizers: ['a', 'b'] },
      { '$deleteFromPrimitiveList/finalizers': ['a'] },
      { finalizers: ['b'] },
    ],
    ['ignores the order of elements', { a: 1 }, { '$setElementOrder/ports': [{ port: 80 }] }, { a: 1 }],
    ['deletes a field by null', { a: 1, b: 2 }, { a: null }, { b: 2 }],
  ])('%s', (_, target, patch, expected) => {
    expect(patched('strategic-merge-patch', target, patch)).toEqual(expected);
  });
});

it('a merge patch replaces lists, merges maps and deletes by null', () => {
  const target = { ports: [{ port: 80 }], spec: { a: 1, b: 2 } };
  const merged = patched('merge-patch', target, { ports: [{ port: 81 }], spec: { a: null } });
  expect(merged).toEqual({ ports: [{ port: 81 }], spec: { b: 2 } });
});

it('no patch changes the object that it is applied to', () => {
  const target = { spec: { ports: [{ port: 80 }] } };
  patched('json-patch', target, [{ op: 'add', path: '/spec/ports/-', value: { port: 81 } }]);
  patched('strategic-merge-patch', target, { spec: { ports: [{ port: 82 }] } });
  expect(target).toEqual({ spec: { ports: [{ port: 80 }] } });
});

it('a JSON patch whose test fails is refused', () => {
  expect(() => patched('json-patch', { a: 1 }, [{ op: 'test', path: '/a', value: 2 }])).toThrow(StatusError);
});
