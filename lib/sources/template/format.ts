import { checkLength, TemplateProblem, templateLimits } from './template-error.ts';
import { entryOf, sortedKeys, type Value, wrap } from './value.ts';

/** The text of a value as Go's `%v` writes it: `map[a:1 b:2]`, `[a b]`, `<nil>`; an absent field is empty. */
export function formatValue(value: Value, depth = 0): string {
  if (value === undefined) return '<no value>';
  if (value === null) return '<nil>';
  if (typeof value === 'number') return formatFloat(value);
  if (typeof value !== 'object') return String(value);
  if (depth > templateLimits.depth) throw new TemplateProblem('a value is nested too deeply to be printed');
  switch (value.kind) {
    case 'zero':
      return '';
    case 'list':
      return `[${value.items.map((item) => formatValue(wrap(item, value.view), depth + 1)).join(' ')}]`;
    default:
      return `map[${sortedKeys(value)
        .map((key) => `${key}:${formatValue(entryOf(value, key), depth + 1)}`)
        .join(' ')}]`;
  }
}

/** Go's shortest form: an exponent of two digits below 1e-4 and from 1e6 (strconv, format 'g'). */
export function formatFloat(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e6)) return String(value);
  return goExponent(value.toExponential());
}

/** At least two digits, as Go writes exponents. */
export const goExponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');

/** Go's Sprint: a space between two operands when neither is a string. */
export function sprint(values: readonly Value[]): string {
  const isText = (value: Value) => typeof value === 'string' || formatValue(value) === '';
  return values.reduce<string>((text, value, index) => {
    const before = values[index - 1];
    const gap = index > 0 && !isText(value) && !isText(before) ? ' ' : '';
    return joinChecked(text, gap + formatValue(value));
  }, '');
}

/** Concatenation within the bound on output. */
export function joinChecked(text: string, more: string): string {
  checkLength(text.length + more.length);
  return text + more;
}
