import type { Config } from '../config/config.ts';
import type { SourceObject } from './source-object.ts';

/**
 * Whether this instance serves the object: label filter, annotation filter and, for the kinds that honour it, the
 * controller annotation. An object that is left out belongs to another instance, so it is not spoken of.
 */
export function objectFilter(config: Config, controller: 'honoured' | 'ignored'): (object: SourceObject) => boolean {
  const { labelFilter, annotationFilter } = config;
  return ({ metadata, annotations }) =>
    (labelFilter?.matches(metadata.labels) ?? true) &&
    (annotationFilter?.matches(metadata.annotations) ?? true) &&
    (controller === 'ignored' || !annotations.otherController);
}
