import { readEnvironment } from '../config/environment.ts';
import type { Flag } from '../config/flags/flag.ts';
import { environmentName, flagsByName, type Lookup, lookUp, suggestion, writableNames } from '../config/names.ts';
import { defaultOf, readValue } from '../config/read-value.ts';
import { discreet, type Installation, type Note } from './installation.ts';

/** The settings that become ours, by the name of the flag, one text for each time it is written. */
export type Carried = ReadonlyMap<string, readonly string[]>;

/** What becomes of arguments and variables. */
export interface Carrying {
  readonly settings: Carried;
  readonly without: readonly Note[];
  readonly toDo: readonly Note[];
}

/** What one argument or variable comes to. */
type Fate =
  | { readonly name: string; readonly texts: readonly string[] }
  | { readonly without: Note }
  | { readonly toDo: Note };

/** Sorts an installation's arguments and variables: arguments win over variables, as they do for ExternalDNS. */
export function carry({ argv, environment }: Installation): Carrying {
  const written = argumentsIn(argv).map((argument) => fateOf(argument, environment));
  const variables = Object.entries(environment).flatMap(([name, value]) => variableFate(name, value));
  const texts = new Map([...textsByName(variables), ...textsByName(written)]);
  const judged = [...texts].map(([name, values]) => judge(name, values));
  const fates = [...written, ...variables, ...judged];
  return {
    settings: textsByName(judged.filter((fate) => !isDefault(fate))),
    without: fates.flatMap((fate) => ('without' in fate ? [discreet(fate.without)] : [])),
    toDo: fates.flatMap((fate) => ('toDo' in fate ? [discreet(fate.toDo)] : [])),
  };
}

function textsByName(fates: readonly Fate[]): Map<string, readonly string[]> {
  const texts = new Map<string, readonly string[]>();
  for (const fate of fates) if ('name' in fate) texts.set(fate.name, [...(texts.get(fate.name) ?? []), ...fate.texts]);
  return texts;
}

/** A flag with its value, if it has one. */
interface Argument {
  /** Without dashes; a text that is no flag where there are none. */
  readonly name: string;
  readonly value?: string;
  readonly isFlag: boolean;
}

/** Joins values to flags that they follow, as in `--policy sync`. */
function argumentsIn(argv: readonly string[]): readonly Argument[] {
  const found: Argument[] = [];
  for (const text of argv) {
    const before = found.at(-1);
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
    if (name !== undefined) found.push({ name, isFlag: true, ...(value !== undefined && { value }) });
    else if (before?.isFlag && before.value === undefined && takesValue(before.name)) {
      found[found.length - 1] = { ...before, value: text };
    } else found.push({ name: text, isFlag: false });
  }
  return found;
}

function takesValue(name: string): boolean {
  const found = find(name);
  return found.kind !== 'used' || found.flag.kind !== 'boolean';
}

/** Looks a flag up as it is written on the command line, `--no-` included. */
function find(name: string): Lookup {
  const found = lookUp(name);
  return found.kind === 'unknown' && name.startsWith('no-') ? lookUp(name.slice('no-'.length)) : found;
}

/**
 * Puts in variables as the kubelet does: `$(NAME)` in an argument is the value of the container's variable.
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
const withVariables = (value: string, environment: Installation['environment']): string =>
  value.replace(/\$\((\w+)\)/g, (whole, name: string) => environment[name] ?? whole);

/** Notes show a value as it is written: a variable may hold a secret. */
function fateOf({ name, value, isFlag }: Argument, environment: Installation['environment']): Fate {
  if (!isFlag) return { toDo: { item: name, text: 'belongs to no flag; nothing can be made of it' } };
  const found = find(name);
  const note = { item: `--${name}`, ...(value !== undefined && { value }) };
  switch (found.kind) {
    case 'ignored':
      return { without: { ...note, text: found.why } };
    case 'unknown':
      return {
        toDo: {
          ...note,
          text: `is no flag that dns-herald knows${suggestion(name, writableNames, (each) => `--${each}`)}`,
        },
      };
    case 'used': {
      const text = withVariables(value ?? String(!name.startsWith('no-')), environment);
      return /\$\(\w+\)/.test(text)
        ? { toDo: { ...note, text: unknownVariable } }
        : { name: found.name, texts: [text] };
    }
  }
}

const unknownVariable =
  'holds a variable of the container whose value is not in what was read; put the whole value into the environment of the function, a secret by way of ${ssm:/NAME}';

function variableFate(variable: string, value: string): readonly Fate[] {
  const { byName, warnings, problems } = readEnvironment({ [variable]: value });
  return [
    ...[...byName].map(([name, { texts }]) => ({ name, texts })),
    ...warnings.map((warning) => ({
      without: { item: variable, value, text: clauseOf(warning, `${variable} is ignored: `) },
    })),
    ...problems.map((problem) => ({ toDo: { item: variable, value, text: clauseOf(problem, `${variable} `) } })),
  ];
}

/** A sentence without its subject, which the note has already. */
const clauseOf = (sentence: string, subject: string): string => sentence.replace(subject, '').replace(/\.$/, '');

/** A setting that has no value here, or one that must not be printed, is a person's. */
function judge(name: string, texts: readonly string[]): Fate {
  const flag = flagsByName.get(name)?.flag;
  if (flag === undefined) throw new Error(`--${name} is carried over and is not in the flag table`);
  if (flag.secret) return { toDo: { item: `--${name}`, text: secretFix(name) } };
  const place = ofThePod[name];
  if (place !== undefined) return { toDo: { item: `--${name}`, value: texts.join(', '), text: place } };
  const reading = readValue(flag, texts);
  if ('value' in reading) return { name, texts };
  return { toDo: { item: `--${name}`, value: texts.join(', '), text: reading.problems.join('; ') } };
}

/** Settings that speak of what lies in the pod, or of how it reaches the cluster. */
const ofThePod: Readonly<Record<string, string>> = {
  kubeconfig: 'is a file in the pod; docs/deploy.md has the ways from the function to the cluster',
  server: 'is how the pod reaches the cluster; docs/deploy.md has the ways from the function',
  'aws-profile':
    'is a profile of a file in the pod; give the function its own role, and --aws-zone-role for zones of other accounts',
};

const secretFix = (name: string): string =>
  `is a secret; keep it in a SecureString of SSM, and set ${environmentName(name)} to \${ssm:/NAME} in serverless.yml`;

/** True where nothing has to be set, for it is the default here. */
function isDefault(fate: Fate): boolean {
  if (!('name' in fate)) return false;
  const flag: Flag | undefined = flagsByName.get(fate.name)?.flag;
  if (flag === undefined) return false;
  const reading = readValue(flag, fate.texts);
  return 'value' in reading && JSON.stringify(reading.value) === JSON.stringify(defaultOf(flag));
}
