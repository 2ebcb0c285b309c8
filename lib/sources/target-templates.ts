import { publishAll } from './publish.ts';
import { labelOnly, type RecordSettings } from './record-settings.ts';
import type { SourceObject } from './source-object.ts';
import { noTargets, targetsOr } from './targets.ts';
import type { NamePublisher, Templates } from './templates.ts';

/**
 * How template names are published where the targets come from templates too: `--fqdn-template` at those of
 * `--target-template` (gloo-proxy, traefik-proxy, f5-*, unstructured). As with pairs, the endpoints carry the label
 * alone, unless a source says otherwise.
 */
export const templatePublisher = (
  object: SourceObject,
  { targets }: Templates,
  settings: RecordSettings = labelOnly(object),
): NamePublisher => ({
  settings,
  names: (dnsNames) => {
    const found = targets?.names(object.raw, object.ref.source) ?? [];
    return publishAll(object, settings, dnsNames, targetsOr(found, emptyOutput));
  },
});

const emptyOutput = noTargets(
  '--target-template gives no target for it',
  'mend the template, or give the object what it asks for',
);
