import { formatFloat, formatValue, goExponent, joinChecked } from './format.ts';
import { checkLength, TemplateProblem } from './template-error.ts';
import { describeValue, type Value } from './value.ts';

const verbPattern = /%([-+# 0]*)(\d*)(?:\.(\d*))?(.)|[^%]+|%$/gsu;

interface Verb {
  readonly whole: string;
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/**
 * Go's Sprintf for the verbs that names are made with: s v q t d b o x X c U e f g %. Where Go would print its
 * `%!d(string=x)` into the name, this throws TemplateProblem: a wrong, a missing or a surplus argument.
 */
export function sprintf(format: string, values: readonly Value[]): string {
  const pieces = [...format.matchAll(verbPattern)].map(verbOf);
  const verbs = pieces.filter(({ letter }) => letter !== '' && letter !== '%');
  if (verbs.length < values.length)
    throw new TemplateProblem(`the format ${JSON.stringify(format)} leaves a value unused`);
  const remaining = values.values();
  return pieces.reduce((text, piece) => joinChecked(text, pieceText(piece, remaining)), '');
}

/** A stretch of plain text is a verb without a letter. */
function verbOf([whole, flags = '', width = '', precision, letter = '']: RegExpMatchArray): Verb {
  return {
    whole,
    flags,
    width: Number(width),
    precision: precision === undefined ? undefined : Number(precision),
    letter,
  };
}

function pieceText(verb: Verb, remaining: Iterator<Value>): string {
  if (verb.letter === '%') return '%';
  if (verb.letter === '') return verb.whole;
  const { done, value } = remaining.next();
  if (done) throw new TemplateProblem(`${verb.whole} has no value`);
  return pad(verb, formatVerb(verb, value));
}

function pad({ flags, width, letter }: Verb, text: string): string {
  checkLength(width);
  if (flags.includes('-')) return text.padEnd(width);
  const zeros = flags.includes('0') && 'dboxXefgv'.includes(letter) && /^[+-]?[\da-fA-F.e+-]+$/.test(text);
  if (!zeros) return text.padStart(width);
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function formatVerb(verb: Verb, value: Value): string {
  checkLength(verb.precision ?? 0);
  switch (verb.letter) {
    case 'v':
      return typeof value === 'bigint' ? formatInteger(verb, value) : formatValue(value);
    case 's':
      return cut(verb, textOf(verb, value));
    case 'q':
      return typeof value === 'bigint' ? `'${formatCharacter(value)}'` : JSON.stringify(cut(verb, textOf(verb, value)));
    case 't':
      return String(booleanOf(verb, value));
    case 'x':
    case 'X':
      return formatHex(verb, value);
    case 'e':
    case 'f':
    case 'F':
    case 'g':
      return formatDecimal(verb, value);
    default:
      return formatInteger(verb, integerOf(verb, value));
  }
}

const cut = ({ precision }: Verb, text: string): string =>
  precision === undefined ? text : [...text].slice(0, precision).join('');

function misfit(verb: Verb, value: Value): never {
  throw new TemplateProblem(`printf: ${verb.whole} does not fit ${describeValue(value)}`);
}

const isZero = (value: Value): boolean => typeof value === 'object' && value?.kind === 'zero';

/** Strings, absent fields and composites of them have a `%s`; numbers, booleans and nil have none. */
function textOf(verb: Verb, value: Value): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? formatValue(value) : misfit(verb, value);
}

function booleanOf(verb: Verb, value: Value): boolean {
  if (isZero(value)) return false;
  return typeof value === 'boolean' ? value : misfit(verb, value);
}

function integerOf(verb: Verb, value: Value): bigint {
  if (isZero(value)) return 0n;
  return typeof value === 'bigint' ? value : misfit(verb, value);
}

function formatHex(verb: Verb, value: Value): string {
  const hex = typeof value === 'string' ? Buffer.from(value).toString('hex') : integerOf(verb, value).toString(16);
  const marked = verb.flags.includes('#') ? hex.replace(/^-?/, '$&0x') : hex;
  return verb.letter === 'X' ? marked.toUpperCase() : marked;
}

function formatInteger(verb: Verb, value: bigint): string {
  switch (verb.letter) {
    case 'c':
      return formatCharacter(value);
    case 'U':
      return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
    case 'b':
      return value.toString(2);
    case 'o':
      return value.toString(8);
    case 'd':
    case 'v':
      return signed(
        verb,
        value < 0n ? '-' : '',
        String(value < 0n ? -value : value).padStart(verb.precision ?? 0, '0'),
      );
    default:
      throw new TemplateProblem(`printf does not know ${verb.whole}`);
  }
}

function signed({ flags }: Verb, sign: string, digits: string): string {
  if (sign === '' && flags.includes('+')) return `+${digits}`;
  return sign === '' && flags.includes(' ') ? ` ${digits}` : sign + digits;
}

const formatCharacter = (value: bigint): string =>
  value >= 0n && value <= 0x10ffffn ? String.fromCodePoint(Number(value)) : '\uFFFD';

function formatDecimal(verb: Verb, value: Value): string {
  if (typeof value !== 'number') return misfit(verb, value);
  const precision = Math.min(verb.precision ?? 6, 100);
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  if (verb.letter === 'e') return signed(verb, sign, goExponent(size.toExponential(precision)));
  return signed(verb, sign, verb.letter === 'g' ? formatFloat(size) : size.toFixed(precision));
}
