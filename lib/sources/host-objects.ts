import type { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { ObjectReference } from '../endpoint/endpoint.ts';
import { type AskedNames, hostnameAnnotation, noNames, uniteNames } from './hostnames.ts';
import { listObjects } from './list-objects.ts';
import { joinResults, type ObjectResult, sourceResult } from './object-result.ts';
import { publishAll } from './publish.ts';
import { eachObject, type Readable, readServed } from './read-served.ts';
import { annotatedSettings, ttlSettings } from './record-settings.ts';
import type { SourceContext, SourceResult } from './source.ts';
import type { PrimaryKind, SourceObject } from './source-object.ts';
import { templatePublisher } from './target-templates.ts';
import type { Targets } from './targets.ts';
import {
  compileTemplates,
  type NamePublisher,
  type TemplateFlags,
  type Templates,
  withTemplates,
} from './templates.ts';

/** A kind whose objects hold host names, all of an object's for the same targets. */
export interface HostKind<Fields> extends PrimaryKind {
  readonly schema: z.ZodType<Fields>;
  /** `target and ttl`: neither `hostname` nor provider-specific properties nor set identifier count (f5-*). */
  readonly annotations: 'all' | 'target and ttl';
  readonly templates: TemplateFlags;
  /** The names in an object's fields. */
  readonly namesOf: (object: Readable<Fields>, config: Config) => AskedNames;
  /** Where all its names point, the annotated ones too. */
  readonly targetsOf: (object: Readable<Fields>, config: Config) => Targets;
}

/** What the objects of one kind give, before the merge. */
export interface HostReading {
  readonly objects: readonly ObjectReference[];
  readonly result: ObjectResult;
}

/** Reads a source that has one such kind. */
export async function readHostObjects<Fields>(context: SourceContext, kind: HostKind<Fields>): Promise<SourceResult> {
  const { objects, result } = await readHostKind(context, kind);
  return sourceResult(objects, [result]);
}

/** Reads one such kind, for a source that has several. */
export async function readHostKind<Fields>(context: SourceContext, kind: HostKind<Fields>): Promise<HostReading> {
  const listing = await listObjects(context, kind);
  const served = readServed(listing.served, kind.schema, (each) => annotated(each, kind, context.config).names);
  const results = hostResults(context, kind, served.readable);
  return { objects: listing.objects, result: joinResults([listing, served, results]) };
}

/** What the objects give that were read before, for a source whose targets lie elsewhere. */
export function hostResults<Fields>(
  { config, signal }: SourceContext,
  kind: HostKind<Fields>,
  objects: readonly Readable<Fields>[],
): ObjectResult {
  const templates = compileTemplates(kind.source, config, kind.templates);
  return eachObject(objects, signal, (each) => hostResult(each, kind, config, templates));
}

const annotated = (object: SourceObject, { annotations }: Pick<HostKind<never>, 'annotations'>, config: Config) =>
  annotations === 'all' ? hostnameAnnotation(object, config) : noNames;

function hostResult<Fields>(
  object: Readable<Fields>,
  kind: HostKind<Fields>,
  config: Config,
  templates: Templates,
): ObjectResult {
  const settings = kind.annotations === 'all' ? annotatedSettings(object) : ttlSettings(object);
  const targets = kind.targetsOf(object, config);
  const own: NamePublisher = { names: (dnsNames) => publishAll(object, settings, dnsNames, targets) };
  const { names, refusals } = uniteNames([kind.namesOf(object, config), annotated(object, kind, config)]);
  // A name that is published for one wish is not refused for another.
  const refused = { refusals: refusals.filter(({ dnsName }) => !names.includes(dnsName)) };
  const publisher = templates.targets === undefined ? own : templatePublisher(object, templates);
  return withTemplates(object, joinResults([refused, own.names(names)]), templates, publisher);
}
