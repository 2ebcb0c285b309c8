import { TemplateProblem } from './template-error.ts';

const simpleEscapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

/** What follows a backslash: a letter, three octal digits, or x, u, U with two, four, eight hexadecimal ones. */
const escapePattern = /\\(?:([0-7]{3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))|[^\\]+/gsu;

/** The text of a Go string or character literal, quotes included (Go specification, "String literals"). */
export function unquote(literal: string, position: number): string {
  const quote = literal.slice(0, 1);
  const inner = literal.slice(1, -1);
  if (quote === '`') return inner.replaceAll('\r', '');
  const bytes = [...inner.matchAll(escapePattern)].map((match) => pieceBytes(match, quote, position));
  return Buffer.concat(bytes).toString('utf8');
}

/** Octal and x escapes give one byte, u and U a code point in UTF-8. */
function pieceBytes(match: RegExpMatchArray, quote: string, position: number): Buffer {
  const [whole, octal, byte, short, long, letter] = match;
  if (!whole.startsWith('\\')) return Buffer.from(whole);
  const code = octal !== undefined ? Number.parseInt(octal, 8) : Number.parseInt(byte ?? '', 16);
  if (code < 256) return Buffer.of(code);
  const point = Number.parseInt(short ?? long ?? '', 16);
  if (point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) return Buffer.from(String.fromCodePoint(point));
  const simple = letter === quote ? quote.charCodeAt(0) : simpleEscapes[letter ?? ''];
  if (simple === undefined) throw new TemplateProblem(`${whole} is not an escape of Go's`, position);
  return Buffer.of(simple);
}

/** The code point of a character literal, which is an integer. */
export function characterValue(literal: string, position: number): bigint {
  const characters = [...unquote(literal, position)];
  const [first, second] = characters;
  if (first === undefined || second !== undefined)
    throw new TemplateProblem(`${literal} is not one character`, position);
  return BigInt(first.codePointAt(0) ?? 0);
}

/** Integers in Go's four bases with underscores between digits; a leading 0 means octal. */
const integerPattern =
  /^([+-]?)(0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/;
const floatPattern = /^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d+)?$/;

/** A number: bigint when written as an integer of 64 bits, else a float. */
export function numberValue(literal: string, position: number): bigint | number {
  const integer = integerPattern.exec(literal);
  if (integer !== null) return integerValue(integer[1] ?? '', integer[2] ?? '', literal, position);
  const float = Number(literal.replaceAll('_', ''));
  if (floatPattern.test(literal) && Number.isFinite(float)) return float;
  throw new TemplateProblem(`${literal} is not a number`, position);
}

function integerValue(sign: string, digits: string, literal: string, position: number): bigint {
  const plain = digits.replaceAll('_', '').replace(/^0(?=[0-7])/, '0o');
  const value = sign === '-' ? -BigInt(plain) : BigInt(plain);
  if (value === BigInt.asIntN(64, value)) return value;
  throw new TemplateProblem(`${literal} does not fit an integer of 64 bits`, position);
}
