import { isUtf8 } from 'node:buffer';
import { withoutTrailingDot } from '../../endpoint/dns-name.ts';

/**
 * Route 53 stores names in lower case with `\ooo` (octal) for every byte but a-z, 0-9, `-`, `_`, `.`; also `*`
 * (AWS developer guide, "DNS domain name format"). A dot or a backslash within a label stays escaped, and so does
 * what is no UTF-8: decoded, `a\056b.example.org` would pass for `a.b.example.org`, which is another name.
 */
export const decodeName = (name: string): string =>
  withoutTrailingDot(name.includes('\\') ? decodeEscapes(name) : name);

function decodeEscapes(name: string): string {
  const octets = Buffer.from(name, 'utf8')
    .toString('latin1')
    .replace(/\\([0-3][0-7][0-7])/g, (escaped, octal: string) =>
      ambiguous.has(octal) ? escaped : String.fromCharCode(Number.parseInt(octal, 8)),
    );
  const bytes = Buffer.from(octets, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : name;
}

/** Octal of the dot and of the backslash. */
const ambiguous: ReadonlySet<string> = new Set(['056', '134']);

/**
 * The same name as Route 53 takes it: control characters, blanks and bytes beyond ASCII must be escaped. What is an
 * escape already stays one.
 */
export const encodeName = (name: string): string =>
  Buffer.from(name, 'utf8')
    .toString('latin1')
    // ASCII letters alone have no case in DNS (RFC 4343).
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped
      /[\x00-\x20\x7f-\xff]|\\(?![0-3][0-7][0-7])/g,
      (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
