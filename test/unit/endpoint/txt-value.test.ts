import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quoteText, unquoteText } from '../../../lib/endpoint/txt-value.ts';

describe('quoteText', () => {
  it.each([
    ['plain text', 'v=spf1 -all', '"v=spf1 -all"'],
    ['no text', '', '""'],
    ['a quote and a backslash', 'a"b\\c', '"a\\"b\\\\c"'],
    ['a quote that opens nothing', '"', '"\\""'],
    ['letters beyond ASCII, as octal bytes', 'é', '"\\303\\251"'],
    ['a control character', 'a\nb', '"a\\012b"'],
    ['text that is quoted already', '"a b"', '"a b"'],
    ['several quoted strings', '"a" "b"', '"a" "b"'],
    ['quoted letters beyond ASCII', '"é"', '"\\303\\251"'],
  ])('writes %s as DNS holds it', (_, text, value) => {
    expect(quoteText(text)).toBe(value);
  });

  it.each([
    [255, [255]],
    [256, [255, 1]],
    [511, [255, 255, 1]],
  ])('writes %d characters as strings of 255 at most', (length, lengths) => {
    const strings = quoteText('x'.repeat(length)).split(' ');
    expect(strings.map((string) => string.length - 2)).toEqual(lengths);
  });

  it('splits a quoted string that is too long, and leaves the others as they are written', () => {
    const long = 'x'.repeat(300);
    expect(quoteText(`"a"  "${long}" "b"`)).toBe(`"a"  "${'x'.repeat(255)}" "${'x'.repeat(45)}" "b"`);
  });

  it('never splits an escape', () => {
    expect(quoteText(`${'x'.repeat(254)}"y`)).toBe(`"${'x'.repeat(254)}" "\\"y"`);
    expect(quoteText(`${'x'.repeat(253)}é`)).toBe(`"${'x'.repeat(253)}" "\\303\\251"`);
  });
});

describe('unquoteText', () => {
  it.each([
    ['text without quotes', 'a b', 'a b'],
    ['a string', '"a b"', 'a b'],
    ['strings, joined without a blank', '"a" "b"', 'ab'],
    ['octal escapes', '"\\303\\251\\040"', 'é '],
    ['a letter beyond ASCII that is not escaped', '"é"', 'é'],
    ['half a string', '"a', '"a'],
  ])('reads %s', (_, value, text) => {
    expect(unquoteText(value)).toBe(text);
  });

  it('law: gives back any text that was quoted, in strings that fit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        fc.pre(unquoteText(text) === text);
        const value = quoteText(text);
        expect(unquoteText(value)).toBe(text);
        expect(value).toMatch(/^[ -~]*$/);
        for (const [string] of value.matchAll(/"(?:[^"\\]|\\.)*"/g)) expect(string.length - 2).toBeLessThanOrEqual(255);
      }),
    );
  });
});
