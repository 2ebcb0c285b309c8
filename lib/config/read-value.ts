import { RE2JS, RE2JSSyntaxException } from 're2js';
import { parseAnnotationSelector, parseLabelSelector, SelectorError } from '../cluster/selector.ts';
import type { Flag } from './flags/flag.ts';
import { formats } from './formats.ts';
import { parseGoDuration } from './go-duration.ts';
import { suggestion } from './names.ts';

/** The value of a setting, or what is wrong with it: clauses that follow the name of the setting. */
export type Reading = { readonly value: unknown } | { readonly problems: readonly string[] };

/** What the configuration holds when nobody sets the flag. */
export function defaultOf(flag: Flag): unknown {
  const fallback = 'default' in flag ? flag.default : undefined;
  return fallback ?? (isList(flag) ? [] : undefined);
}

/** True for flags that may be repeated. */
export const isList = (flag: Flag): boolean => flag.kind === 'list' || flag.kind === 'enum-list';

/** Reads the texts that were given for a flag: one for each time it was written. */
export function readValue(flag: Flag, texts: readonly string[]): Reading {
  if (isList(flag)) return readList(flag, texts);
  const [text = ''] = texts;
  return texts.length > 1 ? wrong(`is set ${texts.length} times; set it once`) : readOne(flag, text);
}

function readList(flag: Flag, texts: readonly string[]): Reading {
  const readings = texts.filter((text) => text.trim() !== '').map((text) => readOne(flag, text));
  const problems = readings.flatMap((reading) => ('problems' in reading ? reading.problems : []));
  if (problems.length > 0) return { problems };
  const values = readings.map((reading) => ('value' in reading ? reading.value : undefined));
  return { value: flag.kind === 'enum-list' ? [...new Set(values)] : values };
}

function readOne(flag: Flag, text: string): Reading {
  switch (flag.kind) {
    case 'string':
    case 'list':
      return readText(flag, text);
    case 'enum':
    case 'enum-list':
      return text === '' ? { value: defaultOf(flag) } : readChoice(flag.values, text);
    case 'boolean':
      return readBoolean(text);
    case 'integer':
      return readInteger(flag, text);
    case 'rate':
      return readRate(text);
    case 'duration':
      return readDuration(text, flag.min ?? 0);
    case 'regex':
      return text === '' ? { value: undefined } : readRegex(text);
    case 'selector':
      return text === '' ? { value: undefined } : readSelector(flag.grammar, text);
  }
}

const wrong = (problem: string): Reading => ({ problems: [problem] });
const quote = (text: string): string => JSON.stringify(text);

function readText(flag: Extract<Flag, { kind: 'string' | 'list' }>, text: string): Reading {
  // An empty owner id is refused, not taken for unset: it comes of an unresolved variable, and the default is another owner.
  if (text === '' && flag.format !== 'owner') return { value: defaultOf(flag) };
  const format = flag.format === undefined ? undefined : formats[flag.format];
  return format?.accepts(text) === false ? wrong(`${quote(text)} ${format.problem}`) : { value: text };
}

function readChoice(values: readonly string[], text: string): Reading {
  if (values.includes(text)) return { value: text };
  if (text.includes(',') && text.split(',').every((part) => values.includes(part.trim())))
    return wrong(
      `${quote(text)} is several values in one; repeat the flag, or write one value a line in the environment`,
    );
  const [only] = values;
  if (values.length === 1) return wrong(`${quote(text)} is not available; the only value here is ${only}`);
  return wrong(`${quote(text)} is none of ${values.join(', ')}${suggestion(text, values)}`);
}

/** Go's strconv.ParseBool. */
function readBoolean(text: string): Reading {
  if (/^(1|t|T|true|True|TRUE)$/.test(text)) return { value: true };
  if (/^(0|f|F|false|False|FALSE)$/.test(text)) return { value: false };
  return wrong(`${quote(text)} is not a boolean; write true or false`);
}

function readInteger(flag: Extract<Flag, { kind: 'integer' }>, text: string): Reading {
  const value = Number(text);
  const range = flag.max === undefined ? `of ${flag.min} or more` : `from ${flag.min} to ${flag.max}`;
  const fits = /^[-+]?\d+$/.test(text) && value >= flag.min && value <= (flag.max ?? Number.MAX_SAFE_INTEGER);
  return fits ? { value } : wrong(`${quote(text)} is not a whole number ${range}`);
}

function readRate(text: string): Reading {
  const fits = /^\d+(\.\d+)?$/.test(text) && Number(text) > 0;
  return fits ? { value: Number(text) } : wrong(`${quote(text)} is no rate; write a number over 0, such as 4 or 0.5`);
}

function readDuration(text: string, min: number): Reading {
  const value = parseGoDuration(text);
  if (value === undefined)
    return wrong(`${quote(text)} is not a duration; write numbers with units, such as 60s or 1m30s`);
  return value < min ? wrong(`${quote(text)} is too short; the least is ${min}s`) : { value };
}

function readRegex(text: string): Reading {
  try {
    return { value: RE2JS.compile(text) };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return wrong(
      `${quote(text)} is not a regular expression of RE2 (${error.message.replace('error parsing regexp: ', '')})`,
    );
  }
}

function readSelector(grammar: 'label' | 'annotation', text: string): Reading {
  try {
    return { value: grammar === 'label' ? parseLabelSelector(text) : parseAnnotationSelector(text) };
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    return wrong(`cannot be read: ${error.message}`);
  }
}
