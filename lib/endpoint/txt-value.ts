/** Characters between the quotes of one string; RFC 1035 section 3.3 allows 255 octets. */
const maxStringLength = 255;

/**
 * Text as a TXT record holds it: quoted strings that a reader joins, with a backslash before quotes and backslashes,
 * and `\ooo` (octal) for each byte that is no printable ASCII (Route 53 developer guide, "TXT record type"). An escape
 * counts with all its characters, so that a string is short enough however it is counted. Text that is quoted already
 * keeps its quotes; a string of it that is too long becomes several.
 */
export function quoteText(text: string): string {
  if (!isQuoted(text)) return quoted(escapeBytes(text.replaceAll(/["\\]/g, '\\$&')));
  return escapeBytes(text).replaceAll(quotedString, (string, content: string) =>
    content.length > maxStringLength ? quoted(content) : string,
  );
}

const quoted = (escaped: string): string =>
  escaped.length <= maxStringLength
    ? `"${escaped}"`
    : chunk(escaped.match(escapeOrCharacter) ?? [])
        .map((part) => `"${part}"`)
        .join(' ');

/** The text that a TXT value stands for: the inverse of `quoteText`. Text without quotes stands for itself. */
export function unquoteText(value: string): string {
  if (plainString.test(value)) return value.slice(1, -1);
  if (!isQuoted(value)) return value;
  const escaped = [...value.matchAll(quotedString)].map(([, content]) => content).join('');
  const bytes = escapeBytes(escaped).replace(escapeSequence, (_, octal: string | undefined, character: string) =>
    octal === undefined ? character : String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}

/** One string without escapes, as nearly every value is. */
const plainString = /^"[ !#-[\]-~]*"$/;

const quotedString = /"((?:[^"\\]|\\.)*)"/gs;
const escapeSequence = /\\(?:([0-3][0-7]{2})|(.))/gs;
const escapeOrCharacter = /\\[0-3][0-7]{2}|\\?./gs;

const isQuoted = (text: string): boolean => /^"(?:[^"\\]|\\.)*"(?: +"(?:[^"\\]|\\.)*")*$/s.test(text);

const escapeBytes = (text: string): string =>
  text.replace(/[^ -~]+/g, (part) =>
    [...Buffer.from(part)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
  );

/** Strings that are as long as allowed, never split within an escape. */
function chunk(units: readonly string[]): readonly string[] {
  const chunks = [''];
  for (const unit of units) {
    const last = chunks.length - 1;
    if (`${chunks[last]}${unit}`.length > maxStringLength) chunks.push(unit);
    else chunks[last] += unit;
  }
  return chunks;
}
