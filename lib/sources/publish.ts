import { createEndpoints } from '../endpoint/create-endpoint.ts';
import { nameCause } from '../endpoint/name-problem.ts';
import { joinResults, nothing, type ObjectResult, refuseNames } from './object-result.ts';
import type { RecordSettings } from './record-settings.ts';
import type { SourceObject } from './source-object.ts';
import type { Targets } from './targets.ts';

/** The endpoints of one name, one for each type of its targets, or the refusal that says why there are none. */
export function publish(
  { ref }: SourceObject,
  settings: RecordSettings,
  dnsName: string,
  targets: Targets,
): ObjectResult {
  // A name that DNS cannot hold is told first: no address would mend it.
  if ('cause' in targets) return refuseNames(ref, [dnsName], nameCause(dnsName) ?? targets.cause);
  return { ...nothing, ...createEndpoints({ dnsName, targets: targets.targets, refs: [ref], ...settings }) };
}

/** The same for several names that share their targets. */
export const publishAll = (
  object: SourceObject,
  settings: RecordSettings,
  names: readonly string[],
  targets: Targets,
): ObjectResult => joinResults(names.map((dnsName) => publish(object, settings, dnsName, targets)));
