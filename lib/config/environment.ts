import { environmentName, environmentPrefix, lookUp, suggestion, writableNames } from './names.ts';
import { isList } from './read-value.ts';
import { ignoredWarning, type Setting, type Settings, sentence } from './settings.ts';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the `EXTERNAL_DNS_*` variables. An empty one counts as unset; lists have one value a line, and one line break
 * at their end is cut (the rules of kingpin, which ExternalDNS is built on).
 */
export function readEnvironment(environment: Environment): Settings {
  const byName = new Map<string, Setting>();
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const [variable, text] of Object.entries(environment)) {
    if (!text || !variable.startsWith(environmentPrefix)) continue;
    const found = lookUpVariable(variable);
    if (found.kind === 'ignored') warnings.push(ignoredWarning(variable, found.why));
    if (found.kind === 'unknown' && !isServiceLink(variable)) problems.push(unknownVariable(variable));
    if (found.kind !== 'used') continue;
    const first = byName.get(found.name);
    if (first !== undefined) problems.push(`${first.label} and ${variable} are one setting; keep one of them.`);
    byName.set(found.name, { label: variable, texts: isList(found.flag) ? lines(text) : [text] });
  }
  return { byName, problems, warnings };
}

/** Flag names are lower case with hyphens alone, so the way back is exact for variables in upper case. */
const flagNameOf = (variable: string): string =>
  variable.slice(environmentPrefix.length).toLowerCase().replaceAll('_', '-');

function lookUpVariable(variable: string) {
  const name = flagNameOf(variable);
  return environmentName(name) === variable ? lookUp(name) : ({ kind: 'unknown' } as const);
}

const lines = (text: string): readonly string[] => text.replace(/\r?\n$/, '').split(/\r?\n/);

const unknownVariable = (variable: string): string =>
  sentence(
    `${variable} is not a setting of dns-herald${suggestion(flagNameOf(variable), writableNames, environmentName)}`,
  );

/**
 * Kubernetes gives pods variables for each Service of their namespace; a Service named external-dns, which ExternalDNS's
 * chart makes, has our prefix: EXTERNAL_DNS_SERVICE_HOST, EXTERNAL_DNS_PORT_7979_TCP_ADDR and so on.
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
const isServiceLink = (variable: string): boolean =>
  /^EXTERNAL_DNS_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/.test(
    variable,
  );
