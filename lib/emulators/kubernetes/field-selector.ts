import type { ResourceDefinition } from './resource-definition.ts';
import { badRequest } from './status.ts';
import { type StoredObject, textAt } from './stored-object.ts';

interface Requirement {
  readonly label: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

/**
 * Reads a field selector (`a=b,c!=d`; all must hold) for one resource.
 * Throws a StatusError 400, in the API server's words, on a bad term or a field that the resource cannot select by.
 */
export function parseFieldSelector(text: string, definition: ResourceDefinition): (object: StoredObject) => boolean {
  const requirements = splitTerms(text).map((term) => parseTerm(term, text));
  for (const { label } of requirements) checkLabel(label, definition);
  return (object) =>
    requirements.every((one) => (selectedText(object, one.label) === one.value) === (one.operator === '='));
}

/** Splits at commas that no backslash escapes. */
const splitTerms = (text: string): readonly string[] =>
  (text.match(/(?:\\.|[^,\\])+/g) ?? []).map((term) => term.trim());

function parseTerm(term: string, selector: string): Requirement {
  const [, label, operator, value] = /^([^=!]*)(!=|==?)(.*)$/s.exec(term) ?? [];
  if (label === undefined || operator === undefined || value === undefined) {
    throw badRequest(`invalid selector: '${selector}'; can't understand '${term}'`);
  }
  return { label, operator: operator === '!=' ? '!=' : '=', value: value.replace(/\\([\\,=])/g, '$1') };
}

function checkLabel(label: string, definition: ResourceDefinition): void {
  const common =
    definition.scope === 'Namespaced' || definition.fieldLabels.length === 0
      ? ['metadata.name', 'metadata.namespace']
      : ['metadata.name'];
  if (common.includes(label) || definition.fieldLabels.includes(label)) return;
  if (definition.fieldLabels.length > 0 || definition.origin === 'custom') {
    throw badRequest(`field label not supported: ${label}`);
  }
  throw badRequest(
    `${JSON.stringify(label)} is not a known field selector: only "metadata.name", "metadata.namespace"`,
  );
}

/** The value of a field label. `source` of an event is its component, else its controller (pkg/registry/core/event). */
function selectedText(object: StoredObject, label: string): string {
  switch (label) {
    case 'source':
      return textAt(object, 'source.component') || textAt(object, 'reportingComponent');
    case 'reportingController':
      return textAt(object, 'reportingComponent');
    case 'spec.unschedulable':
    case 'spec.hostNetwork':
      return textAt(object, label) || 'false';
    default:
      return textAt(object, label.replace(/^regarding\./, 'involvedObject.'));
  }
}
