import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { helpText } from '../../../../functions/local/help.ts';
import { proseWidth, wrap } from '../../../../functions/local/wrap.ts';

describe('wrapped text', () => {
  it.each([
    ['fits', 'one two', 'one two'],
    ['breaks between words', 'one two three four', 'one two\nthree four'],
    ['gives a long word a line of its own', 'a abcdefghijklmno b', 'a\nabcdefghijklmno\nb'],
  ])('%s', (_, text, lines) => {
    expect(wrap(text, '', 10)).toBe(lines);
  });

  it('keeps every word, in its order, and every line to the width unless a word is longer', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 }), (words) => {
        const lines = wrap(words.join(' '), '  ', 20).split('\n');
        expect(lines.join(' ').trim().split(/\s+/)).toEqual(words);
        expect(lines.every((line) => line.startsWith('  ') && line.length <= 20)).toBe(true);
      }),
    );
  });

  it.each(['sync', 'explain', 'doctor', 'import', 'demo', 'serve'])(
    'makes no line of %s --help too long',
    (command) => {
      expect(
        helpText(command)
          .split('\n')
          .filter((line) => line.length > proseWidth + 6),
      ).toEqual([]);
    },
  );
});
