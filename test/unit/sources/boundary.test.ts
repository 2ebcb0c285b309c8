import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  flag,
  listOf,
  optionalFlag,
  readFields,
  section,
  text,
  textMap,
  whole,
} from '../../../lib/sources/boundary.ts';

const schema = z.object({
  spec: section({ name: text, on: flag, maybe: optionalFlag, port: whole, map: textMap, list: listOf(z.string()) }),
});
const empty = { spec: { name: '', on: false, maybe: undefined, port: undefined, map: {}, list: [] } };

describe('readFields', () => {
  it.each([
    ['absent fields', {}],
    ['a null section', { spec: null }],
    ['null fields', { spec: { name: null, on: null, maybe: null, port: null, map: null, list: null } }],
    ['unknown fields', { spec: { other: 1 }, status: 'x' }],
  ])('gives zero values for %s', (_, raw) => {
    expect(readFields(schema, raw)).toEqual({ ok: true, value: empty });
  });

  it.each([
    ['the field spec is a string where a map is meant', { spec: 'x' }],
    ['the field spec.name is a number where a string is meant', { spec: { name: 1 } }],
    ['the field spec.on is a string where a boolean is meant', { spec: { on: 'yes' } }],
    ['the field spec.port is a string where a whole number is meant', { spec: { port: '80' } }],
    ['the field spec.port is a number where a whole number is meant', { spec: { port: 0.5 } }],
    ['the field spec.map is a list where a map is meant', { spec: { map: [] } }],
    ['the field spec.map["a.b/c"] is null where a string is meant', { spec: { map: { 'a.b/c': null } } }],
    ['the field spec.list is a map where a list is meant', { spec: { list: {} } }],
    ['the field spec.list[1] is a boolean where a string is meant', { spec: { list: ['a', true] } }],
    ['the field (the object itself) is null where a map is meant', null],
  ])('says that %s', (problem, raw) => {
    expect(readFields(schema, raw)).toMatchObject({ ok: false, cause: { code: 'InvalidObject', problem } });
  });

  it('names the path from the root of the object', () => {
    expect(readFields(z.object({ port: whole }), { port: 'x' }, ['spec', 'endpoints', 2])).toMatchObject({
      cause: { problem: 'the field spec.endpoints[2].port is a string where a whole number is meant' },
    });
  });

  it('never throws, and its causes are always clauses with a fix', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        const read = readFields(schema, { spec: raw });
        if (!read.ok)
          expect(read.cause).toMatchObject({
            problem: expect.stringMatching(/^the field spec/),
            fix: expect.stringMatching(/^write /),
          });
      }),
    );
  });
});
