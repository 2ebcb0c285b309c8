import type { Problem } from './name.ts';

const maxOctets = 255;

/** The strings of a TXT or SPF value, decoded to octets (Latin-1), or why it is refused. */
export type CharacterStrings = { readonly strings: readonly string[] } | { readonly problem: Problem };

const quoted = /"((?:[^"\\]|\\[\s\S])*)" */y;
const escapeSequence = /\\([0-3][0-7]{2}|[\s\S])/g;

const decode = (text: string): string =>
  text.replace(escapeSequence, (_, body: string) =>
    body.length === 3 ? String.fromCharCode(Number.parseInt(body, 8)) : body,
  );

/**
 * Splits a value into its quoted strings. Each holds up to 255 octets; a quote or backslash inside is escaped, as are
 * octets outside printable ASCII (developer guide, "TXT record type").
 */
export function characterStrings(value: string): CharacterStrings {
  const strange = /[^ -~]/.exec(value)?.[0];
  if (strange !== undefined) {
    return refuse('UnsupportedCharacter', 'Value contains unsupported characters', strange);
  }
  const strings: string[] = [];
  quoted.lastIndex = value.search(/[^ ]|$/);
  let reached = quoted.lastIndex;
  for (let match = quoted.exec(value); match !== null; match = quoted.exec(value)) {
    const string = decode(match[1] ?? '');
    if (string.length > maxOctets) return refuse('CharacterStringTooLong', 'Value is too long', value);
    strings.push(string);
    reached = quoted.lastIndex;
  }
  if (strings.length > 0 && reached === value.length) return { strings };
  return refuse('InvalidCharacterString', 'Value should be enclosed in quotation marks', value);
}

const refuse = (code: string, text: string, found: string): CharacterStrings => ({ problem: { code, text, found } });
