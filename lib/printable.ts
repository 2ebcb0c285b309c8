const breaks = /[\t\n\v\f\r\u2028\u2029]+/g;
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * The text on one line, with an escape in the place of each character that colours, clears or turns around what a
 * terminal shows: whoever may write an object may have put it there, and others read of the object.
 */
export const printable = (text: string): string =>
  text
    .replace(breaks, ' ')
    .replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16).padStart(2, '0') ?? ''}}`);

/** The same for every text in a document of JSON. */
export const printableIn = <Document>(document: Document): Document =>
  JSON.parse(JSON.stringify(document), (_, value: unknown) => (typeof value === 'string' ? printable(value) : value));
