import { parseArgs } from 'node:util';
import { commandLineFlags } from './flags/command-line.ts';
import { type Lookup, lookUp, suggestion, writableNames } from './names.ts';
import { ignoredWarning, type Setting, type Settings, sentence } from './settings.ts';

/** Reads `--flag=value`, `--flag value`, `--flag` and `--no-flag`, in any order (the forms that ExternalDNS takes). */
export function readCommandLine(argv: readonly string[]): Settings {
  const byName = new Map<string, Setting>();
  const problems: string[] = [];
  const warnings = new Set<string>();
  const tokens = tokensOf(argv);
  for (const [index, token] of tokens.entries()) {
    const meaning = meaningOf(token, { previous: tokens[index - 1], next: tokens[index + 1] });
    if ('problem' in meaning) problems.push(meaning.problem);
    if ('warning' in meaning) warnings.add(meaning.warning);
    if ('text' in meaning) byName.set(meaning.name, extended(byName.get(meaning.name), meaning));
  }
  return { byName, problems, warnings: [...warnings] };
}

type Meaning =
  | { readonly name: string; readonly label: string; readonly text: string }
  | { readonly problem: string }
  | { readonly warning: string }
  | { readonly nothing: true };

const extended = (before: Setting | undefined, { label, text }: { label: string; text: string }): Setting => ({
  label: before?.label ?? label,
  texts: [...(before?.texts ?? []), text],
});

type Token = ReturnType<typeof tokensOf>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

interface Neighbours {
  readonly previous: Token | undefined;
  readonly next: Token | undefined;
}

function meaningOf(token: Token, { previous, next }: Neighbours): Meaning {
  if (token.kind === 'option') return meaningOfOption(token, next);
  if (token.kind === 'option-terminator' || takesNext(previous)) return { nothing: true };
  return { problem: `${JSON.stringify(token.value)} belongs to no flag; flags are written --name=value.` };
}

/** True for a flag whose value stands alone after it. An ignored or unknown one may have a value: nothing else could follow it. */
function takesNext(token: Token | undefined): boolean {
  if (token?.kind !== 'option' || token.value !== undefined) return false;
  const found = lookUpOption(token.name);
  return found.kind !== 'used' || found.flag.kind !== 'boolean';
}

function meaningOfOption(token: OptionToken, next: Token | undefined): Meaning {
  const { rawName: label } = token;
  const found = lookUpOption(token.name);
  switch (found.kind) {
    case 'ignored':
      return { warning: ignoredWarning(label, found.why) };
    case 'unknown':
      return {
        problem: sentence(
          `${label} is not a flag of dns-herald${suggestion(token.name, optionNames, (name) => `--${name}`)}`,
        ),
      };
    case 'used':
      return found.flag.kind === 'boolean' ? switched(token, found.name) : valued(token, found.name, next);
  }
}

/** `--flag` and `--no-flag`; `--flag=false` too, as many write it. */
const switched = ({ rawName: label, name: written, value }: OptionToken, name: string): Meaning => ({
  name,
  label,
  text: value ?? String(!written.startsWith('no-')),
});

function valued({ rawName: label, value }: OptionToken, name: string, next: Token | undefined): Meaning {
  const text = value ?? (next?.kind === 'positional' ? next.value : undefined);
  return text === undefined ? { problem: `${label} needs a value; write ${label}=VALUE.` } : { name, label, text };
}

function lookUpOption(written: string): Lookup {
  const found = lookUpPlain(written);
  if (found.kind !== 'unknown' || !written.startsWith('no-')) return found;
  const positive = lookUpPlain(written.slice('no-'.length));
  return positive.kind === 'used' && positive.flag.kind !== 'boolean' ? found : positive;
}

const commandLineNames = new Map(Object.entries(commandLineFlags));

function lookUpPlain(name: string): Lookup {
  const flag = commandLineNames.get(name);
  return flag === undefined ? lookUp(name) : { kind: 'used', name, flag };
}

const optionNames = [...writableNames, ...commandLineNames.keys()];

/** No flag is declared to the parser, so that it never takes the next flag for the value of one that lacks its own. */
const tokensOf = (argv: readonly string[]) =>
  parseArgs({ args: [...argv], strict: false, allowPositionals: true, tokens: true }).tokens;
