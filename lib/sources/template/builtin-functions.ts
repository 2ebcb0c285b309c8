import { compareValues, isEqualToAny } from './compare.ts';
import { escapeHtml, escapeJavaScript, escapeQuery } from './escapes.ts';
import { formatValue, sprint } from './format.ts';
import { type TemplateFunction, textArgument } from './functions.ts';
import { sprintf } from './printf.ts';
import { TemplateProblem } from './template-error.ts';
import { describeValue, entryOf, isTrue, type Mapping, sizeOf, type Value, wrap, zero } from './value.ts';

const any = Number.POSITIVE_INFINITY;

const define = (arity: readonly [number, number], call: (args: readonly Value[]) => Value): TemplateFunction => ({
  arity,
  call,
});

const ordering = (accepts: (order: number) => boolean): TemplateFunction =>
  define([2, 2], ([left, right]) => accepts(compareValues(left, right)));

/** Go's escapers print their arguments as an action would: nil as a missing value. */
const escaping = (escaped: (text: string) => string): TemplateFunction =>
  define([0, any], (args) => escaped(sprint(args.map((value) => value ?? formatValue(undefined)))));

/** The functions of Go's text/template, except `call`: no data of ours holds a function. */
export const builtinFunctions: Readonly<Record<string, TemplateFunction>> = {
  and: define([1, any], (args) => deciding(args, (value) => !isTrue(value))),
  or: define([1, any], (args) => deciding(args, isTrue)),
  not: define([1, 1], ([value]) => !isTrue(value)),
  eq: define([2, any], ([value, ...others]) => isEqualToAny(value, others)),
  ne: define([2, 2], ([value, other]) => !isEqualToAny(value, [other])),
  lt: ordering((order) => order < 0),
  le: ordering((order) => order <= 0),
  gt: ordering((order) => order > 0),
  ge: ordering((order) => order >= 0),
  len: define([1, 1], ([value]) => length(value)),
  index: define([1, any], ([value, ...keys]) => keys.reduce(index, value)),
  slice: define([1, 4], ([value, ...bounds]) => slice(value, bounds)),
  print: define([0, any], sprint),
  println: define([0, any], (args) => `${args.map((value) => formatValue(value)).join(' ')}\n`),
  printf: define([1, any], ([format, ...values]) => sprintf(textArgument(format), values)),
  html: escaping(escapeHtml),
  js: escaping(escapeJavaScript),
  urlquery: escaping(escapeQuery),
};

/** The first argument that settles `and` or `or`, else the last one. */
function deciding(args: readonly Value[], settles: (value: Value) => boolean): Value {
  const found = args.findIndex(settles);
  return args.at(found);
}

/** Bytes of a string, elements of a list, keys of a map. */
function length(value: Value): bigint {
  if (typeof value === 'string') return BigInt(Buffer.byteLength(value));
  if (typeof value === 'object' && value !== null) {
    if (value.kind === 'zero' || value.kind === 'list' || value.kind === 'map' || value.view === 'generic')
      return BigInt(sizeOf(value));
  }
  throw new TemplateProblem(`${describeValue(value)} has no length`);
}

/** A missing key gives nothing, an index outside a list is a problem, and a string gives the number of its byte. */
function index(value: Value, key: Value): Value {
  if (typeof value === 'string') return BigInt(Buffer.from(value)[position(key, Buffer.byteLength(value) - 1)] ?? 0);
  if (typeof value === 'object' && value !== null) {
    if (value.kind === 'zero') return zero;
    if (value.kind === 'list') return wrap(value.items[position(key, value.items.length - 1)], value.view);
    if (value.kind === 'map' || value.view === 'generic')
      return entryOf(value, textArgument(key)) ?? absentEntry(value);
  }
  throw new TemplateProblem(`${describeValue(value)} cannot be indexed`);
}

/** Go's maps of strings give an empty string for a missing key, maps of anything give nil. */
const absentEntry = ({ kind, view }: Mapping): Value => (kind === 'map' && view !== 'json' ? zero : null);

function position(key: Value, last: number): number {
  if (typeof key !== 'bigint') throw new TemplateProblem(`an index is a whole number, not ${describeValue(key)}`);
  if (key < 0n || key > BigInt(last)) throw new TemplateProblem(`the index ${key} is out of range`);
  return Number(key);
}

/** `slice x from to`, by bytes for a string. A third bound is a list's capacity, which nothing here can see. */
function slice(value: Value, bounds: readonly Value[]): Value {
  if (typeof value === 'string') {
    if (bounds.length > 2) throw new TemplateProblem('a string takes two bounds');
    const bytes = Buffer.from(value);
    return bytes.subarray(...span(bounds, bytes.length)).toString('utf8');
  }
  if (typeof value === 'object' && value?.kind === 'list') {
    return { ...value, items: value.items.slice(...span(bounds, value.items.length)) };
  }
  if (typeof value === 'object' && value?.kind === 'zero') return slice('', bounds);
  throw new TemplateProblem(`${describeValue(value)} cannot be sliced`);
}

function span(bounds: readonly Value[], size: number): [number, number] {
  const [from = 0, to = size, capacity = size] = bounds.map((bound) => position(bound, size));
  if (from > to || to > capacity)
    throw new TemplateProblem(`the bounds ${[from, to, capacity].join(', ')} do not ascend`);
  return [from, to];
}
