import { renderLiterals } from './helm-template.ts';
import type { Note } from './installation.ts';
import { isSet, textOf, textsOf, type Values, valueAt } from './values.ts';

/**
 * One value of a chart, and the argument that its templates make of it.
 *
 *     kind     value          arguments
 *     text     sync           --policy=sync
 *     list     [a, b]         --source=a --source=b
 *     switch   true           --events
 */
export interface Row {
  /** Where it stands: `aws.zoneType`. */
  readonly path: string;
  /** Name of the flag, without dashes. */
  readonly flag: string;
  readonly kind: 'text' | 'list' | 'switch';
  /** The chart's default, where ExternalDNS has another one or none. */
  readonly otherwise?: string | readonly string[];
  /** The chart renders templates in this value. */
  readonly templated?: true;
  /** Values under which the chart leaves it out. */
  readonly unless?: (values: Values) => boolean;
}

/** What comes of a chart's values. */
export interface Arguments {
  readonly argv: readonly string[];
  readonly toDo: readonly Note[];
}

/** The arguments that the rows make of the values, in the order of the rows. */
export function argumentsOf(rows: readonly Row[], values: Values): Arguments {
  const parts = rows
    .filter(({ unless }) => unless?.(values) !== true)
    .flatMap((row) => rowTexts(row, values).map((text) => argumentOf(row, text)));
  return joined(parts);
}

const argumentOf = ({ path, flag, kind, templated }: Row, text: string): Arguments =>
  kind === 'switch'
    ? { argv: [`--${flag}`], toDo: [] }
    : rendered({ item: path, flag, text, templated: templated === true });

/** One argument after the other. */
export const joined = (parts: readonly Arguments[]): Arguments => ({
  argv: parts.flatMap(({ argv }) => argv),
  toDo: parts.flatMap(({ toDo }) => toDo),
});

function rowTexts({ path, kind, otherwise = [] }: Row, values: Values): readonly string[] {
  const value = valueAt(values, path);
  if (kind === 'switch') return isSet(value) ? ['true'] : [];
  const texts = kind === 'list' ? textsOf(value) : [textOf(value) ?? []].flat();
  const given = kind === 'list' ? Array.isArray(value) : texts.length > 0;
  return given ? texts : [otherwise].flat();
}

/** A value that the chart may render as a template before it becomes an argument. */
interface Written {
  /** How notes name it. */
  readonly item: string;
  readonly flag: string;
  readonly text: string;
  readonly templated: boolean;
}

/** The argument; or, where its text depends on the release, what a person has to do. */
export function rendered({ item, flag, text, templated }: Written): Arguments {
  const literal = templated ? renderLiterals(text) : text;
  if (literal !== undefined) return { argv: [`--${flag}=${literal}`], toDo: [] };
  return { argv: [], toDo: [{ item, value: text, text: templateFix }] };
}

/** What to do about a value that only Helm knows. */
export const templateFix =
  'is a template that only Helm renders; import the Deployment in the place of the values (kubectl get deployment NAME -n NAMESPACE -o yaml | npm run import -- -)';
