import { TemplateProblem } from './template-error.ts';
import { describeValue, type Value } from './value.ts';

/** Go's `eq a b c`: whether a equals one of the others. Throws TemplateProblem when the types cannot be compared. */
export const isEqualToAny = (value: Value, others: readonly Value[]): boolean =>
  others.some((other) => isEqual(value, other));

/** An absent field is the zero value of whatever it is compared with. */
function fillZero(value: Value, other: Value): Value {
  if (typeof value !== 'object' || value?.kind !== 'zero') return value;
  switch (typeof other) {
    case 'string':
      return '';
    case 'bigint':
      return 0n;
    case 'number':
      return 0;
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function isEqual(left: Value, right: Value): boolean {
  const a = fillZero(left, right) ?? null;
  const b = fillZero(right, left) ?? null;
  if (a === null || b === null) return a === b;
  if (typeof a !== typeof b || typeof a === 'object') return incomparable(a, b);
  return a === b;
}

function incomparable(a: Value, b: Value): never {
  throw new TemplateProblem(`${describeValue(a)} cannot be compared with ${describeValue(b)}`);
}

/** Go's order on two numbers of one kind or two strings (by bytes): negative, 0 or positive. */
export function compareValues(left: Value, right: Value): number {
  const a = fillZero(left, right);
  const b = fillZero(right, left);
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  const numbers = (typeof a === 'bigint' && typeof b === 'bigint') || (typeof a === 'number' && typeof b === 'number');
  if (!numbers) return incomparable(a, b);
  return a < b ? -1 : Number(a > b);
}
