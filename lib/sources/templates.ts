import type { Config } from '../config/config.ts';
import type { AskedNames } from './hostnames.ts';
import { joinResults, type ObjectResult, refuseNames } from './object-result.ts';
import { publish } from './publish.ts';
import { labelOnly, type RecordSettings } from './record-settings.ts';
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
  /** `--target-template`, for the sources that know it: the targets of `names`, which then says nothing alone. */
  readonly targets?: Template;
  /** `--combine-fqdn-annotation`: templates add to what the object asks for itself, instead of standing in for it. */
  readonly combine: boolean;
}

/** Which template flags a source knows (ExternalDNS docs/advanced/fqdn-templating.md). */
export type TemplateFlags = 'none' | 'fqdn' | 'fqdn and fqdn-target' | 'all';

const known = {
  none: [],
  fqdn: ['names'],
  'fqdn and fqdn-target': ['names', 'pairs'],
  all: ['names', 'pairs', 'targets'],
} as const satisfies Readonly<Record<TemplateFlags, readonly (keyof Templates)[]>>;

/**
 * Compiles what the flags say.
 * @throws SourceError for a template that cannot be parsed.
 */
export function compileTemplates(source: string, config: Config, flags: TemplateFlags): Templates {
  const knows: readonly (keyof Templates)[] = known[flags];
  const names = compiled(source, '--fqdn-template', config.fqdnTemplate);
  const pairs = compiled(source, '--fqdn-target-template', config.fqdnTargetTemplate);
  const targets = compiled(source, '--target-template', config.targetTemplate);
  const takesTargets = knows.includes('targets');
  const hasNames = knows.includes('names') && (targets !== undefined || !takesTargets);
  return {
    ...(names !== undefined && hasNames && { names }),
    ...(pairs !== undefined && knows.includes('pairs') && { pairs }),
    ...(targets !== undefined && takesTargets && { targets }),
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
  /** What the endpoints of pairs carry; absent means the label alone. */
  readonly settings?: RecordSettings;
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

function attempt(object: SourceObject, pass: () => ObjectResult): ObjectResult {
  try {
    return pass();
  } catch (error) {
    return refuseFailure(object, error);
  }
}

/**
 * The names that `--fqdn-template` gives an object, for sources that choose among all names before they publish any.
 * A template that fails on the object is a refusal.
 */
export function templateNames(object: SourceObject, { names }: Templates): AskedNames {
  try {
    return { names: names?.names(object.raw, object.ref.source) ?? [], refusals: [] };
  } catch (error) {
    return { names: [], refusals: refuseFailure(object, error).refusals };
  }
}

function refuseFailure({ ref }: SourceObject, error: unknown): ObjectResult {
  if (!(error instanceof TemplateError)) throw error;
  const fix = `mend ${error.flag}, or give the object what the template asks for`;
  return refuseNames(ref, [], { code: 'InvalidObject', problem: clause(error.message), fix });
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
        ? publish(object, publisher.settings ?? labelOnly(object), host, { targets: each.map(({ target }) => target) })
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
