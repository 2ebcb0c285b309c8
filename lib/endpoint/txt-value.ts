const maxStringBytes = 255;

/**
 * Text as a TXT record holds it: quoted strings of at most 255 bytes (RFC 1035 section 3.3.14), which a reader joins.
 * Text that is quoted already stays as it is.
 */
export function quoteText(text: string): string {
  if (isQuoted(text)) return text;
  const chunks = chunk([...text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')]);
  return chunks.map((part) => `"${part}"`).join(' ');
}

const isQuoted = (text: string): boolean => /^"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*$/.test(text);

/** Splits between characters, never within one or within an escape. */
function chunk(characters: readonly string[]): readonly string[] {
  const chunks = [''];
  for (let index = 0; index < characters.length; index += 1) {
    const unit = characters[index] === '\\' ? `\\${characters[++index] ?? ''}` : (characters[index] ?? '');
    const last = chunks.length - 1;
    if (Buffer.byteLength(chunks[last] + unit) > maxStringBytes) chunks.push(unit);
    else chunks[last] += unit;
  }
  return chunks;
}
