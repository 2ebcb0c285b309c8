import { describe, expect, it } from '@jest/globals';
import { characterStrings } from '../../../../lib/emulators/route53/character-string.ts';

describe('the strings of a TXT value', () => {
  it.each([
    ['one quoted string is one', '"a"', ['a']],
    ['an empty string counts', '""', ['']],
    ['several are split at blanks', '"a" "b"  "c"', ['a', 'b', 'c']],
    ['a blank inside quotes belongs to the string', '"a b"', ['a b']],
    ['escaped quotes and backslashes are decoded', '"a\\"b\\\\"', ['a"b\\']],
    ['octal escapes are octets', '"\\303\\244"', ['\u00c3\u00a4']],
    ['255 octets fit, counted decoded', `"${'\\101'.repeat(255)}"`, ['A'.repeat(255)]],
  ])('%s', (_, value, strings) => {
    expect(characterStrings(value)).toEqual({ strings });
  });

  it.each([
    ['text without quotes', 'plain', 'InvalidCharacterString'],
    ['an empty value', '', 'InvalidCharacterString'],
    ['a quote left open', '"a', 'InvalidCharacterString'],
    ['text behind the closing quote', '"a" b', 'InvalidCharacterString'],
    ['a string of 256 octets', `"${'a'.repeat(256)}"`, 'CharacterStringTooLong'],
    ['a raw letter outside ASCII', '"ä"', 'UnsupportedCharacter'],
    ['a raw tab', '"a"\t"b"', 'UnsupportedCharacter'],
  ])('are refused for %s', (_, value, code) => {
    expect(characterStrings(value)).toMatchObject({ problem: { code } });
  });
});
