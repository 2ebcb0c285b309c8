import { isIPv4, isIPv6 } from 'node:net';
import { sourceNames } from '../../config/flags/source-names.ts';
import { type TemplateFunction, textArgument, textFunction } from './functions.ts';
import { checkLength, TemplateProblem } from './template-error.ts';
import { describeValue, type Value, wrap } from './value.ts';

/** What `isSource` may ask for. */
const knownSources: ReadonlySet<string> = new Set(sourceNames);

/** The functions that ExternalDNS adds to Go's (source/template). The subject comes last in `replace`, else first. */
export const dnsFunctions: Readonly<Record<string, TemplateFunction>> = {
  contains: textFunction((text = '', part = '') => text.includes(part), 2),
  trimPrefix: textFunction((text = '', prefix = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text), 2),
  trimSuffix: textFunction(
    (text = '', suffix = '') => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text),
    2,
  ),
  trim: textFunction((text = '') => text.trim(), 1),
  toLower: textFunction((text = '') => text.toLowerCase(), 1),
  replace: textFunction((from = '', to = '', text = '') => replaceAll(text, from, to), 3),
  isIPv4: textFunction((text = '') => isIPv4(text), 1),
  isIPv6: textFunction((text = '') => isIPv6(text), 1),
  hasKey: { arity: [2, 2], call: ([map, key]) => hasKey(map, textArgument(key)) },
  fromJson: textFunction((text = '') => fromJson(text), 1),
  isSource: { arity: [1, 1], call: ([name], { source }) => isSource(textArgument(name), source) },
};

/** The length is known before the text is made, so that a small template cannot ask for gigabytes. */
function replaceAll(text: string, from: string, to: string): string {
  const pieces = from === '' ? ['', ...text, ''] : text.split(from);
  checkLength(text.length + (pieces.length - 1) * to.length);
  return pieces.join(to);
}

function hasKey(map: Value, key: string): boolean {
  if (map === undefined || map === null) return false;
  if (typeof map === 'object' && map.kind === 'zero') return false;
  if (typeof map === 'object' && map.kind !== 'list') return Object.hasOwn(map.entries, key);
  throw new TemplateProblem(`a map is needed, not ${describeValue(map)}`);
}

/** Nil on text that is not JSON, as upstream. */
function fromJson(text: string): Value {
  try {
    return wrap(JSON.parse(text), 'json');
  } catch {
    return null;
  }
}

function isSource(name: string, source: string): boolean {
  const wanted = name.toLowerCase();
  if (!knownSources.has(wanted)) throw new TemplateProblem(`there is no source ${JSON.stringify(name)}`);
  return wanted === source.toLowerCase();
}
