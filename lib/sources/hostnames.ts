import type { Config } from '../config/config.ts';
import { type Cause, type Refusal, refuse } from '../endpoint/cause.ts';
import { withoutTrailingDot } from '../endpoint/dns-name.ts';
import { annotationValue, splitList } from './annotations.ts';
import type { SourceObject } from './source-object.ts';

/** The names that an object asks for, each once, and what cannot even be called a name. */
export interface AskedNames {
  readonly names: readonly string[];
  readonly refusals: readonly Refusal[];
}

/** Asks for nothing. */
export const noNames: AskedNames = { names: [], refusals: [] };

/**
 * The names of a list annotation, without their trailing dots. An empty piece (`hostname: "a.example.org,"`, or no
 * value at all) is a mistake that its owner hears of; upstream publishes a record without a name.
 */
export function annotatedNames(object: SourceObject, key: string): AskedNames {
  const value = annotationValue(object.annotations, key);
  if (value === undefined) return noNames;
  const pieces = splitList(value).map(withoutTrailingDot);
  const refusals = pieces.includes('') ? [refuse(object.ref, '', emptyPiece(object, key, value))] : [];
  return { names: unique(pieces.filter((piece) => piece !== '')), refusals };
}

/** The names of `hostname`, unless `--ignore-hostname-annotation`. */
export const hostnameAnnotation = (object: SourceObject, { ignoreHostnameAnnotation }: Config): AskedNames =>
  ignoreHostnameAnnotation ? noNames : annotatedNames(object, 'hostname');

/** The host names in an object's fields. An empty one says nothing. */
export const fieldNames = (hosts: readonly string[]): AskedNames => ({
  names: unique(hosts.filter((host) => host !== '').map(withoutTrailingDot)),
  refusals: [],
});

/** The names of `hostname` and `internal-hostname`. */
export const askedByAnnotation = (object: SourceObject): AskedNames =>
  uniteNames([annotatedNames(object, 'hostname'), annotatedNames(object, 'internal-hostname')]);

/** Whether an object asks for a name by annotation. */
export const asksForNames = ({ annotations }: SourceObject): boolean =>
  annotations.byKey.has('hostname') || annotations.byKey.has('internal-hostname');

function emptyPiece({ annotations }: SourceObject, key: string, value: string): Cause {
  const name = annotations.byKey.get(key)?.name ?? key;
  return {
    code: 'InvalidName',
    problem: `the annotation ${name} holds an empty name: ${JSON.stringify(value)}`,
    fix: 'write a name there, or remove the stray comma or the whole annotation',
  };
}

/** The names of several origins, in order. */
export const uniteNames = (parts: readonly AskedNames[]): AskedNames => ({
  names: unique(parts.flatMap(({ names }) => names)),
  refusals: parts.flatMap(({ refusals }) => refusals),
});

/** Each value once, in first-seen order. */
export const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];

/** A list in an annotation outside ExternalDNS's prefixes, as older tools have them. Empty pieces say nothing there. */
export const foreignNames = ({ metadata }: SourceObject, annotation: string): AskedNames => ({
  names: unique(splitList(metadata.annotations[annotation] ?? '').map(withoutTrailingDot)).filter(
    (name) => name !== '',
  ),
  refusals: [],
});

/** kops' dns-controller: `dns.alpha.kubernetes.io/internal` and `/external`. */
export const kopsNames = (object: SourceObject, side: 'internal' | 'external'): AskedNames =>
  foreignNames(object, `dns.alpha.kubernetes.io/${side}`);
