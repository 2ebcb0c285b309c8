import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printable, printableIn } from '../../lib/printable.ts';

describe('printable', () => {
  it.each([
    ['a plain text', 'api.example.com → Bücher', 'api.example.com → Bücher'],
    ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a control character of eight bits', '\u009b2K', '\\u{9b}2K'],
    ['a text turned around', 'a\u202ecba', 'a\\u{202e}cba'],
    ['a text with hidden characters', 'a\u200bb\u2066c', 'a\\u{200b}b\\u{2066}c'],
    ['several lines', 'one\r\ntwo\u2028three', 'one two three'],
    ['half a character', 'a\ud83d', 'a\\u{d83d}'],
  ])('makes of %s what can be shown', (_, text, shown) => expect(printable(text)).toBe(shown));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(printable(printable(text))).toBe(printable(text))),
    );
  });

  it('reaches every text of a document, and nothing else', () => {
    expect(printableIn({ a: ['\u001b', 1], b: { c: true } })).toEqual({ a: ['\\u{1b}', 1], b: { c: true } });
  });
});
