import { type Arguments, argumentsOf, joined, type Row } from './chart-arguments.ts';
import { type Aside, notesOf } from './chart-asides.ts';
import { type ReadEnvironment, readContainerEnvironment } from './environment.ts';
import { discreet, type Installation, type Note } from './installation.ts';
import { annotatedRole } from './role.ts';
import { isSet, textOf, textsOf, type Values, valueAt } from './values.ts';

/** A Helm chart that installs ExternalDNS: how its values become what the container is started with. */
export interface Chart {
  /** As sentences name it, with the version that was read. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly asides: readonly Aside[];
  /** Keys that name objects of the chart, or that the functions below look at. */
  readonly structure: readonly string[];
  /** Arguments that no row makes. */
  readonly more: (values: Values) => Arguments;
  /** `env` and `envFrom` of the container. */
  readonly variables: (values: Values) => { readonly env: unknown; readonly envFrom?: unknown };
  /** Variables that the chart sets itself. */
  readonly environment?: (values: Values) => ReadEnvironment['environment'];
  /** The value that replaces all that makes arguments, where it is set. */
  readonly replacedBy?: string;
}

/** What a chart would start ExternalDNS with. */
export function readChart(chart: Chart, values: Values): Installation {
  const args = argumentsIn(chart, values);
  const notes = notesOf(chart.asides, values);
  const { env, envFrom } = chart.variables(values);
  const container = readContainerEnvironment(env, envFrom);
  const role =
    annotatedRole(valueAt(values, 'serviceAccount.annotations'), values['podAnnotations']) ??
    textOf(valueAt(values, 'aws.roleArn'));
  return {
    origin: `Helm values of the chart ${chart.name}`,
    argv: args.argv,
    environment: { ...chart.environment?.(values), ...container.environment },
    without: [...notes.without, ...container.without],
    toDo: [...args.toDo, ...notes.toDo, ...container.toDo, ...unknownKeys(chart, values)],
    ...(role !== undefined && { role }),
  };
}

function argumentsIn({ rows, more, replacedBy }: Chart, values: Values): Arguments {
  const written = replacedBy === undefined ? [] : textsOf(values[replacedBy]);
  return written.length > 0 ? { argv: written, toDo: [] } : joined([argumentsOf(rows, values), more(values)]);
}

/** The keys at the top of the chart's values, by which they are told from another's. */
export function keysOf({ rows, asides, structure }: Chart): ReadonlySet<string> {
  const paths = [...rows.map(({ path }) => path), ...asides.flatMap((each) => each.paths), ...structure];
  return new Set(paths.map((path) => path.split('.')[0] ?? path));
}

/** Of another chart or version, or misspelled. */
function unknownKeys(chart: Chart, values: Values): readonly Note[] {
  const known = keysOf(chart);
  const text = 'is no value of this chart, which makes nothing of it';
  return Object.entries(values)
    .filter(([key, value]) => !known.has(key) && isSet(value))
    .map(([item, value]) => {
      const shown = textOf(value);
      return discreet({ item, ...(shown !== undefined && { value: shown }), text });
    });
}
