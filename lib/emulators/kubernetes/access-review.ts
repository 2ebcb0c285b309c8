import { type Attributes, type Authorizer, groupsOf } from './authorization.ts';
import { badRequest } from './status.ts';
import { asFields, type Fields, fieldAt, textAt } from './stored-object.ts';

/** The answer to a review of one's own rights or identity; undefined where the plural is no such review. */
export function answerReview(
  plural: string,
  readBody: () => unknown,
  user: string,
  authorizer: Authorizer,
): Fields | undefined {
  const status = reviewStatus(plural, () => asFields(readBody()) ?? {}, user, authorizer);
  return status && { ...asFields(readBody()), status };
}

function reviewStatus(plural: string, review: () => Fields, user: string, authorizer: Authorizer): Fields | undefined {
  switch (plural) {
    case 'selfsubjectaccessreviews':
      return { allowed: authorizer.allows(user, readAttributes(review())) };
    case 'selfsubjectrulesreviews':
      return authorizer.rulesOf(user, textAt(review(), 'spec.namespace'));
    case 'selfsubjectreviews':
      return { userInfo: { username: user, groups: groupsOf(user) } };
    default:
      return undefined;
  }
}

function readAttributes(review: Fields): Attributes {
  const resource = asFields(fieldAt(review, 'spec.resourceAttributes'));
  if (resource) {
    const optional = Object.entries({
      namespace: textAt(resource, 'namespace'),
      name: textAt(resource, 'name'),
      subresource: textAt(resource, 'subresource'),
    }).filter(([, value]) => value !== '');
    return {
      kind: 'resource',
      verb: textAt(resource, 'verb'),
      group: textAt(resource, 'group'),
      plural: textAt(resource, 'resource'),
      ...Object.fromEntries(optional),
    };
  }
  const path = asFields(fieldAt(review, 'spec.nonResourceAttributes'));
  if (path) return { kind: 'path', verb: textAt(path, 'verb'), path: textAt(path, 'path') };
  throw badRequest('spec: one of resourceAttributes and nonResourceAttributes must be set');
}
