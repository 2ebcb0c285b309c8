const htmlEscapes: Readonly<Record<string, string>> = {
  '\0': '\uFFFD',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Go's HTMLEscapeString. */
export const escapeHtml = (text: string): string =>
  text.replace(/[\0"'&<>]/g, (character) => htmlEscapes[character] ?? character);

/** Go's JSEscapeString. */
export const escapeJavaScript = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped.
  text.replace(/[\\'"]|[<>&=\u0000-\u001f\u007f-\u009f]/g, (character) =>
    '\\\'"'.includes(character)
      ? `\\${character}`
      : `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );

/** Go's url.QueryEscape: everything but letters, digits and `-_.~`, a space as `+`. */
export const escapeQuery = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
