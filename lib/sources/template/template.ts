import type { KubernetesObject } from '../../cluster/cluster.ts';
import { withoutTrailingDot } from '../../endpoint/dns-name.ts';
import type { TemplateTree } from './ast.ts';
import { genericView, typedView } from './data.ts';
import { evaluateTemplate } from './evaluate.ts';
import { functionNames } from './evaluate-pipe.ts';
import { parseTemplate } from './parser.ts';
import { TemplateError, TemplateProblem } from './template-error.ts';

/** A name with the target that it is to point to. */
export interface Pair {
  readonly host: string;
  readonly target: string;
}

/** A piece of output that should have been a pair, and the clause that says what is wrong with it. */
export interface MalformedPair {
  /** What stands before the first colon, when anything does. */
  readonly host: string;
  readonly problem: string;
}

/** A compiled template flag. Both functions throw TemplateError when the template fails on the object. */
export interface Template {
  /** The names (or targets) that it gives for an object: trimmed, without one trailing dot, unique, sorted. */
  names(object: KubernetesObject, source: string): readonly string[];
  /** The `host:target` pairs that it gives for an object, in order, each once. */
  pairs(
    object: KubernetesObject,
    source: string,
  ): { readonly pairs: readonly Pair[]; readonly problems: readonly MalformedPair[] };
}

/**
 * Compiles the values of a template flag (`--fqdn-template` and its two sisters), which are joined with commas. The
 * language is Go's text/template with ExternalDNS's functions. Throws TemplateError naming flag, text, position, problem.
 */
export function compileTemplate(flag: string, texts: readonly string[]): Template {
  const text = texts.join(',');
  const tree = explained(flag, text, () => parseTemplate(text, functionNames));
  const pieces = (object: KubernetesObject, source: string): readonly string[] =>
    explained(flag, text, () => evaluateViews(tree, object, source), objectText(object))
      .split(',')
      .map(trimPiece);
  return {
    names: (object, source) => uniqueSorted(pieces(object, source).map(withoutTrailingDot)),
    pairs: (object, source) => splitPairs(uniqueSorted(pieces(object, source))),
  };
}

function explained<T>(flag: string, text: string, run: () => T, subject?: string): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error;
    throw new TemplateError(flag, text, error, subject);
  }
}

/** Go's field names first; a template that fails so is tried on the JSON keys, where a missing key is an error. */
function evaluateViews(tree: TemplateTree, object: KubernetesObject, source: string): string {
  try {
    return evaluateTemplate(tree, typedView(object), source);
  } catch (typed) {
    if (!(typed instanceof TemplateProblem)) throw typed;
    return evaluateGeneric(tree, object, source, typed);
  }
}

function evaluateGeneric(tree: TemplateTree, object: KubernetesObject, source: string, typed: TemplateProblem): string {
  try {
    return evaluateTemplate(tree, genericView(object), source);
  } catch (generic) {
    if (!(generic instanceof TemplateProblem) || generic.message === typed.message) throw generic;
    throw new TemplateProblem(
      `${typed.message}; with JSON keys instead of field names, ${generic.message}`,
      typed.position,
    );
  }
}

const objectText = ({ kind, metadata }: KubernetesObject): string =>
  [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join('/');

const trimPiece = (piece: string): string => piece.trim();

const uniqueSorted = (pieces: readonly string[]): readonly string[] => [...new Set(pieces.filter(Boolean))].sort();

/** Split at the first colon, so that an IPv6 target needs no brackets. */
function splitPairs(pieces: readonly string[]): ReturnType<Template['pairs']> {
  const pairs: Pair[] = [];
  const problems: MalformedPair[] = [];
  for (const piece of pieces) {
    const colon = piece.indexOf(':');
    const host = colon < 0 ? piece : withoutTrailingDot(piece.slice(0, colon).trim());
    const target = colon < 0 ? '' : withoutTrailingDot(piece.slice(colon + 1).trim());
    if (host !== '' && target !== '') pairs.push({ host, target });
    else problems.push({ host, problem: pairProblem(piece, host, colon) });
  }
  return { pairs, problems };
}

function pairProblem(piece: string, host: string, colon: number): string {
  const missing = colon < 0 ? 'no colon' : host === '' ? 'no name before its colon' : 'no target after its colon';
  return `the template's output ${JSON.stringify(piece)} has ${missing}`;
}
