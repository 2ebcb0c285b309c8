import type { Note } from './installation.ts';
import { isSet, textOf, type Values, valueAt } from './values.ts';

/** Values that are no arguments of the container, with what is to be said of them. */
export interface Aside {
  readonly paths: readonly string[];
  /** A clause; see Note. */
  readonly text: string;
  /** A person has to do something about it. */
  readonly toDo?: true;
  /** Its value is never shown. */
  readonly secret?: true;
  /** When it is to be said; where absent, of those paths that are set. */
  readonly applies?: (values: Values) => boolean;
}

/** What is to be said of values that the charts have alike. */
export const common = {
  files: { text: 'puts files into the pod; what a setting reads from one has to be given otherwise', toDo: true },
  neighbours: { text: 'runs beside ExternalDNS in its pod, and has no place in the function', toDo: true },
  metrics: { text: 'no pod runs that could be scraped; the metrics are in CloudWatch' },
  releaseNamespace: {
    text: 'keeps to the namespace of the Helm release, which the values do not name; set EXTERNAL_DNS_NAMESPACE to it',
    toDo: true,
  },
  pod: { text: 'no pod runs' },
} as const satisfies Readonly<Record<string, Omit<Aside, 'paths'>>>;

/** What is to be said of those asides that apply. Several paths of one aside are one note. */
export function notesOf(asides: readonly Aside[], values: Values): Record<'without' | 'toDo', readonly Note[]> {
  const notes = asides.flatMap((aside) => {
    const told = pathsToTell(aside, values);
    return told.length === 0
      ? []
      : [{ kind: aside.toDo ? 'toDo' : 'without', note: noteOf(aside, told, values) } as const];
  });
  const those = (kind: 'without' | 'toDo'): readonly Note[] =>
    notes.filter((each) => each.kind === kind).map(({ note }) => note);
  return { without: those('without'), toDo: those('toDo') };
}

function pathsToTell({ paths, applies }: Aside, values: Values): readonly string[] {
  if (applies !== undefined) return applies(values) ? paths : [];
  return paths.filter((path) => isSet(valueAt(values, path)));
}

function noteOf({ text, secret }: Aside, told: readonly string[], values: Values): Note {
  const [only = '', ...others] = told;
  const value = secret || others.length > 0 ? undefined : textOf(valueAt(values, only));
  return { item: told.join(', '), text, ...(value !== undefined && { value }) };
}
