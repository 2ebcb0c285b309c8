import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { storedName } from '../../../../lib/emulators/route53/name.ts';
import { decodeName, encodeName } from '../../../../lib/providers/route53/names.ts';

describe('names as Route 53 answers them', () => {
  it.each([
    ['an ordinary name loses its trailing dot', 'www.example.org.', 'www.example.org'],
    ['a wildcard is an asterisk', '\\052.example.org.', '*.example.org'],
    ['every escape is decoded', '\\052.a\\052b\\041.example.org.', '*.a*b!.example.org'],
    ['escaped UTF-8 is text', 'b\\303\\274cher.example.org.', 'bücher.example.org'],
    ['a dot within a label stays escaped', 'a\\056b.example.org.', 'a\\056b.example.org'],
    ['a backslash within a label stays escaped', 'a\\134b.example.org.', 'a\\134b.example.org'],
    ['what is no UTF-8 stays as it is', 'a\\377.example.org.', 'a\\377.example.org'],
  ])('%s', (_, answered, name) => {
    expect(decodeName(answered)).toBe(name);
  });
});

describe('names as Route 53 takes them', () => {
  it.each([
    ['letters become lower case', 'WWW.Example.org', 'www.example.org'],
    ['an asterisk goes literally', '*.example.org', '*.example.org'],
    ['a blank is escaped', 'a b.example.org', 'a\\040b.example.org'],
    ['bytes beyond ASCII are escaped', 'bücher.example.org', 'b\\303\\274cher.example.org'],
    ['a lone backslash is escaped', 'a\\b.example.org', 'a\\134b.example.org'],
    ['an escape stays one', 'a\\056b.example.org', 'a\\056b.example.org'],
  ])('%s', (_, name, sent) => {
    expect(encodeName(name)).toBe(sent);
  });
});

const label = fc
  .uint8Array({ minLength: 1, maxLength: 20 })
  .map((bytes) => [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''));
const anyName = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join('.')}.`);

describe('the round trip', () => {
  it('keeps every name that the service may hold', () => {
    fc.assert(
      fc.property(anyName, (raw) => {
        const stored = storedName(raw);
        expect(storedName(encodeName(decodeName(stored)))).toBe(stored);
      }),
    );
  });

  it('keeps different names apart', () => {
    fc.assert(
      fc.property(anyName, anyName, (left, right) => {
        fc.pre(storedName(left) !== storedName(right));
        expect(decodeName(storedName(left))).not.toBe(decodeName(storedName(right)));
      }),
    );
  });
});
