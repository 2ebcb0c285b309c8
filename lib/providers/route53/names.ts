/**
 * Route 53 stores names in lower case with `\ooo` (octal) for every byte but a-z, 0-9, `-`, `_`, `.`; also `*`
 * (AWS developer guide, "DNS domain name format").
 */
export const decodeName = (name: string): string => {
  const bytes = name.replace(/\\([0-3][0-7][0-7])/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
  const text = bytes === name ? name : Buffer.from(bytes, 'latin1').toString('utf8');
  return text.endsWith('.') ? text.slice(0, -1) : text;
};

/** The same name as Route 53 takes it: control characters, blanks and bytes beyond ASCII must be escaped. */
export const encodeName = (name: string): string =>
  Buffer.from(name.toLowerCase(), 'utf8')
    .toString('latin1')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped
    .replace(/[\x00-\x20\x7f-\xff\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
