import type { Config } from '../config/config.ts';
import { joinResults, type ObjectResult, refuseNames } from './object-result.ts';
import { publish } from './publish.ts';
import { labelOnly } from './record-settings.ts';
import { SourceError } from './source-error.ts';
import type { SourceObject } from './source-object.ts';
import { compileTemplate, type Template } from './template/template.ts';
import { TemplateError } from './template/template-error.ts';

/** The templates of one source, compiled. */
export interface Templates {
  /** `--fqdn-template`: names that get the object's own targets. */
  readonly names?: Template;
  /** `--fqdn-target-template`: `host:target` pairs. */
  readonly pairs?: Template;
  /** `--combine-fqdn-annotation`: templates add to what the object asks for itself, instead of standing in for it. */
  readonly combine: boolean;
}

/** Which template flags a source knows (ExternalDNS, sources that take their targets from the object). */
export type TemplateFlags = 'fqdn' | 'fqdn and fqdn-target';

/**
 * Compiles what the flags say.
 * @throws SourceError for a template that cannot be parsed.
 */
export function compileTemplates(source: string, config: Config, flags: TemplateFlags): Templates {
  const names = compiled(source, '--fqdn-template', config.fqdnTemplate);
  const pairs = flags === 'fqdn' ? undefined : compiled(source, '--fqdn-target-template', config.fqdnTargetTemplate);
  return {
    ...(names === undefined ? {} : { names }),
    ...(pairs === undefined ? {} : { pairs }),
    combine: config.combineFqdnAnnotation,
  };
}

function compiled(source: string, flag: string, texts: readonly string[]): Template | undefined {
  if (texts.every((text) => text === '')) return undefined;
  try {
    return compileTemplate(flag, texts);
  } catch (error) {
    if (error instanceof TemplateError) throw new SourceError(source, error.message, error);
    throw error;
  }
}

/** Whether any template may name the source's objects. */
export const hasTemplates = ({ names, pairs }: Templates): boolean => names !== undefined || pairs !== undefined;

/** How one object's template names are published: with its own targets, or with those of the pair. */
export interface NamePublisher {
  readonly names: (dnsNames: readonly string[]) => ObjectResult;
  /** Only where a pair must not be published as it stands. */
  readonly pair?: (dnsName: string) => ObjectResult;
}

/**
 * Combines what an object asks for itself (`own`) with templates (ExternalDNS source/template; upstream's order).
 *
 *     own endpoints   combine   result
 *     some            no        own
 *     none            no        pairs; if they give none, names
 *     any             yes       own, pairs and names
 *
 * Refusals are kept in every case: what the object asked for itself is answered even where a template stands in.
 * A template that fails on the object costs the template's names alone.
 */
export function withTemplates(
  object: SourceObject,
  own: ObjectResult,
  { names, pairs, combine }: Templates,
  publisher: NamePublisher,
): ObjectResult {
  const { source } = object.ref;
  const passes = [
    ...(pairs === undefined ? [] : [() => publishPairs(object, pairs, publisher)]),
    ...(names === undefined ? [] : [() => publisher.names(names.names(object.raw, source))]),
  ];
  return passes.reduce(
    (sofar, pass) => (sofar.endpoints.length > 0 && !combine ? sofar : joinResults([sofar, attempt(object, pass)])),
    own,
  );
}

function attempt({ ref }: SourceObject, pass: () => ObjectResult): ObjectResult {
  try {
    return pass();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const fix = `mend ${error.flag}, or give the object what the template asks for`;
    return refuseNames(ref, [], { code: 'InvalidObject', problem: clause(error.message), fix });
  }
}

const clause = (sentence: string): string => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;

/**
 * The endpoints of `host:target` pairs: one host may have several targets. They carry neither TTL nor provider-specific
 * properties nor set identifier, as upstream's do; the `resource` label is ours.
 */
function publishPairs(object: SourceObject, template: Template, publisher: NamePublisher): ObjectResult {
  const { pairs, problems } = template.pairs(object.raw, object.ref.source);
  const hosts = [...Map.groupBy(pairs, ({ host }) => host)];
  return joinResults([
    ...hosts.map(([host, each]) =>
      publisher.pair === undefined
        ? publish(object, labelOnly(object), host, { targets: each.map(({ target }) => target) })
        : publisher.pair(host),
    ),
    ...problems.map(({ host, problem }) =>
      refuseNames(object.ref, [host], {
        code: 'InvalidObject',
        problem,
        fix: 'let --fqdn-target-template write host:target',
      }),
    ),
  ]);
}
