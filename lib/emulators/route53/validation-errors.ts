import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * The service's wording for a request outside its model. Two layers speak there: the XML schema (unknown, missing and
 * non-numeric content, first one only) and the model's constraints (all, counted).
 *
 *   issue                                  wording
 *   element unknown / missing / not a number   Invalid XML ; cvc-...
 *   length, range, enumeration                 N validation error(s) detected: Value 'v' at 'path' failed to satisfy constraint: ...
 */
export function validationErrors(issues: readonly Issue[]): string {
  const schema = issues.map(schemaText).find((text) => text !== undefined);
  if (schema !== undefined) return `Invalid XML ; ${schema}`;
  const found = issues.map(constraintText);
  return `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${found.join('; ')}`;
}

/** The wording of one broken constraint; `member` is the field as the service spells it. */
export const constraintError = (value: string, member: string, constraint: string): string =>
  `Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`;

/** The constraint on lengths, which several fields share. */
export const lengthAtMost = (limit: number): string => `Member must have length less than or equal to ${limit}`;

const element = (issue: Issue): string => String(issue.path.findLast((step) => typeof step === 'string') ?? '');

function schemaText(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `cvc-complex-type.2.4.a: Invalid content was found starting with element '${issue.keys[0] ?? ''}'.`;
    case 'invalid_format':
      return `cvc-datatype-valid.1.2.1: '${String(issue.input)}' is not a valid value for 'integer'.`;
    case 'invalid_type':
    case 'invalid_value':
      if (issue.input !== undefined) return undefined;
      return `cvc-complex-type.2.4.b: The content of element '${parent(issue)}' is not complete. One of '{"https://route53.amazonaws.com/doc/2013-04-01/":${element(issue)}}' is expected.`;
    default:
      return undefined;
  }
}

const parent = (issue: Issue): string =>
  String(issue.path.slice(0, -1).findLast((step) => typeof step === 'string') ?? 'ChangeResourceRecordSetsRequest');

/** `['Changes', 'Change', 0, 'TTL']` -> `changes.1.member.tTL`: items count from one and lists hide their element's name. */
function memberPath(path: readonly PropertyKey[]): string {
  return path
    .flatMap((step, index) => {
      if (typeof step === 'number') return [`${step + 1}.member`];
      if (typeof path[index + 1] === 'number') return [];
      const name = String(step);
      return [name.charAt(0).toLowerCase() + name.slice(1)];
    })
    .join('.');
}

function constraintText(issue: Issue): string {
  return constraintError(String(issue.input), memberPath(issue.path), constraint(issue));
}

function constraint(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    case 'too_big':
      return issue.origin === 'string'
        ? lengthAtMost(Number(issue.maximum))
        : `Member must have value less than or equal to ${issue.maximum}`;
    case 'too_small':
      return `Member must have ${issue.origin === 'string' ? 'length' : 'value'} greater than or equal to ${issue.minimum}`;
    default:
      return issue.message;
  }
}
